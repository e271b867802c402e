/** IP protocol numbers (IANA) that the rules single out. */
export const PROTOCOL = { unset: 0, icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [58, "icmpv6"],
]);

/** `tcp`, `udp`, `icmp`, `icmpv6`, else the number as text. */
export function protocolName(protocol: number): string {
  return NAMES.get(protocol) ?? String(protocol);
}

/** The number of a protocol given by name or decimal number (0 to 255); `undefined` when it is neither. */
export function parseProtocol(text: string): number | undefined {
  const lower = text.toLowerCase();
  for (const [number, name] of NAMES) if (name === lower) return number;
  if (!/^\d{1,3}$/.test(lower) || Number(lower) > 255) return undefined;
  return Number(lower);
}

/** Whether ports belong to the protocol's header. */
export function hasPorts(protocol: number): boolean {
  return protocol === PROTOCOL.tcp || protocol === PROTOCOL.udp;
}

/** Whether the protocol is ICMP of either family. */
export function isIcmp(protocol: number): boolean {
  return protocol === PROTOCOL.icmp || protocol === PROTOCOL.icmpv6;
}
