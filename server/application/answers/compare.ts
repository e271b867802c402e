import {
  type ConfigurationDiff,
  diffConfigurations,
  fieldChangeText,
  type ResourceChange,
  summarizeDiff,
} from "../../engine/configuration";
import { elementOf } from "../../engine/intent";
import { CHANGE_ROW_LIMIT, type ChangeRow } from "../ports/change-answers";
import type { SnapshotComparison, SnapshotComparisons } from "../ports/question-pool";
import { answerDrift } from "./find-anomalies";
import type { HeldSnapshot } from "./held-snapshot";

type Comparisons = {
  readonly [K in SnapshotComparison]: (
    before: HeldSnapshot,
    after: HeldSnapshot,
    ask: SnapshotComparisons[K]["ask"],
  ) => SnapshotComparisons[K]["answer"];
};

/** How each question about two snapshots is answered: pure, on whatever thread. */
export const comparisons: Comparisons = {
  summary: (before, after) => summarizeDiff(diffOf(before, after)),
  changes: (before, after) => {
    const diff = diffOf(before, after);
    const vpcIds = new Set(diff.changes.flatMap(({ vpcId }) => vpcId ?? []));
    return {
      summary: summarizeDiff(diff),
      rows: diff.changes.slice(0, CHANGE_ROW_LIMIT).map(rowOf),
      leftOutCount: Math.max(0, diff.changes.length - CHANGE_ROW_LIMIT),
      vpcs: [...vpcIds].map((id) =>
        elementOf(after.index.get("vpc", id) ?? before.index.get("vpc", id) ?? { kind: "vpc", id }),
      ),
      coverage: diff.coverage,
    };
  },
  drift: (before, after, ask) => answerDrift(after, diffOf(before, after), ask),
  change: (before, after, { kind, id }) =>
    diffOf(before, after).changes.find(({ element }) => element.kind === kind && element.id === id) ?? null,
};

const diffs = new WeakMap<HeldSnapshot, WeakMap<HeldSnapshot, ConfigurationDiff>>();

/** Kept for as long as both snapshots are held: a page asks for the list, then for one change after the other. */
function diffOf(before: HeldSnapshot, after: HeldSnapshot): ConfigurationDiff {
  const since = diffs.get(after) ?? new WeakMap<HeldSnapshot, ConfigurationDiff>();
  diffs.set(after, since);
  const diff = since.get(before) ?? diffConfigurations(before.configuration, after.configuration);
  since.set(before, diff);
  return diff;
}

function rowOf({ fields, ...change }: ResourceChange): ChangeRow {
  const [first] = fields;
  const cosmeticFieldCount = fields.filter(({ isCosmetic }) => isCosmetic).length;
  return {
    ...change,
    title: first && change.op === "changed" ? fieldChangeText(first) : "",
    fieldCount: fields.length - cosmeticFieldCount,
    cosmeticFieldCount,
  };
}
