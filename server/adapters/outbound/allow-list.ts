import ipaddr from "ipaddr.js";

type Prefix = ReturnType<typeof ipaddr.parseCIDR>;

/** What the operator opened besides the public internet: names and prefixes, each at one port. */
export interface AllowList {
  /** The machine behind this name is trusted, whatever address it has. */
  readonly allowsName: (name: string, port: number) => boolean;
  readonly allowsAddress: (address: string, port: number) => boolean;
}

const NAME = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/;
const HIGHEST_PORT = 65_535;

/**
 * Reads `host:port, prefix:port, ...`, where an IPv6 address or prefix stands in brackets. There are no wildcards.
 *
 * @throws with the setting's name, the entry and what to write instead
 */
export function readAllowList(text: string | undefined): AllowList {
  const entries = (text ?? "")
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean)
    .map(readEntry);
  return {
    allowsName: (name, port) =>
      entries.some((entry) => entry.kind === "name" && entry.name === name && entry.port === port),
    allowsAddress: (address, port) =>
      entries.some((entry) => entry.kind === "prefix" && entry.port === port && holds(entry.prefix, address)),
  };
}

type Entry =
  | { readonly kind: "name"; readonly name: string; readonly port: number }
  | { readonly kind: "prefix"; readonly prefix: Prefix; readonly port: number };

function readEntry(entry: string): Entry {
  const [, host = "", portText = ""] = /^(.+):(\d{1,5})$/.exec(entry) ?? [];
  const port = Number(portText);
  if (port < 1 || port > HIGHEST_PORT) throw wrong(entry, "write host:port or prefix:port");
  const prefix = readPrefix(host);
  if (prefix) {
    if (prefix[1] === 0) throw wrong(entry, "name the machines, not every address there is");
    return { kind: "prefix", prefix, port };
  }
  if (!NAME.test(host) || /^[\d.]+$/.test(host))
    throw wrong(entry, "write a name without wildcards, an address, or a prefix such as 10.1.0.0/16");
  return { kind: "name", name: host, port };
}

function readPrefix(host: string): Prefix | undefined {
  const isBracketed = host.startsWith("[") && host.endsWith("]");
  const text = isBracketed ? host.slice(1, -1) : host;
  const isRight = isBracketed ? ipaddr.IPv6 : ipaddr.IPv4;
  const [address = "", length] = text.split("/");
  const isAddress = isBracketed ? ipaddr.IPv6.isValid(address) : ipaddr.IPv4.isValidFourPartDecimal(address);
  if (!isAddress) return undefined;
  if (length === undefined) return ipaddr.parseCIDR(`${address}/${isBracketed ? 128 : 32}`);
  return isRight.isValidCIDR(text) ? isRight.parseCIDR(text) : undefined;
}

function holds(prefix: Prefix, text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  const [network] = prefix;
  return address.kind() === network.kind() && address.match(prefix);
}

function wrong(entry: string, advice: string): Error {
  return new Error(`UMBRA_OUTBOUND_ALLOW cannot be read at \`${entry}\`: ${advice}`);
}
