import type { ConfigurationIndex } from "../configuration";
import type { Check } from "../finding";
import type { DecidedIntents, Decision } from "../intent";
import { DEFAULT_THRESHOLD_RATIO } from "../scenario";
import type { Network } from "../semantics";
import type { Alert } from "./alert.schema";
import { loadAlerts } from "./load-alerts";
import { loadChecks } from "./load-checks";
import { loadStanding } from "./load-standing";
import { overloadAlerts, withOverloads } from "./overload-alerts";
import { tellOverloads } from "./overloads";
import type { WeakElement } from "./single-failure-checks";

/** What the suite says of load. */
export interface LoadFindings {
  readonly alerts: readonly Alert[];
  readonly checks: readonly Check[];
  /** Alerts on what is lost, with what is overloaded then. */
  readonly withOverloads: (alerts: readonly Alert[]) => readonly Alert[];
}

/** Whether anybody stated any traffic. */
export function statesTraffic(
  { configuration }: ConfigurationIndex,
  decisions: readonly Decision[],
): boolean {
  return (
    (configuration.declared?.demands ?? []).length > 0 || decisions.some(({ kind }) => kind === "demand")
  );
}

/** Load checks and alerts of a network; none of either where nobody stated any traffic. */
export function loadFindings(
  network: Network,
  decided: DecidedIntents,
  weak: readonly WeakElement[],
  terms: {
    readonly decisions: readonly Decision[];
    readonly day?: string | undefined;
    readonly onProgress?: ((doneCount: number, totalCount: number) => void) | undefined;
  },
): LoadFindings {
  const { decisions, day, onProgress } = terms;
  const standing = loadStanding(network, decided, { decisions, day, onProgress });
  if (!standing) return { alerts: [], checks: [], withOverloads: (alerts) => alerts };
  const { stated, baseline, sweep } = standing;
  const { index } = network;
  const thresholdRatio = baseline?.thresholdRatio ?? DEFAULT_THRESHOLD_RATIO;
  const facts = { index, stated, thresholdRatio, day: standing.day };
  const told = tellOverloads(index, sweep?.overloads ?? [], weak);
  const criticalityOf = (name: string) => decided.declaredCriticality.get(name) ?? "normal";
  return {
    alerts: [...loadAlerts(standing, facts, criticalityOf), ...overloadAlerts(facts, told, criticalityOf)],
    checks: loadChecks(standing, told),
    withOverloads: (alerts) => withOverloads(alerts, facts, told),
  };
}
