/** Hides when people are disturbed: what is worth an alert, how findings are grouped, how an alert lives on. */

export { endText } from "./affected-flow";
export type {
  Alert,
  AlertState,
  Severity,
  SolverRecord,
} from "./alert.schema";
export { type Analysis, type AnalysisCounts, type AnalyzeOptions, analyze } from "./analyze";
export { anomalyAlerts, crowdFingerprint } from "./anomaly-alerts";
export { anomalyChecks, type DetectorOutcome } from "./anomaly-checks";
export type { AlertAttack, AlertAttackStep } from "./breach/attack.schema";
export { type AdmittingRule, admittingRules } from "./breach/attack-evidence";
export { DATA_AT_RISK, EXPLOITABLE_HOST } from "./breach/breach-kinds";
export { compareAttacks } from "./breach/compare-attacks";
export { REQUIRED_FLOW } from "./broken-flows";
export { ZONAL_DEPENDENCE } from "./dependence-alerts";
export { INTERNET_EXPOSURE, rulesBehindExposure } from "./exposure-alerts";
export { CAPACITY_DATE, OVER_CAPACITY, OVERLOAD_AFTER_FAILURE } from "./load-checks";
export {
  type AlertFate,
  type DecidedCheck,
  type ExistingAlert,
  type ReconciledAnalysis,
  reconcileAlerts,
} from "./reconcile";
export { SINGLE_POINT } from "./single-failure-checks";
export { alertQuestion, questionOf } from "./solver-question";
export { notAsked, solverRecord } from "./solver-record";
