import type { Element } from "../../configuration";
import { elementOf } from "../../intent";
import { type Family, hasPorts, type PortSet, PROTOCOL, protocolName } from "../../net";
import { type Hop, type Network, type Question, type Trace, traceFlow } from "../../semantics";
import { type InterfaceAddress, interfaceAddresses } from "../interface-addresses";
import { answeredPortClasses } from "../port-classes";
import { askedProtocols } from "../protocols";

/** Something that answers the internet, or a part of it. */
export interface ExposedRow {
  /** The instance or load balancer, or the interface where it belongs to none. */
  readonly resource: Element;
  /** The public address. */
  readonly address: string;
  readonly family: Family;
  readonly protocol: string;
  /** Empty for protocols without ports. */
  readonly ports: PortSet;
  /** What the packet passes on its way in, in order. */
  readonly via: readonly Element[];
  readonly scope: "internet-wide" | "restricted";
  /** The public prefixes that are let in; for `internet-wide` what is let in of all public space. */
  readonly sources: readonly string[];
  /** The way in, as evidence. */
  readonly hops: readonly Hop[];
}

/** The answer of `umbra exposure`. */
export interface Exposure {
  /** By interface id, family, protocol, first port. */
  readonly exposed: readonly ExposedRow[];
  /** Public addresses of which something could not be decided, with what is missing. */
  readonly undecided: readonly {
    readonly resource: Element;
    readonly address: string;
    readonly missing: readonly string[];
  }[];
  /** Everything with a public address that was asked about, by interface id. */
  readonly checked: readonly { readonly resource: Element; readonly address: string }[];
}

/**
 * Finds every public address that the internet can open a conversation with, in both families. TCP counts when
 * the connection can be made; other protocols need no answer to do harm, so for them arriving is enough.
 * One question per address, protocol and class of ports.
 */
export function findExposure(network: Network): Exposure {
  const exposed: ExposedRow[] = [];
  const undecided: { resource: Element; address: string; missing: readonly string[] }[] = [];
  const checked: { resource: Element; address: string }[] = [];
  for (const family of [4, 6] as const) {
    const protocols = askedProtocols(network.index, family);
    for (const end of interfaceAddresses(network.index, family)) {
      if (end.publicAddress === undefined) continue;
      const place = { resource: resourceOf(network, end), address: end.publicAddress };
      checked.push(place);
      const missing = new Set<string>();
      for (const protocol of protocols)
        for (const { trace, ports } of answers(network, place.address, family, protocol)) {
          if (trace.verdict === "UNKNOWN") for (const text of trace.missing) missing.add(text);
          else if (trace.verdict !== "NOT_REACHABLE")
            exposed.push({ ...place, family, protocol: protocolName(protocol), ports, ...scopeOf(trace) });
        }
      if (missing.size > 0) undecided.push({ ...place, missing: [...missing].sort() });
    }
  }
  return { exposed, undecided, checked };
}

/** The trace of each class of ports that is not refused. */
function answers(network: Network, address: string, family: Family, protocol: number) {
  const question: Question = {
    from: { kind: "internet" },
    to: { kind: "address", address },
    family,
    protocol,
    mode: protocol === PROTOCOL.tcp ? "connection" : "oneway",
  };
  const trace = traceFlow(network, question);
  if (trace.verdict === "NOT_REACHABLE") return [];
  if (!hasPorts(protocol)) return [{ trace, ports: [] as PortSet }];
  return answeredPortClasses(trace).map((ports) => ({
    ports,
    trace: traceFlow(network, { ...question, ports }),
  }));
}

function scopeOf(trace: Trace): Pick<ExposedRow, "via" | "scope" | "sources" | "hops"> {
  const via = new Map(trace.forward.map(({ element }) => [`${element.kind} ${element.id}`, element]));
  return {
    via: [...via.values()].filter(({ kind }) => kind !== "internet"),
    scope: trace.scope ?? (trace.verdict === "REACHABLE" ? "internet-wide" : "restricted"),
    sources: trace.admitted,
    hops: trace.forward,
  };
}

function resourceOf({ index, balancers }: Network, { nic }: InterfaceAddress): Element {
  const node = balancers.nodeOfInterface(nic.id);
  if (node) return elementOf(node.balancer.resource);
  const instance = index.get("instance", nic.attachment?.instanceId ?? "");
  return instance ? elementOf(instance) : elementOf(nic);
}
