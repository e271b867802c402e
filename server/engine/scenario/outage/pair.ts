import type { ConfigurationIndex } from "../../configuration";
import type { Intent, IntentEnd } from "../../intent";
import { assert, parsePrefix, parseProtocol } from "../../net";
import { type End, judgeFlow, type Network, type Question, type Trace, traceFlow } from "../../semantics";

/** The internet as a member of a pair. */
export const INTERNET = "internet";

/** One member of each end of a required flow: what the interpreter can be asked about. */
export interface Pair {
  /** Id of an instance, an interface, a load balancer, an endpoint, a database or a site, or `internet`. */
  readonly from: string;
  readonly to: string;
}

/** Asks the interpreter about one pair, as a connection. */
export function tracePair(network: Network, intent: Intent, pair: Pair): Trace {
  return traceFlow(network, questionOf(network, intent, pair));
}

/** The verdict of `tracePair` alone, where nobody reads the hops. */
export function judgePair(network: Network, intent: Intent, pair: Pair): Pick<Trace, "verdict" | "missing"> {
  return judgeFlow(network, questionOf(network, intent, pair));
}

/** What is asked about a pair. */
export function questionOf({ index }: Pick<Network, "index">, intent: Intent, pair: Pair): Question {
  const protocol = parseProtocol(intent.protocol);
  assert(protocol !== undefined, `not a protocol: ${intent.protocol}`);
  return {
    from: endOf(index, intent.from, pair.from),
    to: endOf(index, intent.to, pair.to),
    family: intent.family,
    protocol,
    ...(intent.ports.length > 0 ? { ports: intent.ports } : {}),
    mode: "connection",
  };
}

function endOf(index: ConfigurationIndex, end: IntentEnd, member: string): End {
  if (end.kind === "internet") {
    const prefixes = end.prefixes?.map(parsePrefix).filter((prefix) => prefix !== undefined);
    return prefixes ? { kind: "internet", prefixes } : { kind: "internet" };
  }
  switch (index.find(member)?.kind) {
    case "instance":
      return { kind: "instance", id: member };
    case "loadBalancer":
    case "classicLoadBalancer":
      return { kind: "loadBalancer", id: member };
    case "vpcEndpoint":
      return { kind: "service", id: member };
    case "databaseInstance":
      return { kind: "database", id: member };
    case "site":
    case "customerGateway":
      return { kind: "site", name: member };
    default:
      return { kind: "networkInterface", id: member };
  }
}
