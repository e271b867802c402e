import type { ConfigurationIndex, Element } from "../../configuration";
import { elementOf, type Intent } from "../../intent";
import type { Network, VerdictKind } from "../../semantics";
import { isMemberDown } from "./contained";
import { type FailedGroup, type Hits, splitGroups } from "./failed-groups";
import type { GroupPair, IntentBaseline } from "./intent-baseline";
import { firstPair, type MemberPlace } from "./member-groups";
import type { IntentOutcome } from "./outcome";
import { INTERNET, judgePair, type Pair } from "./pair";
import { neededCount, type Tally, tally, verdictOf, worstVerdict } from "./threshold";

/** What failures do to a required flow, before the evidence is written out. */
export interface IntentEffect
  extends Pick<
    IntentOutcome,
    "intent" | "effect" | "before" | "after" | "lostMembers" | "withComponent" | "missing"
  > {
  /** The pair whose traces are the evidence; `isTouched`: the failures may change its trace. */
  readonly witness: { readonly pair: Pair; readonly isTouched: boolean } | null;
}

/** The pairs of two parts of groups before and after, and how many destinations each source has there. */
interface ComparedPairs {
  readonly from: FailedGroup;
  readonly to: FailedGroup;
  readonly first: Pair;
  readonly count: number;
  readonly before: VerdictKind;
  readonly after: VerdictKind;
  readonly missing: readonly string[];
  readonly isTouched: boolean;
  readonly isFromDown: boolean;
  readonly isToDown: boolean;
}

/** Sources of a required flow that fare alike, before and after. */
interface SourceOutcome {
  readonly isDown: boolean;
  readonly before: Tally;
  readonly after: Tally;
  readonly needed: number;
  readonly pairs: readonly ComparedPairs[];
}

/**
 * What failures do to one required flow (F-2). Each source must keep reaching as many destinations as the
 * intent asks (CL-6). A source that reaches too few before is no requirement; a source that is itself down asks
 * for nothing any more, so that losing one of several is a degradation, and losing all of them is the loss.
 * Hosts that are alike and that the failures hit alike are judged as one.
 *
 * @param failed the network with the failures applied; `down` is what they take along, `hits` whom it hits
 */
export function intentEffect(
  flow: IntentBaseline,
  failed: Network,
  { down, hits }: { readonly down: ReadonlyMap<string, Element>; readonly hits: Hits },
): IntentEffect {
  if (flow.untraced !== null) return undecidedUntraced(flow.intent, flow.untraced);
  const compared = comparedPairs(flow, failed, down, hits);
  const sources = sourcesOf(compared, flow);
  const working = sources.filter(
    (source) => reachedCount(source.before) >= source.needed && source.needed > 0,
  );
  const effect = effectOf(sources, working);
  // F-2 speaks of requirements that hold before; where none does, the verdicts are those of all sources.
  const relevant = working.length > 0 ? working : sources;
  const alive = relevant.filter((source) => !source.isDown);
  const lost = lostPairs(working);
  const shown =
    effect === "undecided"
      ? firstOf(compared.filter(isUndecided), flow.places)
      : (firstOf(liveFirst(lost), flow.places) ?? firstOf(compared.filter(isChanged), flow.places));
  return {
    intent: flow.intent,
    effect,
    before: worstVerdict(relevant.map((source) => verdictOf(source.before, source.needed))),
    after:
      alive.length > 0
        ? worstVerdict(alive.map((source) => verdictOf(source.after, source.needed)))
        : "NOT_REACHABLE",
    lostMembers: effect === "lost" || effect === "degraded" ? lostMembers(failed.index, lost) : [],
    withComponent: lost.length > 0 && lost.every((pair) => pair.isFromDown || pair.isToDown),
    missing: effect === "undecided" ? [...new Set(compared.flatMap(({ missing }) => missing))].sort() : [],
    witness: shown ? { pair: shown.first, isTouched: shown.isTouched } : null,
  };
}

function undecidedUntraced(intent: Intent, missing: string): IntentEffect {
  return {
    intent,
    effect: "undecided",
    before: "UNKNOWN",
    after: "UNKNOWN",
    lostMembers: [],
    withComponent: false,
    missing: [missing],
    witness: null,
  };
}

function comparedPairs(
  flow: IntentBaseline,
  failed: Network,
  down: ReadonlyMap<string, Element>,
  hits: Hits,
): readonly ComparedPairs[] {
  const parts = splitGroups(flow, hits);
  const isDown = ({ isHit, head: [member] }: FailedGroup) =>
    isHit &&
    member !== undefined &&
    !failed.replacements.has(member) &&
    isMemberDown(failed.index, down, member);
  return flow.pairs.flatMap((pair) => {
    const isPathTouched = isTouched(pair.touched, down);
    return (parts.get(pair.from) ?? []).flatMap((from) =>
      (parts.get(pair.to) ?? []).flatMap((to): ComparedPairs[] => {
        const first = firstPair(from.head, to.head);
        if (!first) return [];
        const touched = isPathTouched || from.isHit || to.isHit;
        return [
          {
            from,
            to,
            first,
            // Parts are disjoint or the same, and a member is not paired with itself.
            count: from === to ? to.count - 1 : to.count,
            isTouched: touched,
            isFromDown: isDown(from),
            isToDown: isDown(to),
            ...beforeAndAfter(failed, flow.intent, pair, touched ? first : undefined),
          },
        ];
      }),
    );
  });
}

/** What the failures do not touch is not traced again: the answer would be the same. */
function beforeAndAfter(failed: Network, intent: Intent, pair: GroupPair, touched: Pair | undefined) {
  const { verdict, missing } = pair;
  if (!touched) return { before: verdict, after: verdict, missing };
  const after = judgePair(failed, intent, touched);
  return { before: verdict, after: after.verdict, missing: [...missing, ...after.missing] };
}

/** `down` holds the failed elements themselves too, blocked rule sets and tables with a withdrawn route included. */
function isTouched(touched: ReadonlySet<string>, down: ReadonlyMap<string, Element>): boolean {
  const [few, many] = touched.size < down.size ? [touched, down] : [down, touched];
  for (const id of few.keys()) if (many.has(id)) return true;
  return false;
}

function sourcesOf(
  compared: readonly ComparedPairs[],
  { intent, isAmongPeers }: IntentBaseline,
): readonly SourceOutcome[] {
  const bySource = new Map<FailedGroup, ComparedPairs[]>();
  for (const each of compared) {
    const list = bySource.get(each.from);
    if (list) list.push(each);
    else bySource.set(each.from, [each]);
  }
  return [...bySource.values()].map(
    (pairs): SourceOutcome => ({
      // Members that talk to each other: with all its peers down, the last one has nobody to talk to.
      isDown:
        pairs.every(({ isFromDown }) => isFromDown) ||
        (isAmongPeers && pairs.every(({ isToDown }) => isToDown)),
      before: tally(pairs.map(({ before, count }) => ({ verdict: before, count }))),
      after: tally(pairs.map(({ after, count }) => ({ verdict: after, count }))),
      needed: neededCount(
        intent.members,
        pairs.reduce((sum, { count }) => sum + count, 0),
      ),
      pairs,
    }),
  );
}

/** Destinations that are proven to work, wholly or in part. */
function reachedCount({ reachable, partial }: Tally): number {
  return reachable + partial;
}

function effectOf(
  sources: readonly SourceOutcome[],
  working: readonly SourceOutcome[],
): IntentOutcome["effect"] {
  // Whether it held before is not known, so neither is what the failure does.
  if (working.length === 0)
    return sources.some(({ before, needed }) => verdictOf(before, needed) === "UNKNOWN")
      ? "undecided"
      : "unaffected";
  const alive = working.filter((source) => !source.isDown);
  if (alive.length === 0) return isLastStanding(working) ? "degraded" : "lost";
  const verdicts = alive.map(({ after, needed }) => verdictOf(after, needed));
  if (verdicts.includes("NOT_REACHABLE")) return "lost";
  if (verdicts.includes("UNKNOWN")) return "undecided";
  if (alive.length < working.length || alive.some((source) => isLess(source, source.after.unknown)))
    return "degraded";
  return alive.some((source) => isLess(source, 0)) ? "undecided" : "unaffected";
}

/** Among peers a member may be left alone: the tier is smaller, but it is there. */
function isLastStanding(working: readonly SourceOutcome[]): boolean {
  return working.some(({ pairs }) => pairs.some(({ isFromDown }) => !isFromDown));
}

/** Fewer destinations work than before, even if `benefit` of the unknown ones do. */
function isLess({ before, after }: SourceOutcome, benefit: number): boolean {
  return after.reachable + benefit < before.reachable || reachedCount(after) + benefit < reachedCount(before);
}

/** Pairs that worked and no longer do, of sources that lost the flow or part of it. */
function lostPairs(working: readonly SourceOutcome[]): readonly ComparedPairs[] {
  const isLost = ({ before, after }: ComparedPairs) =>
    (before === "REACHABLE" || before === "PARTIAL") && after === "NOT_REACHABLE";
  return working
    .filter((source) => reachedCount(source.after) < source.needed)
    .flatMap((source) => source.pairs.filter(isLost));
}

function isChanged({ before, after }: ComparedPairs): boolean {
  return before !== after;
}

function isUndecided({ before, after }: ComparedPairs): boolean {
  return before === "UNKNOWN" || after === "UNKNOWN";
}

/** The first pair in the order of the flow's ends. */
function firstOf(
  pairs: readonly ComparedPairs[],
  places: ReadonlyMap<string, MemberPlace>,
): ComparedPairs | undefined {
  const position = (member: string) => places.get(member)?.position ?? 0;
  return pairs.toSorted(
    (a, b) => position(a.first.from) - position(b.first.from) || position(a.first.to) - position(b.first.to),
  )[0];
}

/** Those with the fewest and least telling ends down: a loss shows best on hosts that still stand. */
function liveFirst(pairs: readonly ComparedPairs[]): readonly ComparedPairs[] {
  const downEnds = (pair: ComparedPairs) => Number(pair.isFromDown) * 2 + Number(pair.isToDown);
  const fewest = Math.min(...pairs.map(downEnds));
  return pairs.filter((pair) => downEnds(pair) === fewest);
}

/** The hosts that lost the flow: sources, or the destinations where the internet is the source. */
function lostMembers(index: ConfigurationIndex, lost: readonly ComparedPairs[]): readonly Element[] {
  const ids = lost.flatMap(({ from, to, first }) =>
    first.from === INTERNET ? to.members() : from.members(),
  );
  return [...new Set(ids)].sort().map((id) => memberElement(index, id));
}

function memberElement(index: ConfigurationIndex, id: string): Element {
  const resource = index.find(id);
  return resource ? elementOf(resource) : { kind: "unknown", id };
}
