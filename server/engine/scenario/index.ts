/** Hides how a supposed event is tried: which questions are asked of the interpreter, and what their answers add up to. */

export {
  type BreachGround,
  type BreachQuestion,
  breachGround,
  breachRequest,
  ownedPrefixes,
  requestOn,
} from "./breach/breach-of";
export {
  type BreachResult,
  breachResult,
  type Compromised,
  chokeTargets,
  type FindingStanding,
  type StoreAtRisk,
  type TracedBreach,
  tracedBreach,
} from "./breach/breach-result";
export { FALLEN_WORDS } from "./breach/breach-result.schema";
export type { AttackStep } from "./breach/chain";
export { chokePoints } from "./breach/choke/choke-points";
export type { ChokeProblem } from "./breach/choke/problem";
export type { Removable } from "./breach/choke/removable";
export { removableText } from "./breach/choke/removable-text";
export type { ChokePoints } from "./breach/choke/result";
export { singleChokes } from "./breach/choke/single-chokes";
export { type ChokeState, type ChokeStep, continueChoke, startChoke } from "./breach/choke/step";
export { dataWeight } from "./breach/data-weight";
export type { DeclaredBreach } from "./breach/declared-breach";
export { resolveStart } from "./breach/declared-starts";
export type { BreachFacts, Level, Start } from "./breach/facts";
export type { FailureChange } from "./breach/failures/change-under";
export type { Fallen } from "./breach/failures/standing";
export { type AttackUnderFailures, attackUnderFailures } from "./breach/failures/under-failures";
export { severityOfFinding } from "./breach/finding-severity";
export { type BestPatches, bestPatches, MAX_PATCHES, type PatchChoice } from "./breach/patches/best-patches";
export { withPlacedFindings } from "./breach/placed-weaknesses";
export { breachSentence } from "./breach/sentence";
export { supposeBugs } from "./breach/supposed-bugs";
export { attackFacts } from "./breach/understood-facts";
export type { FlowChangeJson, RequiredFlowChange } from "./change/change-flows.schema";
export { type ChangeWhatIf, changeWhatIf } from "./change/change-what-if";
export type { IntentChange } from "./change/compare-intents";
export type { FlowChange, ReachComparison } from "./change/flow-change";
export { flowJson, requiredFlowJson } from "./change/flow-json";
export { type CutProblem, cutProblem } from "./cuts/problem";
export { searchCuts } from "./cuts/search";
export { type CutState, type CutStep, continueCuts, startCuts } from "./cuts/step";
export { type ExposedRow, type Exposure, findExposure } from "./exposure/exposure";
export { analyzeLoad, type Binding, type DemandOutcome, type LoadResult, loadOn } from "./load/analyze-load";
export { ASSUMED_RATE_GBPS, assumedDemands } from "./load/assumed-demands";
export { loadBaseline } from "./load/baseline";
export { declaredDemands } from "./load/declared-demands";
export type { Demand } from "./load/demand";
export { namesOfEnds, textOfEnds } from "./load/demand-names";
export {
  type CarriedLoad,
  carriedLoad,
  type ElementLoad,
  elementLoads,
  type Forecast,
} from "./load/element-loads";
export { typesWithRoom } from "./load/instance-limits";
export { type LoadCurve, loadCurves } from "./load/load-curves";
export type { Dimension } from "./load/point";
export {
  type FailureOverload,
  type LoadBaseline,
  type SingleFailureLoad,
  singleFailureLoad,
} from "./load/single-failure-load";
export {
  type StatedDemand,
  type SuiteDemands,
  suiteDemands,
  type UnresolvedDemand,
} from "./load/suite-demands";
export { DEFAULT_THRESHOLD_RATIO, type Usage } from "./load/usage";
export { type OutageBaseline, outageBaseline } from "./outage/baseline";
export { type BrokenIntent, brokenNow } from "./outage/broken-now";
export { downElements, failingElement } from "./outage/contained";
export {
  type WhatIfRequest,
  whatIfRequestSchema,
} from "./outage/outage.schema";
export type {
  AffectedResource,
  FlowEvidence,
  IntentOutcome,
  ViewDifference,
  WhatIfResult,
} from "./outage/outcome";
export { consequence, failureName } from "./outage/sentence";
export { singleFailures, withdrawableOf } from "./outage/single-failures";
export { missedByStanding } from "./outage/standing";
export { type Trial, tryFailures } from "./outage/trial";
export { failureText, runWhatIf, whatIfInViews, whatIfResult } from "./outage/what-if";
export { type ReachOptions, type ReachRow, reachRelation } from "./reachability/relation";
export { type Declared, declaredFlows, type FactProblem } from "./reference/declared";
export { withDeclaredFacts } from "./reference/declared-facts";
export { declareResources } from "./reference/declared-resources";
export {
  type ResolvedFailures,
  resolveDetachment,
  resolveFailures,
  resolveWithdrawal,
} from "./reference/failure-reference";
export { type BadReference, type ResolvedReference, resolveReference } from "./reference/reference";
export { type DecidedFlows, requiredFlows } from "./reference/required-flows";
