import type { ConfigurationIndex, Resource, ResourceOf } from "../../engine/configuration";
import type { Fact } from "../ports/question-pool";

/** Shown elsewhere: in the title, under tags, or as rules. */
const LEFT_OUT = new Set(["kind", "tags", "routes", "entries", "ingress", "egress"]);
const WORDS: Readonly<Record<string, string>> = {
  id: "ID",
  ids: "IDs",
  ip: "IP",
  ipv6: "IPv6",
  arn: "ARN",
  arns: "ARNs",
  vpc: "VPC",
  vpn: "VPN",
  bgp: "BGP",
  asn: "ASN",
  dns: "DNS",
  ecmp: "ECMP",
  nat: "NAT",
};
const LIST_LIMIT = 20;

/**
 * The resource's attributes as lines, in the order of its schema, and for a host what its interfaces add. An
 * attribute that the input does not have gives no line: absent is not the same as empty.
 */
export function factsOf(index: ConfigurationIndex, resource: Resource): readonly Fact[] {
  const own = Object.entries(resource).flatMap(([name, value]) =>
    LEFT_OUT.has(name) ? [] : factOf(labelOf(name), value),
  );
  return resource.kind === "instance" ? [...own, ...hostFacts(index, resource)] : own;
}

function factOf(label: string, value: unknown): Fact[] {
  const text = textOf(value);
  if (text === undefined || text === "") return [];
  const isCopied = typeof value === "string" && /[-:./]|^\d/.test(value);
  return [isCopied ? { label, value: text, copy: true } : { label, value: text }];
}

/** Undefined for what has no lines of its own, such as an empty list of objects. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    if (value.length === 0) return "none";
    const shown = value.slice(0, LIST_LIMIT).map((item) => textOf(item) ?? "");
    const rest = value.length > LIST_LIMIT ? ` and ${value.length - LIST_LIMIT} more` : "";
    return shown.join(", ") + rest;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const parts = Object.entries(value).flatMap(([name, inner]) => {
    const text = textOf(inner);
    return text === undefined ? [] : `${labelOf(name).toLowerCase()} ${text}`;
  });
  return parts.join(" · ");
}

/** `availableIpAddressCount` as "Available IP address count". */
function labelOf(name: string): string {
  const words = name.split(/(?=[A-Z])/).map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase());
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
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
