/** Hides what may cure a finding, and when a cure is called verified. */
export type { DryRunFiring, DryRunRequest, DryRunResult } from "./dry-run.schema";
export type { FixAction, FixOption } from "./fix-option.schema";
export type { FixRequest, FixResult, TriedOption } from "./fix-result.schema";
export { isCurable, proposeFixes } from "./propose/propose-fixes";
export { type Recommendation, withOptions, withTrials } from "./recommend";
export type { RemediationRule } from "./rule.schema";
export { type Firing, firingsOf, type Moment } from "./rules/firings";
export { matchesRule } from "./rules/matches-rule";
export { prefilledRule } from "./rules/prefilled-rule";
export { changeTexts } from "./text/change-text";
export { shellWord } from "./text/quote";
export type { FixTrial } from "./verify/fix-trial.schema";
export { tryFixes } from "./verify/try-fixes";
export type { FixBase } from "./verify/verify-fix";
