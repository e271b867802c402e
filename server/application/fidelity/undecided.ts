import type { UndecidedShare } from "../ports/fidelity";
import type { SuiteCheck } from "../ports/question-pool";
import { decidesCause } from "./fidelity-words";

/** How many checks of a suite stayed open, and for what. A check with several causes counts for each. */
export function undecidedChecks(checks: readonly Pick<SuiteCheck, "outcome" | "missing">[]): UndecidedShare {
  const open = checks.filter(({ outcome }) => outcome === "unknown");
  const counts = new Map<string, number>();
  for (const { missing = [] } of open)
    for (const each of new Set(missing)) counts.set(each, (counts.get(each) ?? 0) + 1);
  const causes = [...counts]
    .map(([missing, count]) => ({ missing, count, decides: decidesCause(missing) }))
    .sort((a, b) => b.count - a.count || (a.missing < b.missing ? -1 : 1));
  return { of: "checks of the suite", askedCount: checks.length, undecidedCount: open.length, causes };
}
