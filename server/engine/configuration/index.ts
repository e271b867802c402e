/** Hides what a customer's network consists of: the kinds of resources, how they refer to each other, their identity. */
export { applyChanges, type ChangeResult } from "./apply-changes";
export { attributeLabel, attributeText } from "./attribute-text";
export type { FactCredential, FactEntryPoint, FactRole, FactVulnerability } from "./breach-facts.schema";
export type { Change, ChangeOf } from "./change.schema";
export {
  type Configuration,
  type Coverage,
  type CoverageStatus,
  configurationSchema,
  coverageSchema,
  type Diagnostic,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
  type ResourceOf,
  type Resources,
  resourceSchemas,
} from "./configuration.schema";
export {
  type ConfigurationIndex,
  indexConfiguration,
  reindexTables,
  TABLE_KINDS,
} from "./configuration-index";
export { canonicalJson, contentHash, exportConfiguration } from "./content-hash";
export { joinDeclaredFacts } from "./declared-facts";
export type {
  Criticality,
  DeclaredFacts,
  FactApplication,
  FactDemand,
  FactException,
  FactFlow,
} from "./declared-facts.schema";
export { declaredFactsSchema, factDemandSchema } from "./declared-facts.schema";
export { fieldChangeText, summarizeDiff } from "./diff/change-text";
export type {
  ChangeSummary,
  ConfigurationDiff,
  CoverageChange,
  FieldChange,
  FieldChangeKind,
  ResourceChange,
} from "./diff/configuration-diff.schema";
export { diffConfigurations } from "./diff/diff-configurations";
export { doubtText, isDoubtful } from "./doubtful";
export { configurationFrom, emptyConfiguration } from "./empty-configuration";
export { checkIntegrity } from "./integrity";
export {
  type Balancer,
  type BalancerBook,
  type BalancerNode,
  balancersOf,
  isBalancerInterface,
} from "./load-balancers";
export { namedId } from "./named-id";
export type { NetworkAclEntry, Route, RouteTarget, SecurityGroupRule } from "./network.schema";
export { overlayIndex } from "./overlay-index";
export { type Part, partsOf, partWith } from "./parts";
export type { Element } from "./resource.schema";
export { aclEntryText, groupRuleText, type NameOf, type RuleDirection, routeText } from "./rule-text";
export { scalingGroupOf, stayingMembers } from "./scaling-groups";
