import type { Element } from "../configuration";
import { type AddressSet, addresses, type PortSet, ports } from "../net";
import { CLIENT, CLIENT_PORT, type Ended, SERVER, SERVER_PORT, type Step } from "./flow-state";
import type { Network } from "./network";
import type { Assumption, BranchEnd, Phase, Question } from "./question";
import { followFlow } from "./trace";

/** One step on a way, with what of its packet tells who is loaded by it. */
export interface WayStep {
  readonly phase: Phase;
  readonly element: Element;
  readonly action: string;
  readonly rule?: string;
  readonly protocol: number;
  readonly destination: AddressSet;
  readonly destinationPorts: PortSet;
  /** Whether the packet has the same source as a step before. */
  readonly isSourceKept: boolean;
}

/** One way of a flow from its start to its end, there and back. */
export interface Way {
  readonly kind: "way";
  readonly end: BranchEnd;
  readonly steps: readonly WayStep[];
  readonly assumptions: readonly Assumption[];
}

/**
 * Where ways part. `spread`: each part takes its share of the load; the shares add up to 1. `either`: one of them takes all
 * of it and nothing says which (CAP-7).
 */
export interface Fork {
  readonly kind: "fork";
  readonly how: "spread" | "either";
  readonly parts: readonly { readonly share: number; readonly tree: FlowTree }[];
}

export type FlowTree = Way | Fork;

/** The ways of a flow, and every element that any packet of the question meets, loaded or not. */
export interface SpreadFlow {
  readonly tree: FlowTree;
  readonly elementIds: readonly string[];
}

/**
 * The ways of a flow and how its load is spread over them. Where ways part by address, the shares follow the number of
 * addresses, so that every node behind a name gets the same; among ways for the same addresses (targets, tunnels, zones)
 * they are equal. Packets that are refused for their source or port are no part of the load: nobody sends them. What is
 * lost on a way that was chosen is. Clauses: CAP-2, CAP-7.
 */
export function flowTree(network: Network, question: Question): SpreadFlow {
  const ended = followFlow(network, question);
  const through = ended.filter(({ end }) => end.kind !== "failure");
  const isNamed = question.to.kind === "loadBalancer" || question.to.kind === "service";
  const sent = ended.filter(
    (branch) =>
      branch.end.kind !== "failure" ||
      through.length === 0 ||
      through.some((other) => mayBeSame(branch, other, isNamed)),
  );
  const met = ended.flatMap((branch) => stepsOf(branch).map(([, { element }]) => element.id));
  return {
    tree: grow(
      sent.map((branch) => ({ branch, steps: stepsOf(branch) })),
      0,
    ),
    elementIds: [...new Set(met)],
  };
}

/** Whether some packet belongs to both branches; a client that goes by a name does not choose the address. */
function mayBeSame(a: Ended, b: Ended, isNamed: boolean): boolean {
  const meetAt = (variable: string) =>
    addresses.intersect(a.state.addressSets[variable] ?? [], b.state.addressSets[variable] ?? []).length > 0;
  const meetOn = (variable: string) =>
    ports.intersect(a.state.portSets[variable] ?? [], b.state.portSets[variable] ?? []).length > 0;
  return meetAt(CLIENT) && (isNamed || meetAt(SERVER)) && meetOn(CLIENT_PORT) && meetOn(SERVER_PORT);
}

interface Grown {
  readonly branch: Ended;
  readonly steps: readonly (readonly [Phase, Step])[];
}

function stepsOf({ state }: Ended): Grown["steps"] {
  return [
    ...state.forward.map((step) => ["forward", step] as const),
    ...state.return.map((step) => ["return", step] as const),
  ];
}

function grow(branches: readonly Grown[], from: number): FlowTree {
  for (let depth = from; ; depth++) {
    const groups = groupedAt(branches, depth);
    const [first] = branches;
    if (groups.length > 1) return fork(groups, depth);
    // Branches with the same steps to the end differ in their packets only.
    if (first && depth >= first.steps.length) return wayOf(first);
    if (!first) throw new Error("a flow has at least one branch");
  }
}

function groupedAt(branches: readonly Grown[], depth: number): readonly (readonly Grown[])[] {
  const groups = new Map<string, Grown[]>();
  for (const each of branches) {
    const at = each.steps[depth];
    const key =
      at === undefined
        ? ""
        : `${at[0]} ${at[1].element.kind} ${at[1].element.id} ${at[1].action} ${at[1].rule}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

function fork(groups: readonly (readonly Grown[])[], depth: number): Fork {
  const sizes = groups.map(sizeOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return {
    kind: "fork",
    how: isUnspecified(groups, depth) ? "either" : "spread",
    parts: groups.map((group, position) => ({
      share: (sizes[position] ?? 0) / total,
      tree: grow(group, depth + 1),
    })),
  };
}

/** How many pairs of addresses of the question a part speaks of. */
function sizeOf(group: readonly Grown[]): number {
  const count = (variable: string) =>
    addresses
      .of(group.flatMap(({ branch }) => [...(branch.state.addressSets[variable] ?? [])]))
      .reduce((sum, [lo, hi]) => sum + Number(hi - lo + 1n), 0);
  return Math.max(1, count(CLIENT)) * Math.max(1, count(SERVER));
}

/** Whether routing takes one of the parts and does not say which: tied routes, links of a gateway, links of a site. */
function isUnspecified(groups: readonly (readonly Grown[])[], depth: number): boolean {
  const branches = groups.flat();
  const steps = branches.flatMap(({ steps }) => steps[depth]?.[1] ?? []);
  const isBalanced = steps.some(({ element }) => /[lL]oadBalancer$/.test(element.kind));
  if (isBalanced) return false;
  if (branches.every(({ branch }) => branch.state.tied)) return true;
  return steps.every(
    ({ element, action }) =>
      (element.kind === "vpnGateway" && action === "route") ||
      (SITE_LINKS.has(element.kind) && action === "enter"),
  );
}

const SITE_LINKS: ReadonlySet<string> = new Set([
  "vpnConnection",
  "virtualInterface",
  "transitGatewayAttachment",
]);

function wayOf({ branch, steps }: Grown): Way {
  const { state, end } = branch;
  return {
    kind: "way",
    end,
    assumptions: state.assumptions,
    steps: steps.map(([phase, { element, action, rule, header }], position) => ({
      phase,
      element,
      action,
      ...(rule === undefined ? {} : { rule }),
      protocol: header.protocol,
      destination: state.addressSets[header.destination] ?? [],
      destinationPorts: state.portSets[header.destinationPort] ?? [],
      isSourceKept: header.source === steps[position - 1]?.[1].header.source,
    })),
  };
}
