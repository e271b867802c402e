import type { Alert, AnalyzeOptions } from "../../alert";
import type { FixOption } from "../fix-option.schema";
import type { FixRequest, FixResult, TriedOption } from "../fix-result.schema";
import { proposeFixes } from "../propose/propose-fixes";
import { type FixBase, type VerifyOptions, verifyFix } from "./verify-fix";

/** Tries every cure that can be proposed for one alert of a network, verified ones first. */
export function tryFixes(
  base: FixBase,
  { fingerprint, action }: FixRequest,
  options: VerifyOptions = {},
): FixResult {
  const alert = base.analysis.alerts.find((each) => each.fingerprint === fingerprint);
  if (!alert) return { alert: null, options: [] };
  const { kind, severity, title, subject } = alert;
  const proposed = proposeFixes(base, alert).filter((each) => action === undefined || each.action === action);
  const tried = proposed.map((option, position): TriedOption => {
    const onProgress = options.onProgress && progressOf(options.onProgress, position, proposed.length);
    return {
      ...option,
      trial: trialOf(base, alert, option, { ...options, ...(onProgress ? { onProgress } : {}) }),
    };
  });
  const isVerified = ({ trial }: TriedOption) => trial.verdict === "verified";
  return {
    alert: { fingerprint, kind, severity, title, subject: { ...subject } },
    options: [...tried.filter(isVerified), ...tried.filter((each) => !isVerified(each))],
  };
}

function trialOf(base: FixBase, alert: Alert, { operations }: FixOption, options: VerifyOptions) {
  return verifyFix(base, alert, operations, options);
}

/** One suite after the other, as parts of one piece of work. */
function progressOf(
  onProgress: NonNullable<AnalyzeOptions["onProgress"]>,
  position: number,
  count: number,
): AnalyzeOptions["onProgress"] {
  return (done, total) => onProgress(position * total + done, count * total);
}
