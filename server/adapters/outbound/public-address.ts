import ipaddr from "ipaddr.js";

const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3");

/**
 * Parts of 2000::/3 that are no hosts of the internet: protocol assignments with Teredo, ORCHID and benchmarking,
 * documentation (twice), 6to4, which carries any IPv4 address inside, and the direct delegation of AS112.
 */
const NOT_PUBLIC = ["2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16", "2620:4f:8000::/48"].map((text) =>
  ipaddr.parseCIDR(text),
);

/**
 * Whether an address, as text, is one of the public internet. For IPv6 this is a list of what is let through, not
 * of what is refused: mapped, compatible, translated (NAT64), unique local, link-local and whatever comes later
 * lie outside.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === "ipv4") return address.range() === "unicast";
  return address.match(GLOBAL_UNICAST) && !NOT_PUBLIC.some((prefix) => address.match(prefix));
}
