import { type Alert, type AlertAttack, analyze } from "../engine/alert";
import { type FixOption, type FixTrial, tryFixes } from "../engine/remediation";
import { buildNetwork } from "../engine/semantics";
import type { LocalNetwork, LocalPorts } from "./local-analysis";
import { type SuiteAsk, suiteTerms } from "./local-demands";
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
  readonly alert: Pick<Alert, "fingerprint" | "kind" | "severity" | "title" | "subject"> & {
    /** The attack that it tells of; null where it tells of none. */
    readonly attack: AlertAttack | null;
  };
  /** In the order in which they are proposed. */
  readonly options: readonly LocalFix[];
}

/** An alert by its fingerprint, or the first characters of it. */
export interface LocalFixAsk extends SuiteAsk {
  readonly alert: string;
}

/**
 * Proposes changes that cure one alert and tries each on a copy. Fails BAD_INPUT when no alert or several begin so, and
 * with file and place.
 */
export async function fixLocal(
  ports: LocalPorts,
  local: LocalNetwork,
  ask: LocalFixAsk,
  onProgress: (text: string) => void,
): Promise<LocalFixes> {
  const { configuration, ...terms } = await suiteTerms(ports, local, ask);
  const { intents } = local;
  const analysis = analyze(configuration, terms);
  const alert = findAlert(analysis.alerts, ask.alert);
  const base = { network: buildNetwork(configuration), intents, analysis };
  const { fingerprint, kind, severity, title, subject, evidence } = alert;
  const result = tryFixes(
    base,
    { fingerprint },
    {
      ...terms,
      onProgress: (done, total) => {
        if (done === total || done % 50 === 0) onProgress(`${done} of ${total} failures tried again`);
      },
    },
  );
  const options = result.options.map((option): LocalFix => {
    const { fixes, lost, opened, closed, undecided, verdict } = option.trial;
    return {
      ...option,
      verified: verdict === "verified" ? { fixes, lost, opened, closed, undecided, runId: null } : null,
    };
  });
  return { alert: { fingerprint, kind, severity, title, subject, attack: evidence.attack ?? null }, options };
}

/** Of the alerts that may be meant. */
const MOST_LISTED = 10;
/** Of a fingerprint: enough to tell alerts apart, and any beginning is understood. */
const SHOWN_LENGTH = 12;

function findAlert(alerts: readonly Alert[], prefix: string): Alert {
  const found = alerts.filter(({ fingerprint }) => fingerprint.startsWith(prefix));
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const meant = only ? found : alerts;
  const listed = meant
    .slice(0, MOST_LISTED)
    .map(({ fingerprint, title }) => `\n  ${fingerprint.slice(0, SHOWN_LENGTH)} ${title}`);
  if (meant.length > MOST_LISTED)
    listed.push(`\n  and ${meant.length - MOST_LISTED} more: \`umbra analyze\` lists them`);
  throw new Failure(
    "BAD_INPUT",
    `--alert ${prefix}: ${only ? "several alerts begin so" : "no alert has this fingerprint"}:${listed.join("") || " there are no alerts"}`,
  );
}
