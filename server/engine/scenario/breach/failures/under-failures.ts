import type { Configuration } from "../../../configuration";
import { assert } from "../../../net";
import { downElements } from "../../outage/contained";
import { singleFailures } from "../../outage/single-failures";
import { type BreachQuestion, MAX_QUESTIONS } from "../breach-of";
import { changeUnder, type FailureChange } from "./change-under";
import { isFelt, recordedAttack } from "./recorded-attack";

/** What an attack comes to under every single failure. */
export interface AttackUnderFailures {
  readonly failureCount: number;
  /** Only those that change the answer: first those under which more falls, the most first. */
  readonly changes: readonly FailureChange[];
  /** Failures that take away where the attack starts: under these there is none. */
  readonly startCount: number;
  /** Failures under which it was not asked, and why, in words; nothing is known of them. Null where all were. */
  readonly leftOut: string | null;
}

/** What is followed within a minute or two: a question takes up to 0.5 ms where all that its answer rests on is kept. */
const MAX_QUESTIONS_UNDER_FAILURES = MAX_QUESTIONS / 2;

/**
 * Follows an attack again under every single failure, with traffic going other ways as the network sends it. Only what a
 * failure could touch is asked again, and where it touches nothing of the attack the answer stands. Clauses: SEC-9, F-1.
 */
export function attackUnderFailures(
  configuration: Configuration,
  { failures: given = [], maxQuestions = MAX_QUESTIONS_UNDER_FAILURES, ...question }: BreachQuestion,
  onProgress: (doneCount: number, totalCount: number) => void = () => undefined,
): AttackUnderFailures {
  assert(given.length === 0, "single failures are tried where nothing has failed");
  const base = recordedAttack(configuration, question, maxQuestions);
  const failures = singleFailures(base.network.index);
  const changes: FailureChange[] = [];
  let startCount = 0;
  let leftOut: string | null = null;
  for (const [done, failure] of failures.entries()) {
    onProgress(done, failures.length);
    if (base.reach.workCount() >= maxQuestions || base.reach.leftOut() !== null) {
      leftOut = leftOutText(failures.length - done, failures.length, maxQuestions);
      break;
    }
    const down = downElements(base.network.index, [failure]);
    if (base.isStartDown(down)) startCount++;
    else if (isFelt(base, down)) changes.push(...changeUnder(base, failure, down));
  }
  onProgress(failures.length, failures.length);
  return { failureCount: failures.length, changes: changes.sort(byChange), startCount, leftOut };
}

function leftOutText(count: number, of: number, maxQuestions: number): string {
  return `an attack is followed under failures through ${maxQuestions} questions of who reaches whom: under ${count} of ${of} failures it was not, and what it comes to then is not known`;
}

/** Something that falls only then first, then by how much changes, then by what fails. */
function byChange(a: FailureChange, b: FailureChange): number {
  const size = ({ falls, undecided, spared }: FailureChange) =>
    [falls, undecided, spared].map((list) => list.length);
  const [before, after] = [size(a), size(b)];
  const at = before.findIndex((count, position) => count !== after[position]);
  return at < 0 ? (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) : (after[at] ?? 0) - (before[at] ?? 0);
}
