import { PLAN_QUESTIONS } from "./plan-answers";
import type { SnapshotQuestion } from "./question-pool";

/** Questions whose answers depend on what owners decided about required flows. */
export const DEPENDS_ON_DECISIONS: Readonly<Record<SnapshotQuestion, boolean>> = {
  analyze: true,
  whatIf: true,
  changeWhatIf: true,
  fix: true,
  plan: true,
  verifyPlan: true,
  verifyInverse: true,
  verifyAfter: true,
  ruleMoment: true,
  fittingRules: false,
  resource: true,
  intents: true,
  applications: true,
  cutStep: true,
  load: true,
  checkDemands: false,
  breach: false,
  breachUnderFailures: false,
  chokeStep: false,
  bestPatches: false,
  trace: false,
  decide: false,
  checkDeclaration: false,
  text: false,
  view: false,
  exposure: false,
  search: false,
  alertQuestions: false,
  alertRecords: false,
  list: false,
  exportList: false,
  locate: false,
  fidelity: false,
  peers: false,
  findings: false,
  reportPlace: false,
  neighbours: false,
  networks: false,
};

/** Questions whose answers depend on what scanners found. */
export const DEPENDS_ON_FINDINGS: ReadonlySet<SnapshotQuestion> = new Set<SnapshotQuestion>([
  "analyze",
  "changeWhatIf",
  "fix",
  ...PLAN_QUESTIONS,
  "ruleMoment",
  "findings",
  "breach",
  "breachUnderFailures",
  "chokeStep",
  "bestPatches",
]);

/** Questions whose answers depend on the day of the snapshot: declared growth counts from it. */
export const DEPENDS_ON_DAY: ReadonlySet<SnapshotQuestion> = new Set<SnapshotQuestion>([
  "analyze",
  "fix",
  ...PLAN_QUESTIONS,
  "ruleMoment",
  "load",
]);
