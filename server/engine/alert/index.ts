/** Hides when people are disturbed: what is worth an alert, how findings are grouped, how an alert lives on. */
export {
  type Alert,
  type AlertState,
  alertSchema,
  alertStateSchema,
  type Severity,
  severitySchema,
} from "./alert.schema";
export { type Analysis, type AnalysisCounts, type AnalyzeOptions, analyze } from "./analyze";
export {
  type AlertFate,
  type DecidedCheck,
  type ExistingAlert,
  missedFate,
  type ReconciledAnalysis,
  reconcileAlerts,
} from "./reconcile";
