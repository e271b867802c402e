/**
 * Hides the provider's rules: what one concrete flow does on one network. The reference interpreter and the
 * judge of every witness; written for being right and readable, not for speed.
 */

export { type TargetGroup, targetGroupOf } from "./balancer-group";
export type { BalancerFigures } from "./balancer-members";
export { traceWithBlockers } from "./blockers/trace-with-blockers";
export type { Failure, Horizon, View } from "./failure";
export { type FlowTree, flowTree, type Way, type WayStep } from "./flow-tree";
export { buildNetwork, withFailures } from "./horizon-network";
export { tunnelsOf } from "./hybrid-state";
export { type Likeness, likenessOf } from "./likeness";
export type { Network, NetworkOptions } from "./network";
export type {
  Assumption,
  Blocker,
  Branch,
  BranchEnd,
  End,
  Hop,
  HopPacket,
  Phase,
  Question,
  Reason,
  Trace,
  VerdictKind,
} from "./question";
export { redundancyOf, type TunnelFigures } from "./redundancy";
export { membersOfRegion, regionsOf } from "./region";
export { aclDefaultLabel, aclEntryLabel, groupRefusalLabel, groupRuleLabel, routeLabel } from "./rule-labels";
export { isAttachmentUp, type TargetState, targetState } from "./target-state";
export { judgeFlow, traceEstablishedFlow, traceFlow } from "./trace";
