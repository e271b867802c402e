/** Hides when people are disturbed: what is worth an alert, how findings are grouped, how an alert lives on. */
export type {
  Alert,
  AlertState,
  Severity,
} from "./alert.schema";
export { type Analysis, type AnalysisCounts, type AnalyzeOptions, analyze } from "./analyze";
export {
  type AlertFate,
  type DecidedCheck,
  type ExistingAlert,
  type ReconciledAnalysis,
  reconcileAlerts,
} from "./reconcile";
