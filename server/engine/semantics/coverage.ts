import type { Coverage } from "../configuration";
import type { Ended } from "./flow-state";
import type { Network } from "./network";

/** What decides where a packet goes; every verdict rests on it. */
const PATH_KINDS = ["routeTable", "subnet", "networkInterface", "instance"];
/** What decides whether a packet passes; a success rests on all of it, a refusal on the one that refused. */
const FILTER_KINDS = ["securityGroup", "networkAcl"];

/**
 * Turns a branch that rests on stale or suspicious data into an undecided one. Data that was never there is met as a
 * missing element on the way (UNK-1); this is about data that may no longer be true.
 */
export function weakenByCoverage(network: Network, branch: Ended): Ended {
  const weak = network.index.configuration.coverage.filter(isWeak);
  if (weak.length === 0 || branch.end.kind === "unknown") return branch;
  const { state, end } = branch;
  const elements = [...state.forward, ...state.return].map((step) => step.element);
  const kinds = new Set([...PATH_KINDS, ...elements.map((element) => element.kind), ...filtersOf(branch)]);
  const places = new Set(
    elements.flatMap(({ id }) => {
      const resource = network.index.find(id);
      return resource ? [`${resource.accountId} ${resource.region}`] : [];
    }),
  );
  const entry = weak.find(
    ({ accountId, region, kind }) => kinds.has(kind) && places.has(`${accountId} ${region}`),
  );
  if (!entry) return branch;
  const missing = `what is known of ${entry.kind} in ${entry.accountId} ${entry.region} is ${entry.status}`;
  const at = end.at ?? elements.at(-1) ?? { kind: entry.kind, id: entry.region };
  return { state, end: { kind: "unknown", reason: "UNKNOWN_REF", at, phase: state.phase, missing } };
}

function isWeak({ status }: Coverage): boolean {
  return status === "stale" || status === "suspicious";
}

function filtersOf({ end }: Ended): readonly string[] {
  if (end.kind === "success") return FILTER_KINDS;
  if (end.reason === "SG_EGRESS" || end.reason === "SG_INGRESS") return ["securityGroup"];
  return end.reason === "NACL_EGRESS" || end.reason === "NACL_INGRESS" ? ["networkAcl"] : [];
}
