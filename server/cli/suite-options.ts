import type { SuiteAsk } from "../application/local-demands";
import type { OptionValues } from "./command";
import { FINDINGS_HELP, FINDINGS_OPTIONS, findingsAsk } from "./findings-options";
import { dayValue, textValue } from "./option-values";

/** What the suite is asked under, shared by the commands that run it. */
export const SUITE_OPTIONS = {
  demands: { type: "string" },
  "as-of": { type: "string" },
  ...FINDINGS_OPTIONS,
} as const;

export const SUITE_HELP: readonly (readonly [string, string])[] = [
  ["--demands FILE", "traffic in place of what is declared, as for `umbra load`"],
  ["--as-of DAY", "the day that the input is of, YYYY-MM-DD, from which growth counts (today)"],
  ...FINDINGS_HELP,
];

export function suiteAsk(values: OptionValues): SuiteAsk {
  return {
    demandsFile: textValue(values, "demands"),
    day: dayValue(values, "as-of"),
    findings: findingsAsk(values),
  };
}
