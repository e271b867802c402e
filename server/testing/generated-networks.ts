import * as fc from "fast-check";
import type { Failure, Question } from "../engine/semantics";
import {
  balancedAclEntry,
  balancedFailure,
  balancedGroupRule,
  balancedNetworkArbitrary,
  balancedQuestionArbitrary,
  balancedRouteTargetFailure,
} from "./balanced-network-arbitrary";
import {
  hybridAclEntry,
  hybridFailure,
  hybridGroupRule,
  hybridNetworkArbitrary,
  hybridQuestionArbitrary,
  hybridRouteTargetFailure,
} from "./hybrid-network-arbitrary";
import {
  aclEntryArbitrary,
  anyFailure,
  groupRuleArbitrary,
  networkArbitrary,
  questionArbitrary,
  routeTargetFailure,
} from "./network-arbitrary";
import { and, type NetworkChange } from "./network-builder-change";
import type { NetworkSpec } from "./network-builder-spec";
import { screenedNetworkArbitrary, screenedQuestionArbitrary } from "./screened-network-arbitrary";

/** Networks of one sort, with what may be asked of them, changed in them and supposed of them. */
export interface Generated {
  readonly name: string;
  readonly networks: () => fc.Arbitrary<NetworkSpec>;
  readonly questions: (mode: fc.Arbitrary<Question["mode"]>) => fc.Arbitrary<Question>;
  /** Any failure that leaves the configuration as it is. */
  readonly failures: fc.Arbitrary<Failure>;
  /** Failures of what static routes alone point at. */
  readonly routeTargetFailures: fc.Arbitrary<Failure>;
  /** Whether those failures leave the question's packets the way by which they come in. */
  readonly comesInAsBefore: (question: Question) => boolean;
  /** One more rule in a security group, or one more allow entry in an ACL. */
  readonly allowances: fc.Arbitrary<NetworkChange>;
  /** Security groups that may close. */
  readonly groups: readonly string[];
  /** The same network, but no health check chooses who gets the traffic. */
  readonly unchecked: (spec: NetworkSpec) => NetworkSpec;
}

const most = {
  failures: anyFailure,
  routeTargetFailures: routeTargetFailure,
  comesInAsBefore: () => true,
  allowances: fc.oneof(
    fc
      .tuple(fc.constantFrom("sg-1", "sg-2", "sg-3"), groupRuleArbitrary("from"))
      .map(([group, rule]): NetworkChange => ({ groups: { [group]: { in: and(rule) } } })),
    groupRuleArbitrary("to").map((rule): NetworkChange => ({ groups: { "sg-1": { out: and(rule) } } })),
    fc
      .tuple(fc.constantFrom("in", "out"), aclEntryArbitrary(80, "allow"))
      .map(([direction, entry]): NetworkChange => ({ acls: { "acl-a1": { [direction]: and(entry) } } })),
  ),
  groups: ["sg-1", "sg-2", "sg-3"],
  unchecked: (spec: NetworkSpec) => spec,
};

/** Where the laws are tried. */
export const GENERATED: readonly Generated[] = [
  {
    name: "networks in which most things happen",
    networks: networkArbitrary,
    questions: questionArbitrary,
    ...most,
  },
  {
    name: "networks with appliances and endpoints",
    networks: screenedNetworkArbitrary,
    questions: screenedQuestionArbitrary,
    ...most,
  },
  {
    name: "networks with load balancers",
    networks: balancedNetworkArbitrary,
    questions: balancedQuestionArbitrary,
    failures: balancedFailure,
    routeTargetFailures: balancedRouteTargetFailure,
    comesInAsBefore: () => true,
    allowances: fc.oneof(
      fc
        .tuple(fc.constantFrom("sg-lb", "sg-t"), balancedGroupRule("from"))
        .map(([group, rule]): NetworkChange => ({ groups: { [group]: { in: and(rule) } } })),
      balancedGroupRule("to").map((rule): NetworkChange => ({ groups: { "sg-lb": { out: and(rule) } } })),
      fc
        .tuple(fc.constantFrom("in", "out"), balancedAclEntry(80))
        .map(([direction, entry]): NetworkChange => ({ acls: { "acl-a1": { [direction]: and(entry) } } })),
    ),
    groups: ["sg-lb", "sg-t", "sg-c"],
    unchecked: withoutHealthChecks,
  },
  {
    name: "networks with places outside the provider",
    networks: hybridNetworkArbitrary,
    questions: hybridQuestionArbitrary,
    failures: hybridFailure,
    routeTargetFailures: hybridRouteTargetFailure,
    comesInAsBefore: ({ from }) => from.kind === "instance",
    allowances: fc.oneof(
      hybridGroupRule("from").map((rule): NetworkChange => ({ groups: { "sg-a": { in: and(rule) } } })),
      hybridGroupRule("to").map((rule): NetworkChange => ({ groups: { "sg-b": { out: and(rule) } } })),
      fc
        .tuple(fc.constantFrom("in", "out"), hybridAclEntry(80))
        .map(([direction, entry]): NetworkChange => ({ acls: { "acl-a1": { [direction]: and(entry) } } })),
    ),
    groups: ["sg-a", "sg-b"],
    unchecked: (spec) => spec,
  },
];

/** A classic load balancer cannot do without health checks, so it is one of the first with a group of its own. */
function withoutHealthChecks(spec: NetworkSpec): NetworkSpec {
  const targetGroups = Object.fromEntries(
    Object.entries(spec.targetGroups).map(([id, group]) => [id, { ...group, isChecked: false }]),
  );
  const balancers = Object.fromEntries(
    Object.entries(spec.balancers).filter(([, { type }]) => type !== "classic"),
  );
  return { ...spec, targetGroups, balancers };
}
