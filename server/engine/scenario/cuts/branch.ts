import { type Branch, type Network, withFailures } from "../../semantics";
import { judgePair, tracePair } from "../outage/pair";
import { touchedIds } from "../outage/touched";
import type { CutFlow, CutProblem } from "./problem";

/** One way in which one pair of members gets through, and what that rests on. */
export interface KnownBranch {
  /** Place of its flow in the problem. */
  readonly flow: number;
  readonly from: string;
  readonly to: string;
  /** Places of the candidates whose failure could stop it, ascending: its own, its subnets', its zones'. */
  readonly restsOn: readonly number[];
  /** Candidates that had failed when it was found and which it met all the same: it must do with and without them. */
  readonly metFailed: readonly number[];
}

/** The network with the candidates at these places failed. */
export function failedNetwork({ baseline, candidates }: CutProblem, places: readonly number[]): Network {
  return withFailures(
    baseline.network,
    places.flatMap((place) => candidates[place]?.failure ?? []),
  );
}

/**
 * The successful branch of a pair that rests on the fewest candidates while those at `failed` are down. Undefined
 * when no branch succeeds.
 */
export function survivingBranch(
  problem: CutProblem,
  network: Network,
  pair: { readonly flow: number; readonly from: string; readonly to: string },
  failed: readonly number[],
): KnownBranch | undefined {
  const flow = problem.flows[pair.flow];
  if (!flow) return undefined;
  const isFailed = new Set(failed);
  const trace = tracePair(network, flow.baseline.intent, pair);
  const found = trace.branches
    .filter(({ end }) => end.kind === "success")
    .map((branch): KnownBranch => {
      const met = candidatesOf(problem, network, branch, pair);
      return {
        ...pair,
        restsOn: met.filter((place) => !isFailed.has(place)),
        metFailed: met.filter((place) => isFailed.has(place)),
      };
    });
  return found.toSorted((a, b) => a.restsOn.length - b.restsOn.length)[0];
}

/** Places of the candidates that the branch touches, ascending. */
function candidatesOf(
  { takenBy }: CutProblem,
  { index }: Network,
  { forward, return: back }: Branch,
  { from, to }: { readonly from: string; readonly to: string },
): readonly number[] {
  const touched = touchedIds(index, { branches: [], forward, return: back }, [from, to]);
  const places = new Set([...touched].flatMap((id) => takenBy.get(id) ?? []));
  return [...places].sort((a, b) => a - b);
}

/** How the branches stood the check. */
export interface Retraced {
  readonly count: number;
  /** Branches that do not get through when everything is down that they do not rest on. */
  readonly failing: readonly KnownBranch[];
}

/**
 * Traces every branch again with every candidate down that it does not rest on. What it met while it had failed is
 * tried down and up in every combination. A branch that stands this gets through whatever fails, as
 * long as nothing fails that it rests on.
 */
export function retrace(problem: CutProblem, branches: readonly KnownBranch[]): Retraced {
  const networks = new Map<string, Network>();
  let count = 0;
  const getsThrough = (branch: KnownBranch, flow: CutFlow) =>
    combinations(branch.metFailed).every((met) => {
      count++;
      const spared = new Set([...branch.restsOn, ...branch.metFailed]);
      const others = problem.candidates.flatMap((_, place) => (spared.has(place) ? [] : [place]));
      const failed = [...others, ...met];
      const key = `${branch.restsOn.join()} ${met.join()} ${branch.metFailed.join()}`;
      const network = networks.get(key) ?? failedNetwork(problem, failed);
      networks.set(key, network);
      const { verdict } = judgePair(network, flow.baseline.intent, branch);
      return verdict === "REACHABLE" || verdict === "PARTIAL";
    });
  const failing = branches.filter((branch) => {
    const flow = problem.flows[branch.flow];
    return !flow || !getsThrough(branch, flow);
  });
  return { count, failing };
}

function combinations(places: readonly number[]): readonly (readonly number[])[] {
  const [first, ...others] = places;
  if (first === undefined) return [[]];
  const rest = combinations(others);
  return [...rest, ...rest.map((some) => [first, ...some])];
}
