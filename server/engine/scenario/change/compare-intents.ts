import type { ConfigurationIndex, Element } from "../../configuration";
import { elementOf, type Intent } from "../../intent";
import type { Network, VerdictKind } from "../../semantics";
import { type GroupPair, type IntentBaseline, traceIntents } from "../outage/intent-baseline";
import type { MemberGroup } from "../outage/member-groups";
import { INTERNET } from "../outage/pair";
import { neededCount, type Tally, tally, verdictOf, worstVerdict } from "../outage/threshold";

/** What changes do to one required flow. */
export interface IntentChange {
  readonly intent: Intent;
  readonly effect: "lost" | "degraded" | "gained" | "undecided";
  readonly before: VerdictKind;
  readonly after: VerdictKind;
  /** Hosts that lose or gain it: members of `from`, or of `to` where the internet is the source. */
  readonly members: readonly Element[];
  /** For `undecided`: what is missing, in words. */
  readonly missing: readonly string[];
}

/** Sources that fare alike, with their destinations before and after. */
interface Source {
  readonly group: MemberGroup;
  readonly pairs: readonly { readonly before: GroupPair; readonly after: GroupPair }[];
  readonly needed: number;
  readonly before: Tally;
  readonly after: Tally;
}

/**
 * Compares required flows before and after changes; those that stay as they are, are left out. A flow that is
 * required now is asked for afterwards too, even where the changes take away what it was inferred from.
 *
 * @param keyOf  the same for hosts that are alike before and after, so that groups on both sides are the same
 */
export function compareIntents(
  before: Network,
  after: Network,
  intents: readonly Intent[],
  keyOf: (hostId: string) => string,
): readonly IntentChange[] {
  const [old, now] = [traceIntents(before, intents, keyOf), traceIntents(after, intents, keyOf)];
  return old.flatMap((flow, position) => {
    const other = now[position];
    return other ? compareIntent(after.index, flow, other) : [];
  });
}

function compareIntent(
  index: ConfigurationIndex,
  flow: IntentBaseline,
  other: IntentBaseline,
): readonly IntentChange[] {
  const { intent } = flow;
  const untraced = flow.untraced ?? other.untraced;
  if (untraced !== null) {
    const verdicts = { before: "UNKNOWN", after: "UNKNOWN" } as const;
    return [{ intent, effect: "undecided", ...verdicts, members: [], missing: [untraced] }];
  }
  const sources = sourcesOf(flow, other);
  const effect = effectOf(sources);
  if (effect === undefined) return [];
  const changed = sources.filter(({ needed, ...source }) =>
    effect === "gained"
      ? verdictOf(source.before, needed) === "NOT_REACHABLE"
      : worked({ needed, ...source }),
  );
  const pairs = changed.flatMap((source) =>
    source.pairs
      .filter((pair) => pair.before.verdict !== pair.after.verdict)
      .map((pair) => ({ source, pair })),
  );
  const ids = pairs.flatMap(({ source, pair }) =>
    source.group.members[0] === INTERNET ? pair.before.to.members : source.group.members,
  );
  const worst = (side: "before" | "after") =>
    worstVerdict(sources.map((source) => verdictOf(source[side], source.needed)));
  return [
    {
      intent,
      effect,
      before: worst("before"),
      after: worst("after"),
      members: [...new Set(ids)].sort().map((id) => memberElement(index, id)),
      missing:
        effect === "undecided" ? [...new Set(pairs.flatMap(({ pair }) => pair.after.missing))].sort() : [],
    },
  ];
}

/** Both sides have the same groups, so their pairs stand at the same places. */
function sourcesOf(flow: IntentBaseline, other: IntentBaseline): readonly Source[] {
  const bySource = new Map<MemberGroup, { before: GroupPair; after: GroupPair }[]>();
  for (const [position, before] of flow.pairs.entries()) {
    const after = other.pairs[position];
    if (!after) continue;
    const list = bySource.get(before.from) ?? [];
    list.push({ before, after });
    bySource.set(before.from, list);
  }
  return [...bySource].map(([group, pairs]) => {
    const countOf = ({ from, to }: GroupPair) => (from === to ? to.members.length - 1 : to.members.length);
    const side = (which: "before" | "after") =>
      tally(pairs.map((pair) => ({ verdict: pair[which].verdict, count: countOf(pair.before) })));
    const count = pairs.reduce((sum, { before }) => sum + countOf(before), 0);
    return {
      group,
      pairs,
      needed: neededCount(flow.intent.members, count),
      before: side("before"),
      after: side("after"),
    };
  });
}

function worked({ before, needed }: Pick<Source, "before" | "needed">): boolean {
  return needed > 0 && before.reachable + before.partial >= needed;
}

/** The worst that happens to any source; undefined where nothing does. */
function effectOf(sources: readonly Source[]): IntentChange["effect"] | undefined {
  const working = sources.filter(worked);
  const after = working.map((source) => verdictOf(source.after, source.needed));
  if (after.includes("NOT_REACHABLE")) return "lost";
  if (working.some((source) => isLess(source, source.after.unknown))) return "degraded";
  if (after.includes("UNKNOWN") || working.some((source) => isLess(source, 0))) return "undecided";
  const idle = sources.filter((source) => !worked(source) && source.needed > 0);
  if (idle.some((source) => verdictOf(source.before, source.needed) === "NOT_REACHABLE")) {
    const now = idle.map((source) => verdictOf(source.after, source.needed));
    if (now.includes("UNKNOWN")) return "undecided";
    if (now.some((verdict) => verdict !== "NOT_REACHABLE")) return "gained";
  }
  return undefined;
}

/** Fewer destinations work than before, even if `benefit` of the unknown ones do. */
function isLess({ before, after }: Source, benefit: number): boolean {
  return (
    after.reachable + benefit < before.reachable ||
    after.reachable + after.partial + benefit < before.reachable + before.partial
  );
}

function memberElement(index: ConfigurationIndex, id: string): Element {
  const resource = index.find(id);
  return resource ? elementOf(resource) : { kind: "unknown", id };
}
