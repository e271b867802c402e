import type { Balancer, ResourceOf } from "../configuration";
import { PROTOCOL } from "../net";
import { isCompletelyKnown, type Network } from "./network";

/** A port on which a load balancer listens, and where it sends what arrives there (LB-3, LB-4). */
export interface Listener {
  readonly port: number;
  readonly protocol: string;
  /** IANA numbers it takes. */
  readonly takes: readonly number[];
  /** Target groups by id; for the first generation the port of its instances. Empty: the balancer answers itself. */
  readonly groupIds: readonly string[];
  /** Hosts, paths or weights choose between several ways, which a question does not tell apart. */
  readonly isChosenByContent: boolean;
}

const UDP_PROTOCOLS = new Set(["UDP", "QUIC"]);
const BOTH_PROTOCOLS = new Set(["TCP_UDP", "TCP_QUIC"]);

/** The listeners of a balancer, by port. */
export function listenersOf(network: Network, { resource }: Balancer): readonly Listener[] {
  const { listener } = network.index.configuration.resources;
  const listeners =
    resource.kind === "classicLoadBalancer"
      ? resource.listeners.map(({ port, protocol, instancePort }) => ({
          port,
          protocol,
          takes: [PROTOCOL.tcp],
          groupIds: [String(instancePort)],
          isChosenByContent: false,
        }))
      : listener.filter(({ loadBalancerArn }) => loadBalancerArn === resource.id).flatMap(asListener);
  return listeners.sort((a, b) => a.port - b.port);
}

/** Whether there are no listeners but those in the input (UNK-1). */
export function areListenersKnown(network: Network, { resource }: Balancer): boolean {
  const { kind, accountId, region } = resource;
  return kind === "classicLoadBalancer" || isCompletelyKnown(network, "listener", accountId, region);
}

function asListener({ port, protocol = "", defaultActions, rules }: ResourceOf<"listener">): Listener[] {
  if (port === undefined) return [];
  const actions = [...rules.flatMap((rule) => rule.actions), ...defaultActions];
  const weighted = actions.flatMap(({ targetGroups }) => targetGroups).filter(({ weight }) => weight > 0);
  const groupIds = [...new Set(weighted.map(({ targetGroupArn }) => targetGroupArn))].sort();
  const takes = UDP_PROTOCOLS.has(protocol)
    ? [PROTOCOL.udp]
    : BOTH_PROTOCOLS.has(protocol)
      ? [PROTOCOL.tcp, PROTOCOL.udp]
      : [PROTOCOL.tcp];
  return [{ port, protocol, takes, groupIds, isChosenByContent: rules.length > 0 || groupIds.length > 1 }];
}
