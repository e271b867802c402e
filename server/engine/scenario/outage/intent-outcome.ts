import type { ConfigurationIndex, Element } from "../../configuration";
import { elementOf, type Intent } from "../../intent";
import type { Network, Trace } from "../../semantics";
import type { IntentBaseline, TracedPair } from "./baseline";
import { isMemberDown } from "./contained";
import type { IntentOutcome } from "./outcome";
import { INTERNET, tracePair } from "./pair";
import { neededCount, type Tally, tally, verdictOf, worstVerdict } from "./threshold";

/** A pair before and after. */
interface ComparedPair extends TracedPair {
  readonly after: Trace;
  readonly isFromDown: boolean;
  readonly isToDown: boolean;
}

/** One source of a required flow, before and after. */
interface SourceOutcome {
  readonly isDown: boolean;
  readonly before: Tally;
  readonly after: Tally;
  readonly needed: number;
  readonly pairs: readonly ComparedPair[];
}

/**
 * What a failure does to one required flow (F-2). Each source must keep reaching as many destinations as the
 * intent asks (CL-6). A source that reaches too few before is no requirement; a source that is itself down asks
 * for nothing any more, so that losing one of several is a degradation, and losing all of them is the loss.
 *
 * @param failed the network with the failures applied; `down` is what they take along
 */
export function intentOutcome(
  { intent, pairs }: IntentBaseline,
  failed: Network,
  down: ReadonlyMap<string, Element>,
): IntentOutcome {
  const index = failed.index;
  const isDown = (id: string) => id !== INTERNET && isMemberDown(index, down, id);
  const compared = pairs.map(({ pair, trace, touched }) => ({
    pair,
    trace,
    touched,
    // What the failure does not touch is not traced again: the answer would be the same.
    after: isTouched(touched, down) ? tracePair(failed, intent, pair) : trace,
    isFromDown: isDown(pair.from),
    isToDown: isDown(pair.to),
  }));
  const sources = sourcesOf(compared, intent);
  const working = sources.filter(
    (source) => reachedCount(source.before) >= source.needed && source.needed > 0,
  );
  const effect = effectOf(sources, working);
  // F-2 speaks of requirements that hold before; where none does, the verdicts are those of all sources.
  const relevant = working.length > 0 ? working : sources;
  const alive = relevant.filter((source) => !source.isDown);
  const lost = lostPairs(working);
  const witness = effect === "undecided" ? undecidedPair(compared) : (lost[0] ?? changedPair(compared));
  return {
    intent,
    effect,
    before: worstVerdict(relevant.map((source) => verdictOf(source.before, source.needed))),
    after:
      alive.length > 0
        ? worstVerdict(alive.map((source) => verdictOf(source.after, source.needed)))
        : "NOT_REACHABLE",
    reason: effect === "unaffected" ? null : (witness?.after.reason ?? null),
    at: effect === "unaffected" ? null : (witness?.after.at ?? null),
    certificate: null,
    lostMembers: effect === "lost" || effect === "degraded" ? lostMembers(index, lost) : [],
    withComponent: lost.length > 0 && lost.every((pair) => pair.isFromDown || pair.isToDown),
    evidence: {
      certificate: null,
      before: witness ? [...witness.trace.forward, ...witness.trace.return] : [],
      after: witness ? [...witness.after.forward, ...witness.after.return] : [],
      at: witness?.after.at ?? null,
    },
    missing: effect === "undecided" ? missingOf(compared) : [],
  };
}

/** `down` holds the failed elements themselves too, blocked rule sets and tables with a withdrawn route included. */
function isTouched(touched: ReadonlySet<string>, down: ReadonlyMap<string, Element>): boolean {
  for (const id of down.keys()) if (touched.has(id)) return true;
  return false;
}

function sourcesOf(compared: readonly ComparedPair[], intent: Intent): readonly SourceOutcome[] {
  const isAmongPeers =
    intent.from.kind === "tier" &&
    intent.to.kind === "tier" &&
    intent.from.members.join() === intent.to.members.join();
  const bySource = new Map<string, ComparedPair[]>();
  for (const each of compared) {
    const list = bySource.get(each.pair.from);
    if (list) list.push(each);
    else bySource.set(each.pair.from, [each]);
  }
  return [...bySource.values()].map(
    (pairs): SourceOutcome => ({
      // Members that talk to each other: with all its peers down, the last one has nobody to talk to.
      isDown:
        pairs.every(({ isFromDown }) => isFromDown) ||
        (isAmongPeers && pairs.every(({ isToDown }) => isToDown)),
      before: tally(pairs.map(({ trace }) => trace.verdict)),
      after: tally(pairs.map(({ after }) => after.verdict)),
      needed: neededCount(intent.members, pairs.length),
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

/** Pairs that worked and no longer do, of sources that lost the flow or part of it; live ends first. */
function lostPairs(working: readonly SourceOutcome[]): readonly ComparedPair[] {
  const isLost = ({ trace, after }: ComparedPair) =>
    (trace.verdict === "REACHABLE" || trace.verdict === "PARTIAL") && after.verdict === "NOT_REACHABLE";
  const pairs = working
    .filter((source) => reachedCount(source.after) < source.needed)
    .flatMap((source) => source.pairs.filter(isLost));
  const downEnds = (pair: ComparedPair) => Number(pair.isFromDown) * 2 + Number(pair.isToDown);
  return pairs.toSorted((a, b) => downEnds(a) - downEnds(b));
}

function changedPair(compared: readonly ComparedPair[]): ComparedPair | undefined {
  return compared.find(({ trace, after }) => trace.verdict !== after.verdict);
}

function undecidedPair(compared: readonly ComparedPair[]): ComparedPair | undefined {
  return compared.find(({ trace, after }) => trace.verdict === "UNKNOWN" || after.verdict === "UNKNOWN");
}

/** The hosts that lost the flow: sources, or the destinations where the internet is the source. */
function lostMembers(index: ConfigurationIndex, lost: readonly ComparedPair[]): readonly Element[] {
  const ids = lost.map(({ pair }) => (pair.from === INTERNET ? pair.to : pair.from));
  return [...new Set(ids)].sort().map((id) => memberElement(index, id));
}

function memberElement(index: ConfigurationIndex, id: string): Element {
  const resource = index.find(id);
  return resource ? elementOf(resource) : { kind: "unknown", id };
}

function missingOf(compared: readonly ComparedPair[]): readonly string[] {
  const texts = compared.flatMap(({ trace, after }) => [...trace.missing, ...after.missing]);
  return [...new Set(texts)].sort();
}
