import type { NetworkChange } from "../../../testing/network-builder-change";
import { parseGroupRule, parseRoute } from "../../../testing/network-builder-text";
import type { Change, RouteTarget } from "../../configuration";
import type { PlanStep } from "./plan.schema";

const inGroup = { securityGroupId: "sg-web", direction: "ingress" } as const;
/** As the tests of rules write it, with a description after ` # `. */
const rule = (text: string) => {
  const [plain = "", description] = text.split(" # ");
  return { ...parseGroupRule(plain), ...(description === undefined ? {} : { description }) };
};
export const remove = (text: string): Change => ({ kind: "remove-group-rule", ...inGroup, rule: rule(text) });
export const add = (text: string): Change => ({ kind: "add-group-rule", ...inGroup, rule: rule(text) });
export const replace = (text: string, ...by: readonly string[]): Change => ({
  kind: "replace-group-rule",
  ...inGroup,
  rule: rule(text),
  by: by.map(rule),
});
const nat = (id: string): RouteTarget => ({ kind: "natGateway", id });
const destination = parseRoute("0.0.0.0/0 -> x").destination;
export const retarget = (from: string, to: string): Change => ({
  kind: "retarget-route",
  routeTableId: "rt-prv-b",
  destination,
  from: nat(from),
  to: nat(to),
});
const enlarge: Change = {
  kind: "set-desired-capacity",
  autoScalingGroupId: "asg",
  from: 2,
  to: 3,
  members: [
    {
      id: "new-app",
      name: "new-app",
      copyOf: "app-a",
      subnetId: "prv-a",
      networkInterfaceId: "new-eni",
      privateAddress: "10.0.10.77",
    },
  ],
};
const scaling: NetworkChange = {
  scalingGroups: { asg: { subnets: ["prv-a", "prv-b"], desired: 2, most: 3, vms: ["app-a", "app-b"] } },
};
export const resize: Change = {
  kind: "resize-instance",
  instanceId: "app-a",
  from: "m5.large",
  to: "m5.xlarge",
};
export const sized = (state: string): NetworkChange => ({ vms: { "app-a": { type: "m5.large", state } } });

/** What a step does, in one line. */
export function line(step: PlanStep): string {
  switch (step.kind) {
    case "authorize-group-rule":
    case "revoke-group-rule": {
      const { protocol, fromPort, peer } = step.rule;
      const who =
        peer.kind === "prefix" ? peer.prefix : peer.kind === "securityGroup" ? peer.securityGroupId : "";
      return `${step.kind} ${step.securityGroupId} ${protocol} ${fromPort} ${who}`;
    }
    case "replace-route":
      return `${step.kind} ${step.routeTableId} ${"id" in step.from && step.from.id} ${"id" in step.to && step.to.id}`;
    case "create-route":
    case "delete-route":
      return `${step.kind} ${step.routeTableId} ${"id" in step.target && step.target.id}`;
    case "set-instance-type":
      return `${step.kind} ${step.instanceId} ${step.from} ${step.to}`;
    case "set-desired-capacity":
      return `${step.kind} ${step.autoScalingGroupName} ${step.from} ${step.to}`;
    case "webhook":
      return `${step.kind} ${step.name} ${step.changes.length}`;
  }
}

export const addRoute: Change = {
  kind: "add-route",
  routeTableId: "rt-prv-b",
  destination: parseRoute("10.9.0.0/16 -> x").destination,
  target: nat("nat-b"),
};

export const STEPS: readonly (readonly [
  string,
  NetworkChange,
  readonly Change[],
  readonly string[],
  readonly string[],
])[] = [
  [
    "a rule that is removed is revoked, and let in again",
    {},
    [remove("tcp 80 from 0.0.0.0/0")],
    ["revoke-group-rule sg-web 6 80 0.0.0.0/0"],
    ["authorize-group-rule sg-web 6 80 0.0.0.0/0"],
  ],
  [
    "a rule that is added is authorized, and revoked again",
    {},
    [add("tcp 22 from 10.0.0.0/16")],
    ["authorize-group-rule sg-web 6 22 10.0.0.0/16"],
    ["revoke-group-rule sg-web 6 22 10.0.0.0/16"],
  ],
  [
    "a rule that is narrowed: the narrow ones are there before the wide one goes, both ways",
    {},
    [replace("tcp 80 from 0.0.0.0/0", "tcp 80 from 10.0.0.0/16", "tcp 80 from sg-app")],
    [
      "authorize-group-rule sg-web 6 80 10.0.0.0/16",
      "authorize-group-rule sg-web 6 80 sg-app",
      "revoke-group-rule sg-web 6 80 0.0.0.0/0",
    ],
    [
      "authorize-group-rule sg-web 6 80 0.0.0.0/0",
      "revoke-group-rule sg-web 6 80 sg-app",
      "revoke-group-rule sg-web 6 80 10.0.0.0/16",
    ],
  ],
  [
    "what lets in comes first, whatever the order of the changes",
    {},
    [remove("tcp 80 from 0.0.0.0/0"), add("tcp 80 from 10.0.0.0/16")],
    ["authorize-group-rule sg-web 6 80 10.0.0.0/16", "revoke-group-rule sg-web 6 80 0.0.0.0/0"],
    ["authorize-group-rule sg-web 6 80 0.0.0.0/0", "revoke-group-rule sg-web 6 80 10.0.0.0/16"],
  ],
  [
    "a route is pointed elsewhere, and back",
    {},
    [retarget("nat-b", "nat-a")],
    ["replace-route rt-prv-b nat-b nat-a"],
    ["replace-route rt-prv-b nat-a nat-b"],
  ],
  [
    "a route that is added is created, and deleted again",
    {},
    [addRoute],
    ["create-route rt-prv-b nat-b"],
    ["delete-route rt-prv-b nat-b"],
  ],
  [
    "a stopped instance gets another type, and its own again",
    sized("stopped"),
    [resize],
    ["set-instance-type app-a m5.large m5.xlarge"],
    ["set-instance-type app-a m5.xlarge m5.large"],
  ],
  [
    "a scaling group is told another size, and its own again",
    scaling,
    [enlarge],
    ["set-desired-capacity asg 2 3"],
    ["set-desired-capacity asg 3 2"],
  ],
];
