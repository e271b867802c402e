import { type Family, onePort, PROTOCOL, parsePrefix, parseProtocol } from "../engine/net";
import type { End, Question } from "../engine/semantics";

/** Any public address. */
export const internet: End = { kind: "internet" };

/** A client or server out there with addresses from this prefix only. */
export function outside(prefix: string): End {
  const parsed = parsePrefix(prefix);
  if (!parsed) throw new Error(`not a prefix: ${prefix}`);
  return { kind: "internet", prefixes: [parsed] };
}

/** One address, in the given VPC or, without one, whoever has it. */
export function address(text: string, vpcId?: string): End {
  return vpcId === undefined ? { kind: "address", address: text } : { kind: "address", address: text, vpcId };
}

/** One of the addresses of a VM. */
export function vmAt(id: string, address: string): End {
  return { kind: "instance", id, address };
}

interface Circumstances {
  readonly family?: Family;
  readonly mode?: Question["mode"];
}

/**
 * A question. A text end is `internet` or the name of a VM; `what` is `tcp/443`, `icmp` (an echo), `icmp/13`
 * (a type) or `protocol/50`.
 */
export function ask(from: string | End, to: string | End, what: string, given: Circumstances = {}): Question {
  const [name = "", number] = what.split("/");
  const family = given.family ?? 4;
  const question = { from: endOf(from), to: endOf(to), family, mode: given.mode ?? ("connection" as const) };
  if (name === "protocol") return { ...question, protocol: Number(number) };
  const protocol = parseProtocol(name);
  if (protocol === undefined) throw new Error(`not a protocol: ${what}`);
  if (number === undefined) return { ...question, protocol };
  if (protocol === PROTOCOL.icmp || protocol === PROTOCOL.icmpv6)
    return { ...question, protocol, icmp: { type: Number(number), code: 0 } };
  return { ...question, protocol, ports: onePort(Number(number)) };
}

function endOf(end: string | End): End {
  if (typeof end !== "string") return end;
  return end === "internet" ? internet : { kind: "instance", id: end };
}
