import type { Application } from "../../intent";
import type { Failure } from "../../semantics";
import type { OutageBaseline } from "../outage/baseline";
import { downElements } from "../outage/contained";
import type { IntentBaseline } from "../outage/intent-baseline";
import { INTERNET } from "../outage/pair";
import { singleFailures } from "../outage/single-failures";
import { neededCount, tally, verdictOf } from "../outage/threshold";
import type { CutsRequest } from "./cuts.schema";

/** A component that may fail. */
export interface Candidate {
  readonly failure: Failure;
  /** Its name in formulas. */
  readonly variable: string;
}

/** A source of a required flow that reaches as many destinations now as it must. */
export interface CutSource {
  readonly member: string;
  readonly destinations: readonly string[];
  /** So many destinations it must keep reaching (CL-6); from 1 to their number. */
  readonly needed: number;
}

/** A required flow that works now. */
export interface CutFlow {
  /** Its place in the baseline. */
  readonly position: number;
  readonly baseline: IntentBaseline;
  readonly sources: readonly CutSource[];
}

/** What is to be broken, and what may fail for it. */
export interface CutProblem {
  readonly baseline: OutageBaseline;
  readonly request: CutsRequest;
  readonly flows: readonly CutFlow[];
  readonly candidates: readonly Candidate[];
  /** For each id, the places of the candidates whose failure takes it down. */
  readonly takenBy: ReadonlyMap<string, readonly number[]>;
  /** Flows that do not work now. */
  readonly notWorking: readonly string[];
  /** Why flows cannot be decided even while nothing fails, in words. */
  readonly undecided: readonly string[];
}

/** Sets up the search. Undefined when the target is not there. */
export function cutProblem(
  baseline: OutageBaseline,
  applications: readonly Application[],
  request: CutsRequest,
): CutProblem | undefined {
  const { target } = request;
  const wanted =
    target.kind === "intent" ? [target.id] : applications.find(({ name }) => name === target.name)?.intentIds;
  const chosen = baseline.intents.flatMap((flow, position) =>
    wanted?.includes(flow.intent.id) ? [{ flow, position }] : [],
  );
  if (chosen.length === 0) return undefined;
  const flows: CutFlow[] = [];
  const notWorking: string[] = [];
  const undecided: string[] = [];
  for (const { flow, position } of chosen) {
    const all = sourcesOf(flow);
    const sources = all.filter(({ works }) => works === "yes");
    if (sources.length > 0) flows.push({ position, baseline: flow, sources });
    if (flow.untraced !== null) undecided.push(flow.untraced);
    else if (all.some(({ works }) => works === "unknown"))
      undecided.push(...flow.pairs.flatMap(({ missing }) => missing));
    else if (sources.length === 0) notWorking.push(flow.intent.id);
  }
  const candidates = candidatesOf(baseline, request);
  return {
    baseline,
    request,
    flows,
    candidates,
    takenBy: takenBy(baseline, candidates),
    notWorking: notWorking.sort(),
    undecided: [...new Set(undecided)].sort(),
  };
}

/** Every component that may fail alone. A withdrawn route may repair as well as break, so routes are left out. */
function candidatesOf({ network }: OutageBaseline, request: CutsRequest): readonly Candidate[] {
  const { includesRules, kinds } = request;
  return singleFailures(network.index)
    .filter(({ mode }) => mode === "down" || (mode === "blocked" && includesRules))
    .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
    .map((failure) => ({ failure, variable: `${failure.mode} ${failure.kind} ${failure.id}` }));
}

function takenBy({ network }: OutageBaseline, candidates: readonly Candidate[]): CutProblem["takenBy"] {
  const map = new Map<string, number[]>();
  for (const [place, { failure }] of candidates.entries())
    for (const id of downElements(network.index, [failure]).keys()) {
      const list = map.get(id);
      if (list) list.push(place);
      else map.set(id, [place]);
    }
  return map;
}

/** The members that ask, each with all it must be able to reach, as `intentEffect` counts them. */
function sourcesOf({ intent, pairs }: IntentBaseline) {
  const asking = new Map<string, { to: readonly string[]; verdict: (typeof pairs)[number]["verdict"] }[]>();
  for (const { from, to, verdict } of pairs)
    for (const member of from.members) {
      const others = to.members.filter((each) => each !== member);
      const list = asking.get(member) ?? [];
      asking.set(member, list);
      if (others.length > 0) list.push({ to: others, verdict });
    }
  return [...asking].map(([member, parts]): CutSource & { readonly works: "yes" | "no" | "unknown" } => {
    const destinations = parts.flatMap(({ to }) => to);
    const needed = neededCount(intent.members, destinations.length);
    const now = tally(parts.map(({ to, verdict }) => ({ verdict, count: to.length })));
    const verdict = verdictOf(now, needed);
    const works = verdict === "UNKNOWN" ? "unknown" : verdict === "NOT_REACHABLE" ? "no" : "yes";
    return { member, destinations, needed, works: needed === 0 ? "no" : works };
  });
}

/** Whether the failure of the candidates at these places takes a member down; see `isMemberDown`. */
export function takesDown(
  problem: CutProblem,
  member: string,
  isFailed: (place: number) => boolean,
): boolean {
  return deathsOf(problem, member).every((places) => places.some(isFailed));
}

/** A member is down when of each list one candidate has failed. One list that is empty: it never is. */
export function deathsOf({ baseline, takenBy }: CutProblem, member: string): readonly (readonly number[])[] {
  if (member === INTERNET) return [[]];
  const own = takenBy.get(member) ?? [];
  const interfaces = baseline.network.index.interfacesOfInstance(member);
  if (interfaces.length === 0) return [own];
  return interfaces.map(({ id }) => [...new Set([...own, ...(takenBy.get(id) ?? [])])]);
}
