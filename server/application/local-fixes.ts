import { type Alert, analyze } from "../engine/alert";
import { type FixOption, type FixTrial, proposeFixes, verifyFix } from "../engine/remediation";
import { buildNetwork } from "../engine/semantics";
import type { LocalNetwork } from "./local-analysis";
import { Failure } from "./ports/failure";

/** An option as programs read it: `verified` is there only for one that is. */
export interface LocalFix extends FixOption {
  readonly verified:
    | (Pick<FixTrial, "fixes" | "lost" | "opened" | "closed" | "undecided"> & { readonly runId: null })
    | null;
  /** What came of trying it, whichever way. */
  readonly trial: FixTrial;
}

/** The answer of `umbra fix`. */
export interface LocalFixes {
  readonly alert: Pick<Alert, "fingerprint" | "kind" | "severity" | "title" | "subject">;
  /** In the order in which they are proposed. */
  readonly options: readonly LocalFix[];
}

/**
 * Proposes changes that cure one alert and tries each on a copy. `alert`: its fingerprint, or the first characters
 * of it. Fails BAD_INPUT when no alert or several begin so.
 */
export function fixLocal(
  local: LocalNetwork,
  alertPrefix: string,
  onProgress: (text: string) => void,
): LocalFixes {
  const { configuration, intents, declared } = local;
  const analysis = analyze(configuration, { declared });
  const alert = findAlert(analysis.alerts, alertPrefix);
  const network = buildNetwork(configuration);
  const proposed = proposeFixes(network, intents, alert);
  const options = proposed.map((option, position): LocalFix => {
    onProgress(`trying ${position + 1} of ${proposed.length}: ${option.title}`);
    const trial = verifyFix({ network, intents, analysis }, alert, option.operations, { declared });
    const { fixes, lost, opened, closed, undecided } = trial;
    return {
      ...option,
      verified: trial.verdict === "verified" ? { fixes, lost, opened, closed, undecided, runId: null } : null,
      trial,
    };
  });
  const { fingerprint, kind, severity, title, subject } = alert;
  return { alert: { fingerprint, kind, severity, title, subject }, options };
}

function findAlert(alerts: readonly Alert[], prefix: string): Alert {
  const found = alerts.filter(({ fingerprint }) => fingerprint.startsWith(prefix));
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const listed = (only ? found : alerts)
    .slice(0, 20)
    .map(({ fingerprint, title }) => `${fingerprint} ${title}`);
  throw new Failure(
    "BAD_INPUT",
    `--alert ${prefix}: ${only ? "several alerts begin so" : "no alert has this fingerprint"}: ${listed.join("; ") || "there are no alerts"}`,
  );
}
