import type { ConfigurationIndex } from "../../configuration";
import { removableText, singleChokes } from "../../scenario";
import type { FindChokePoints } from "./breach-alerts";
import type { SuiteAttack } from "./suite-attack";

/** Copies that are tried for the alerts of one suite, times the instances of the network. */
const MAX_WORK = 3_000;
/** Questions of who reaches whom that these trials put, each about as many as the attack itself. */
const MAX_QUESTIONS_TRIED = 100_000;

/** Tries each fact that an attack rests on alone on a copy, until as much was tried as is done by the way. */
export function singleChokePoints(
  index: ConfigurationIndex,
  attack: SuiteAttack | undefined,
  isTried: boolean,
): FindChokePoints {
  let left = Math.min(
    Math.floor(MAX_WORK / Math.max(1, index.configuration.resources.instance.length)),
    Math.floor(MAX_QUESTIONS_TRIED / Math.max(1, attack?.questionCount ?? 0)),
  );
  return (goal) => {
    if (!attack || !isTried || left <= 0) return null;
    const { facts, starts } = attack;
    const scenario = { starts, assumesUserInteraction: false, excluded: [] };
    const targets =
      "access" in goal
        ? goal.access.map((access) => ({ kind: "risk", store: goal.element.id, access }) as const)
        : [{ kind: "exec", host: goal.element.id, level: "user" } as const];
    const found = singleChokes(
      { configuration: index.configuration, question: { facts, scenario }, targets },
      left,
    );
    left -= found?.trialCount ?? 0;
    return found ? found.chokes.map(removableText) : null;
  };
}
