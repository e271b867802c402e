/** Hides what may cure a finding, and when a cure is called verified. */
export type { FixAction, FixOption } from "./fix-option.schema";
export { proposeFixes } from "./propose/propose-fixes";
export type { FixTrial, FlowChangeJson, RequiredFlowChange, TrialReason } from "./verify/fix-trial.schema";
export { type FixBase, type VerifyOptions, verifyFix } from "./verify/verify-fix";
