import {
  attributeLabel,
  attributeText,
  type ConfigurationIndex,
  type Resource,
  type ResourceOf,
} from "../../engine/configuration";
import type { Fact } from "../ports/question-pool";

/** Shown elsewhere: in the title, under tags, or as rules. */
const LEFT_OUT = new Set(["kind", "tags", "routes", "entries", "ingress", "egress"]);
const LIST_LIMIT = 20;

/**
 * The resource's attributes as lines, in the order of its schema, and for a host what its interfaces add. An
 * attribute that the input does not have gives no line: absent is not the same as empty.
 */
export function factsOf(index: ConfigurationIndex, resource: Resource): readonly Fact[] {
  const own = Object.entries(resource).flatMap(([name, value]) =>
    LEFT_OUT.has(name) ? [] : factOf(attributeLabel(name), value),
  );
  return resource.kind === "instance" ? [...own, ...hostFacts(index, resource)] : own;
}

function factOf(label: string, value: unknown): Fact[] {
  const text = attributeText(value);
  if (text === undefined || text === "") return [];
  const isCopied = typeof value === "string" && /[-:./]|^\d/.test(value);
  return [isCopied ? { label, value: text, copy: true } : { label, value: text }];
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
    ...linesOf("Subnet", subnetIds),
  ];
}

function linesOf(label: string, values: readonly string[]): Fact[] {
  return values.slice(0, LIST_LIMIT).map((value) => ({ label, value, copy: true }));
}
