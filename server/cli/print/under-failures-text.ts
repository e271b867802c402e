import {
  type AttackUnderFailures,
  FALLEN_WORDS,
  type FailureChange,
  type Fallen,
} from "../../engine/scenario";
import { count } from "./table";
import { elementText, plain } from "./words";

/** Failures that are printed; `--json` lists all. */
const CHANGES_SHOWN = 30;
/** Hosts and stores that are named for one failure. */
const NAMED = 5;

/** What an attack comes to while one thing is down: only failures that change the answer. */
export function underFailuresLines({
  failureCount,
  changes,
  startCount,
  leftOut,
}: AttackUnderFailures): readonly string[] {
  const rest = changes.length - CHANGES_SHOWN;
  return [
    `${count(changes.length, "failure")} of ${failureCount} ${changes.length === 1 ? "changes" : "change"} what falls`,
    ...(startCount > 0
      ? [
          `${count(startCount, "failure")} would take away where the attack starts, and ${startCount === 1 ? "was" : "were"} not tried`,
        ]
      : []),
    ...(leftOut === null ? [] : [`undecided: ${plain(leftOut)}`]),
    ...changes.slice(0, CHANGES_SHOWN).flatMap(changeLines),
    ...(rest > 0 ? [`... and ${rest} more (--json lists all)`] : []),
  ];
}

function changeLines({ text, falls, spared, undecided, missing }: FailureChange): readonly string[] {
  return [
    plain(text),
    ...part("falls only then", falls),
    ...part("may fall then, it cannot be decided", undecided),
    ...missing.slice(0, NAMED).map((each) => `    ${plain(each)}`),
    ...part("does not fall then", spared),
  ];
}

function part(title: string, list: readonly Fallen[]): readonly string[] {
  if (list.length === 0) return [];
  const names = list.slice(0, NAMED).map(({ element, as }) => `${elementText(element)} ${FALLEN_WORDS[as]}`);
  const rest = list.length - names.length;
  return [`  ${title}: ${[...names, ...(rest > 0 ? [`${rest} more`] : [])].join(", ")}`];
}
