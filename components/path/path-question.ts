import type { Failure } from "../../server/engine/semantics";
import { parseFailureCode } from "../topology/failure-code";
import type { PathAddress } from "./use-path-address";

type Range = [number, number];

/** What a person has typed, as it stands in the fields. */
export interface PathDraft {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: string;
  readonly clientPorts: string;
  readonly icmp: string;
}

/** What is wrong with a draft, by field; empty when it can be asked. */
export type DraftFaults = Partial<Record<keyof PathDraft, string>>;

export const PROTOCOLS = ["tcp", "udp", "icmp"];
const MAX_PORT = 65_535;

export function hasPorts(protocol: string): boolean {
  return ["tcp", "udp", "6", "17"].includes(protocol.toLowerCase());
}

export function isIcmp(protocol: string): boolean {
  return ["icmp", "icmpv6", "1", "58"].includes(protocol.toLowerCase());
}

/** `443` or `1024-65535`; undefined for what is neither. */
export function parseRange(text: string): Range | undefined {
  const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(text);
  const [lo, hi] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  return match && lo <= hi && hi <= MAX_PORT ? [lo, hi] : undefined;
}

/** `8/0`; undefined for what is no type and code. */
export function parseIcmp(text: string): { type: number; code: number } | undefined {
  const match = /^\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*$/.exec(text);
  const [type, code] = [Number(match?.[1]), Number(match?.[2])];
  return match && type <= 255 && code <= 255 ? { type, code } : undefined;
}

export function rangeText(lo: number | null, hi: number | null): string {
  if (lo === null) return "";
  return hi === null || hi === lo ? String(lo) : `${lo}-${hi}`;
}

/** The fields as the address has them. */
export function draftOf(address: PathAddress): PathDraft {
  const { from, to, protocol, port, portTo, clientPorts, icmp } = address;
  return { from, to, protocol, port: rangeText(port, portTo), clientPorts, icmp };
}

/** What keeps a draft from being asked; fields that do not apply to its protocol are not looked at. */
export function faultsOf(draft: PathDraft): DraftFaults {
  const { protocol, port, clientPorts, icmp } = draft;
  const faults: DraftFaults = {};
  if (!/^(tcp|udp|icmp|icmpv6)$/i.test(protocol) && !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255))
    faults.protocol = "Write tcp, udp, icmp or a number to 255";
  if (hasPorts(protocol)) {
    if (port !== "" && !parseRange(port)) faults.port = "Write a port to 65535, or LO-HI";
    if (clientPorts !== "" && !parseRange(clientPorts))
      faults.clientPorts = "Write a port to 65535, or LO-HI";
  }
  if (isIcmp(protocol) && icmp !== "" && !parseIcmp(icmp)) faults.icmp = "Write TYPE/CODE, such as 8/0";
  return faults;
}

/** The draft as the address keeps it. */
export function addressOf(draft: PathDraft) {
  const { from, to, protocol, clientPorts, icmp } = draft;
  const range = hasPorts(protocol) ? parseRange(draft.port) : undefined;
  return {
    from: from.trim(),
    to: to.trim(),
    protocol: protocol.trim().toLowerCase(),
    port: range?.[0] ?? null,
    portTo: range === undefined || range[0] === range[1] ? null : range[1],
    clientPorts: hasPorts(protocol) ? clientPorts.trim() : "",
    icmp: isIcmp(protocol) ? icmp.trim() : "",
  };
}

/** The question for the server; what people broke in the address by hand is left out. */
export function questionOf(address: PathAddress) {
  const { from, to, protocol, port, portTo, family, oneWay, view, horizon } = address;
  const ports = hasPorts(protocol) ? parseRange(rangeText(port, portTo)) : undefined;
  const clientPorts = hasPorts(protocol) ? parseRange(address.clientPorts) : undefined;
  const icmp = isIcmp(protocol) ? parseIcmp(address.icmp) : undefined;
  return {
    from,
    to,
    protocol,
    ...(ports === undefined ? {} : { ports }),
    ...(clientPorts === undefined ? {} : { clientPorts }),
    ...(icmp === undefined ? {} : { icmp }),
    family: family === "6" ? (6 as const) : (4 as const),
    oneWay,
    view,
    horizon,
    failures: failuresOf(address),
  };
}

export function failuresOf({ fail }: Pick<PathAddress, "fail">): Failure[] {
  return fail.flatMap((code) => parseFailureCode(code) ?? []);
}

/** "TCP 443", "TCP, any port", "ICMP 8/0", "protocol 50". */
export function flowWords({ protocol, port, portTo, icmp }: PathAddress): string {
  const name = /^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol.toUpperCase();
  if (hasPorts(protocol)) return port === null ? `${name}, any port` : `${name} ${rangeText(port, portTo)}`;
  return isIcmp(protocol) && icmp !== "" ? `${name} ${icmp}` : name;
}
