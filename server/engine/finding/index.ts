/** Hides what makes a fact about a network a finding: its identity, how bad it is, and what was checked. */
export type { Check, FindingFamily } from "./check";
export { type FindingIdentity, fingerprint } from "./fingerprint";
export { type FindingSeverity, type Rating, severityOf } from "./severity";
