import { analyze } from "../../engine/alert";
import { proposeFixes, withOptions } from "../../engine/remediation";
import type { SuiteAnswer } from "../ports/question-pool";
import type { Progress } from "./answer";
import type { HeldSnapshot } from "./held-snapshot";

/** Runs the suite over a snapshot. Alerts come with the changes that may cure them, which nobody has tried yet. */
export function analyzeSnapshot(held: HeldSnapshot, onProgress: Progress): SuiteAnswer {
  const { declared, decisions } = held.intents();
  const options = { declared, decisions, day: held.day, placed: held.placed(), onProgress };
  const { alerts, checks, completeKinds, intents } = analyze(held.configuration, options);
  const network = held.network();
  return {
    alerts: alerts.map((alert) => withOptions(alert, proposeFixes({ network, intents }, alert))),
    checks,
    completeKinds,
    exceptions: held.configuration.declared?.exceptions ?? [],
  };
}
