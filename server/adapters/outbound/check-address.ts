import { isIP } from "node:net";
import type { AllowList } from "./allow-list";
import { isPublicAddress } from "./public-address";

/** Turns a name into every address it has. Throws when it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** Where a message may go: these addresses were checked, and the name is not asked about again. */
export interface Target {
  readonly kind: "target";
  readonly url: URL;
  /** Without the brackets of IPv6 and the dot at the end. */
  readonly host: string;
  /** Whether `host` is an address itself. */
  readonly isLiteral: boolean;
  readonly addresses: readonly string[];
}

type Checked =
  | Target
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

const LONGEST_URL = 2_048;
const MOST_ADDRESSES = 64;
const OPEN_PORTS = [443, 8443];
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "https:": 443, "http:": 80 };

/**
 * Decides whether an address may be talked to. The URL is read by the rules of the web, so every spelling of an
 * IPv4 address (decimal, hexadecimal, octal, short, full-width) is the same address here. A name is resolved once,
 * and every address it has must pass.
 */
export async function checkAddress(text: string, allowList: AllowList, resolve: Resolve): Promise<Checked> {
  if (text.length > LONGEST_URL) return refused(`the address is longer than ${LONGEST_URL} characters`);
  if (!URL.canParse(text)) return refused("this is not a web address: write https://host/path");
  const url = new URL(text);
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined) return refused("only https:// addresses are sent to");
  if (url.username !== "" || url.password !== "")
    return refused("a user name or password in the address is not sent: leave it out");
  const port = url.port === "" ? defaultPort : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  const isLiteral = isIP(host) !== 0;
  url.hostname = isLiteral ? url.hostname : host;

  const addresses = isLiteral ? [host] : await resolve(host).catch(() => []);
  if (addresses.length === 0 || addresses.length > MOST_ADDRESSES)
    return { kind: "unknown", reason: `the name \`${host}\` leads to no address: check its spelling` };
  const isNamed = allowList.allowsName(host, port);
  const isOpened = (address: string) => isNamed || allowList.allowsAddress(address, port);
  const place = `${url.hostname}:${port}`;
  if (addresses.some((address) => !isOpened(address) && !isPublicAddress(address)))
    return refused(`\`${host}\` is not an address of the public internet: ${advice(place)}`);
  if (!addresses.every(isOpened)) {
    if (url.protocol !== "https:") return refused(`only https:// addresses are sent to: ${advice(place)}`);
    if (!OPEN_PORTS.includes(port))
      return refused(`only the ports ${OPEN_PORTS.join(" and ")} are sent to: ${advice(place)}`);
  }
  return { kind: "target", url, host, isLiteral, addresses };
}

function advice(place: string): string {
  return `if it is yours, whoever runs Umbra can add \`${place}\` to UMBRA_OUTBOUND_ALLOW and start it again`;
}

function refused(reason: string): { readonly kind: "refused"; readonly reason: string } {
  return { kind: "refused", reason };
}
