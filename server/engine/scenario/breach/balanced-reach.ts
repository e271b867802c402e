import type { ResourceOf } from "../../configuration";
import { type Family, onePort, PROTOCOL, parsePrefix } from "../../net";
import type { Branch, End, Network, Question, Trace } from "../../semantics";
import { balancerParts } from "../outage/balancer-parts";
import { ownedEnd, sourceEnds } from "./attack-questions";
import type { AttackSource, BalancedArrival, BalancedReach } from "./reach";

/** Something that clients address and that hands on to targets: a load balancer, or an endpoint to one. */
interface Relay {
  readonly id: string;
  readonly end: End;
  /** Hosts that it may hand on to. */
  readonly hostIds: readonly string[];
  /** Protocol and port of each listener; no port: nobody says which there are. */
  readonly listeners: readonly { readonly protocol: number; readonly port: number | null }[];
}

export interface Relays {
  readonly list: readonly Relay[];
  /** Everything that is registered with one of them, used or not. */
  readonly targetIds: ReadonlySet<string>;
}

/** The load balancers of a network and the endpoints that lead to them. */
export function relaysOf({ index }: Network): Relays {
  const { loadBalancer, classicLoadBalancer, endpointService, vpcEndpoint } = index.configuration.resources;
  const balancers = [...loadBalancer.filter(({ type }) => type !== "gateway"), ...classicLoadBalancer];
  const behindOf = new Map(balancers.map((each) => [each.id, balancerParts(index, each)]));
  const hostsBehind = (ids: readonly string[]) => {
    const parts = ids.flatMap((id) => behindOf.get(id) ?? []);
    // A load balancer may be the target of another.
    const inner = balancers.filter(({ id, arn = "" }) => parts.includes(id) || parts.includes(arn));
    return [...parts, ...inner.flatMap(({ id }) => behindOf.get(id) ?? [])].map(
      (id) => index.get("networkInterface", id)?.attachment?.instanceId ?? id,
    );
  };
  const list = balancers.map(
    (balancer): Relay => ({
      id: balancer.id,
      end: { kind: "loadBalancer", id: balancer.id },
      hostIds: hostsBehind([balancer.id]),
      listeners: listenersOf(index.configuration.resources.listener, balancer),
    }),
  );
  const endpoints = vpcEndpoint.flatMap(({ id, endpointType, serviceName }): Relay[] => {
    const service = endpointService.find((each) => each.serviceName === serviceName);
    if (!service || endpointType.toLowerCase() !== "interface") return [];
    const behind = balancers.filter(({ id: own, arn }) =>
      service.loadBalancerArns.some((each) => each === own || each === arn),
    );
    const listeners = behind.flatMap((balancer) =>
      listenersOf(index.configuration.resources.listener, balancer),
    );
    const hostIds = hostsBehind(behind.map((each) => each.id));
    return [{ id, end: { kind: "service", id }, hostIds, listeners }];
  });
  const parts = [...behindOf.values()].flat();
  const hosts = list.flatMap(({ hostIds }) => hostIds);
  return { list: [...list, ...endpoints], targetIds: new Set([...parts, ...hosts]) };
}

/** What a source gets to through relays: the targets where its branches end, on the ports where they end. */
export function balancedFrom(
  network: Network,
  { list }: Relays,
  from: AttackSource,
  trace: (question: Question) => Trace,
): BalancedReach {
  const arrivals: BalancedArrival[] = [];
  const undecided = new Set<string>();
  const missing = new Set<string>();
  for (const { id, end, hostIds, listeners } of list)
    for (const { protocol, port } of listeners)
      for (const question of relayQuestions(network, from, end, { protocol, port })) {
        const answer = trace(question);
        if (answer.verdict === "UNKNOWN") for (const text of answer.missing) missing.add(text);
        if (answer.verdict === "UNKNOWN" || answer.branches.some((branch) => branch.end.kind === "unknown"))
          for (const hostId of hostIds) undecided.add(hostId);
        const isPartEnough = from.kind !== "internet" || isOwned(question);
        for (const branch of answer.branches)
          if (branch.end.kind === "success" && (isPartEnough || isInternetWide(branch, question.family)))
            arrivals.push(...arrivalOf(network, id, question, branch));
      }
  return { arrivals, undecidedHostIds: [...undecided].sort(), missing: [...missing].sort() };
}

/** Through which listener a source arrives, and at which hosts it is then. */
export interface Arrival {
  readonly from: AttackSource;
  readonly through: { readonly balancerId: string; readonly port: number };
  readonly hostIds: readonly string[];
}

/** The flow that shows an arrival: a branch that ends at one of the hosts. */
export function balancedWitness(
  network: Network,
  relays: Relays,
  { from, through, hostIds }: Arrival,
  trace: (question: Question) => Trace,
): Branch | undefined {
  const relay = relays.list.find(({ id }) => id === through.balancerId);
  const listeners = (relay?.listeners ?? []).filter(({ port }) => (port ?? through.port) === through.port);
  for (const listener of listeners)
    for (const question of relay ? relayQuestions(network, from, relay.end, listener) : []) {
      const isPartEnough = from.kind !== "internet" || isOwned(question);
      const found = trace(question).branches.find(
        (branch) =>
          branch.end.kind === "success" &&
          (isPartEnough || isInternetWide(branch, question.family)) &&
          arrivalOf(network, through.balancerId, question, branch).some((each) =>
            hostIds.includes(each.hostId),
          ),
      );
      if (found) return found;
    }
  return undefined;
}

function relayQuestions(
  network: Network,
  from: AttackSource,
  to: End,
  { protocol, port }: Relay["listeners"][number],
): readonly Question[] {
  return ([4, 6] as const).flatMap((family) =>
    [...sourceEnds(network, from, family), ...[ownedEnd(from, family)].flatMap((end) => end ?? [])].map(
      (source): Question => ({
        from: source,
        to,
        family,
        protocol,
        ...(port === null ? {} : { ports: onePort(port) }),
        mode: "connection",
      }),
    ),
  );
}

function isOwned({ from }: Question): boolean {
  return from.kind === "internet" && from.prefixes !== undefined;
}

/** Whether a branch is open to a whole block of the internet. */
export function isInternetWide({ source }: Branch, family: Family): boolean {
  const most = family === 4 ? 8 : 16;
  return source.some((text) => {
    const prefix = parsePrefix(text);
    // Other words stand for the whole of it, or for more prefixes than are written out.
    return prefix === undefined || prefix.length <= most;
  });
}

function arrivalOf(
  { index }: Network,
  balancerId: string,
  { protocol, ports }: Question,
  { forward }: Branch,
): readonly BalancedArrival[] {
  const last = forward.at(-1);
  const nic = index.get("networkInterface", last?.element.id ?? "");
  const targetPort = last?.packet.destinationPorts[0]?.[0];
  if (!nic || targetPort === undefined) return [];
  return [
    {
      balancerId,
      port: ports?.[0]?.[0] ?? targetPort,
      hostId: nic.attachment?.instanceId ?? nic.id,
      protocol,
      targetPort,
    },
  ];
}

function listenersOf(
  listeners: readonly ResourceOf<"listener">[],
  balancer: ResourceOf<"loadBalancer"> | ResourceOf<"classicLoadBalancer">,
): Relay["listeners"] {
  const own =
    balancer.kind === "classicLoadBalancer"
      ? balancer.listeners.map(({ port }) => ({ protocol: PROTOCOL.tcp, port }))
      : listeners
          .filter(({ loadBalancerArn }) => loadBalancerArn === balancer.id)
          .flatMap(({ port, protocol }) =>
            port === undefined ? [] : numbersOf(protocol ?? "").map((number) => ({ protocol: number, port })),
          );
  // Without any in the input, whether there are some is for the interpreter to say.
  return own.length > 0 ? own : [{ protocol: PROTOCOL.tcp, port: null }];
}

function numbersOf(protocol: string): readonly number[] {
  if (protocol === "UDP" || protocol === "QUIC") return [PROTOCOL.udp];
  return protocol.startsWith("TCP_") ? [PROTOCOL.tcp, PROTOCOL.udp] : [PROTOCOL.tcp];
}
