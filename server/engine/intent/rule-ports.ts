import type { SecurityGroupRule } from "../configuration";
import { hasPorts, isIcmp, type PortSet, PROTOCOL, ports, protocolName } from "../net";

/** What a security group rule says about the flow it was written for. */
export interface NamedFlow {
  readonly protocol: string;
  readonly ports: PortSet;
  /** True when the rule names no port, so that it says less about what is needed. */
  readonly isWide: boolean;
}

/**
 * The flow a rule was written for. A rule for all protocols is taken as TCP, for it names none; ICMP is
 * nobody's required flow and gives none. Ports follow SG-5: -1 or absent is the end of the range.
 */
export function namedFlow(rule: SecurityGroupRule): NamedFlow | undefined {
  if (isIcmp(rule.protocol)) return undefined;
  const protocol = rule.protocol === -1 ? PROTOCOL.tcp : rule.protocol;
  if (!hasPorts(protocol)) return { protocol: protocolName(protocol), ports: [], isWide: false };
  if (rule.protocol === -1) return { protocol: "tcp", ports: [[0, 65535]], isWide: true };
  const from = rule.fromPort === undefined || rule.fromPort < 0 ? 0 : rule.fromPort;
  const to = rule.toPort === undefined || rule.toPort < 0 ? 65535 : rule.toPort;
  // A rule with the ends swapped admits nothing, so it names no flow.
  if (from > to) return undefined;
  return { protocol: protocolName(protocol), ports: [[from, to]], isWide: from === 0 && to === 65535 };
}

/** SSH, RDP and remote management: how people get in, not what a service lives on. */
const ADMIN_PORTS: PortSet = ports.of([22, 3389, 5985, 5986].map((port) => [port, port]));

/** How much a flow matters while nobody has said so: ways in for administrators less than the rest. */
export function inferredCriticality({ ports: asked }: Pick<NamedFlow, "ports">): "normal" | "low" {
  return asked.length > 0 && ports.covers(ADMIN_PORTS, asked) ? "low" : "normal";
}

/** `tcp/443`, `udp/1024-2048`, `tcp on every port`, for sentences. */
export function flowText({ protocol, ports: asked }: Pick<NamedFlow, "protocol" | "ports">): string {
  if (protocol === "0") return "every protocol that no rule names";
  if (asked.length === 0) return /^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol;
  if (asked.some(([lo, hi]) => lo === 0 && hi === 65535)) return `${protocol} on every port`;
  return `${protocol}/${asked.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(",")}`;
}
