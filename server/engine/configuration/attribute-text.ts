/** Words of attribute names that are not simply lower case. */
const WORDS: Readonly<Record<string, string>> = {
  acl: "ACL",
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
  http: "HTTP",
  nat: "NAT",
};
const LIST_LIMIT = 20;

/** The name of an attribute for people: `availableIpAddressCount` as "Available IP address count". */
export function attributeLabel(name: string): string {
  const words = name.split(/(?=[A-Z])/).map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase());
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The value of an attribute for people; long lists are cut and say how much is left out. Undefined for what has
 * no text of its own.
 */
export function attributeText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    if (value.length === 0) return "none";
    const shown = value.slice(0, LIST_LIMIT).map((item) => attributeText(item) ?? "");
    const rest = value.length > LIST_LIMIT ? ` and ${value.length - LIST_LIMIT} more` : "";
    return shown.join(", ") + rest;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const parts = Object.entries(value).flatMap(([name, inner]) => {
    const text = attributeText(inner);
    return text === undefined ? [] : `${attributeLabel(name).toLowerCase()} ${text}`;
  });
  return parts.join(" · ");
}
