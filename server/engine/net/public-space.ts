import { type AddressSet, addresses, allAddresses, prefixesSet } from "./address-set";
import { type Prefix, parsePrefix } from "./prefix";

/** IPv4 ranges that are never public: this network, private, shared, loopback, link-local, multicast, reserved. */
export const NOT_PUBLIC_IPV4: readonly Prefix[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
].flatMap((text) => parsePrefix(text) ?? []);

/** Public IPv6 is one prefix. */
export const PUBLIC_IPV6_PREFIXES: readonly Prefix[] = ["2000::/3"].flatMap(
  (text) => parsePrefix(text) ?? [],
);

/** Public IPv4 space, before modelled networks are taken out. */
export const PUBLIC_IPV4: AddressSet = addresses.subtract(allAddresses(4), prefixesSet(NOT_PUBLIC_IPV4));
/** Public IPv6 space, before modelled networks are taken out. */
export const PUBLIC_IPV6: AddressSet = prefixesSet(PUBLIC_IPV6_PREFIXES);
