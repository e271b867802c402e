/** Hides how addresses, prefixes and ports are written and computed with. */
export { type Address, bitsOf, type Family, formatAddress, parseAddress } from "./address";
export {
  type AddressSet,
  addresses,
  allAddresses,
  formatAddressSet,
  oneAddress,
  prefixesSet,
  prefixRange,
} from "./address-set";
export { assert, unreachable } from "./assert";
export { ALL_PORTS, onePort, type PortSet, ports } from "./port-set";
export {
  byPrecedence,
  formatPrefix,
  type Prefix,
  parsePrefix,
  parsePrefixMasked,
  prefixContains,
  prefixCovers,
  prefixesOverlap,
} from "./prefix";
export { hasPorts, isIcmp, PROTOCOL, parseProtocol, protocolName } from "./protocol";
export { NOT_PUBLIC_IPV4, PUBLIC_IPV4, PUBLIC_IPV6, PUBLIC_IPV6_PREFIXES } from "./public-space";
