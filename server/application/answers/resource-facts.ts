import {
  attributeLabel,
  attributeText,
  type ConfigurationIndex,
  type Resource,
  type ResourceOf,
} from "../../engine/configuration";
import type { Fact } from "../ports/resource-answers";

/** Shown elsewhere: in the title, under tags, or as rules. */
const LEFT_OUT = new Set(["kind", "tags", "routes", "entries", "ingress", "egress"]);
const LIST_LIMIT = 20;

type Index = Pick<ConfigurationIndex, "find">;

/**
 * The resource's attributes as lines, in the order of its schema, a line for each of several values, and for a host
 * what its interfaces add. An attribute that the input does not have gives no line: absent is not the same as empty.
 */
export function factsOf(index: ConfigurationIndex, resource: Resource): readonly Fact[] {
  const own = Object.entries(resource).flatMap(([name, value]) =>
    LEFT_OUT.has(name) ? [] : factsOfAttribute(index, resource, attributeLabel(name), value),
  );
  return resource.kind === "instance" ? [...own, ...hostFacts(index, resource)] : own;
}

function factsOfAttribute(index: Index, { id }: Resource, label: string, value: unknown): Fact[] {
  // What says who it is needs no name beside it.
  const names = value === id ? undefined : index;
  if (!Array.isArray(value) || value.length === 0) return factOf(names, label, value);
  const rest = value.length - LIST_LIMIT;
  return [
    ...value.slice(0, LIST_LIMIT).flatMap((one) => factOf(names, label, one)),
    ...(rest > 0 ? [{ label, value: `and ${rest} more` }] : []),
  ];
}

function factOf(index: Index | undefined, label: string, value: unknown): Fact[] {
  const text = attributeText(value);
  if (text === undefined || text === "") return [];
  const isCopied = typeof value === "string" && /[-:./]|^\d/.test(value);
  return [{ label, value: text, ...(isCopied && { copy: true }), ...nameOf(index, text) }];
}

function nameOf(index: Index | undefined, id: string): Pick<Fact, "name"> {
  const name = index?.find(id)?.name;
  return name === undefined || name === id ? {} : { name };
}

function hostFacts(index: ConfigurationIndex, instance: ResourceOf<"instance">): readonly Fact[] {
  const interfaces = index.interfacesOfInstance(instance.id);
  const addresses = interfaces.flatMap((nic) => nic.privateAddresses);
  const subnetIds = [...new Set(interfaces.map(({ subnetId }) => subnetId))];
  const ipv6 = interfaces.flatMap(({ ipv6Addresses }) => ipv6Addresses);
  return [
    ...linesOf(
      "Private address",
      addresses.map(({ address }) => address),
    ),
    ...linesOf(
      "Public address",
      addresses.flatMap(({ publicAddress }) => publicAddress ?? []),
    ),
    ...linesOf("IPv6 address", ipv6),
    ...linesOf("Subnet", subnetIds).map((fact) => ({ ...fact, ...nameOf(index, fact.value) })),
  ];
}

function linesOf(label: string, values: readonly string[]): Fact[] {
  return values.slice(0, LIST_LIMIT).map((value) => ({ label, value, copy: true }));
}
