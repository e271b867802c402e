import { type Alert, type Analysis, analyze } from "../engine/alert";
import type { FactException } from "../engine/configuration";
import { buildNetwork } from "../engine/semantics";
import { questionsOf, recordsOf } from "./answers/alert-records";
import { askAll, CONFIRMED_ALERT_LIMIT, withRecords } from "./confirmations";
import type { LocalNetwork, LocalPorts } from "./local-analysis";
import { type SuiteAsk, suiteTerms } from "./local-demands";

/** An alert, and the exception by which its owner accepts it, if one is in force. */
export type LocalAlert = Alert & { readonly exception: FactException | null };

/** The whole suite, as the web application would raise its alerts. Fails BAD_INPUT with file and place. */
export async function analyzeLocal(
  ports: LocalPorts,
  local: LocalNetwork,
  ask: SuiteAsk,
  onProgress: (doneCount: number, totalCount: number) => void,
): Promise<Omit<Analysis, "alerts"> & { readonly alerts: readonly LocalAlert[] }> {
  const { configuration, ...terms } = await suiteTerms(ports, local, ask);
  const { exceptions } = local;
  const analysis = analyze(configuration, { ...terms, onProgress });
  const inForce = exceptions.filter(({ expires }) => expires >= ports.today());
  const exceptionOf = ({ fingerprint }: Alert) => inForce.find(({ alert }) => alert === fingerprint) ?? null;
  return {
    ...analysis,
    alerts: (await confirmLocal(ports, local, analysis.alerts)).map((alert) => ({
      ...alert,
      exception: exceptionOf(alert),
    })),
  };
}

/** The same records as the web application's, but for the time, so that the same input gives the same bytes. */
async function confirmLocal(ports: LocalPorts, local: LocalNetwork, all: readonly Alert[]) {
  const alerts = all.slice(0, CONFIRMED_ALERT_LIMIT);
  const network = buildNetwork(local.configuration);
  const answers = await askAll(ports.solver, questionsOf(local, alerts));
  const timeless = answers.map((answer) => ({ ...answer, elapsedMs: null }));
  return withRecords(all, recordsOf({ network: () => network }, alerts, timeless));
}
