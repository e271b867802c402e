/** Hides how required flows are found: what must keep working, and who said so. */
export { applicationOf } from "./applications";
export { applyDecisions, type DecidedIntents, type RequiredFlows } from "./decide-intents";
export { type Decision, type FlowDecision, type FlowEdit, subjectOf } from "./decision.schema";
export {
  type FactAppliance,
  type FactDataStore,
  type FactSite,
  type Facts,
  factsSchema,
} from "./facts.schema";
export { type InferredIntents, inferIntents } from "./infer-intents";
export type {
  Application,
  Intent,
  IntentEnd,
} from "./intent.schema";
export { intentId } from "./intent-id";
export { type PublicPart, publicPart } from "./public-space";
export { flowText } from "./rule-ports";
export { elementOf, type Member, type Tier, tiersOf } from "./tiers";
export { type WinningRoute, winningRoutes } from "./winning-route";
export { type ZonalDependence, type ZonalDependences, zonalDependences } from "./zonal-dependence";
