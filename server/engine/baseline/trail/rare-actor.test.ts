import { describe, expect, it } from "vitest";
import { isoOf, millisecondsOf } from "../instant";
import { networkClassOf } from "./action-class";
import type { ChangeEvent } from "./change-event.schema";
import { rareActions } from "./rare-actor";

const START = millisecondsOf("2026-01-05T00:00:00Z");
const HOUR_MS = 3_600_000;

function event(hour: number, more: Partial<ChangeEvent> & { readonly who?: string } = {}): ChangeEvent {
  const { who = "deploy", ...fields } = more;
  return {
    id: `${hour} ${who}`,
    at: isoOf(START + hour * HOUR_MS),
    account: "1",
    region: "eu-central-1",
    actor: { id: `arn:aws:sts::1:assumed-role/${who}`, kind: "role", name: who },
    sourceNetwork: "203.0.113.0/24",
    action: "AuthorizeSecurityGroupIngress",
    service: "ec2",
    isWrite: true,
    isNetworkRelevant: true,
    resourceIds: ["sg-1"],
    ...fields,
  };
}
const ask = (events: readonly ChangeEvent[], judgedFrom = isoOf(START + 1_000 * HOUR_MS)) => ({
  events,
  judgedFrom,
  dangerousIds: new Set<string>(),
});
/** One change of security groups every 10 hours for 1,000 hours, and now and then a reader. */
const usual = [
  ...Array.from({ length: 100 }, (_, i) => event(i * 10)),
  ...Array.from({ length: 30 }, (_, i) =>
    event(i * 33 + 1, { who: "audit", action: "DescribeVpcs", isWrite: false, isNetworkRelevant: true }),
  ),
];

describe("what somebody does for the first time", () => {
  it("is told with how little it was to be expected, the least expected first", () => {
    const routes = event(1_001, { action: "CreateRoute", resourceIds: ["rtb-1"] });
    const stranger = event(1_002, { who: "stranger", action: "CreateRoute" });
    const found = rareActions(ask([...usual, routes, stranger]));
    expect(
      found.map(({ event: each, actionClass, isNewAction, isNewNetwork, ownCount, allCount }) => ({
        id: each.id,
        actionClass,
        isNewAction,
        isNewNetwork,
        ownCount,
        allCount,
      })),
    ).toEqual([
      {
        id: "1001 deploy",
        actionClass: "routes",
        isNewAction: true,
        isNewNetwork: false,
        ownCount: 100,
        allCount: 130,
      },
      {
        id: "1002 stranger",
        actionClass: "routes",
        isNewAction: true,
        isNewNetwork: false,
        ownCount: 0,
        allCount: 131,
      },
    ]);
    // Of deploy: 101 of 133 calls; of 101, one new class, which is one of 133.
    expect(found[0]?.score).toBeCloseTo(-Math.log((101 / 133) * ((1 / 101) * (1 / 133))), 9);
    // A stranger: one of 134 calls; routes were seen once: 2 of 135.
    expect(found[1]?.score).toBeCloseTo(-Math.log((1 / 134) * (2 / 135)), 9);
  });

  it.each([
    ["what it often did", event(1_001)],
    ["a call that reads", event(1_001, { who: "x", action: "DescribeVpcs", isWrite: false })],
    ["a call that was refused", event(1_001, { who: "x", errorCode: "UnauthorizedOperation" })],
    [
      "a call about nothing in the network",
      event(1_001, { who: "x", service: "s3", action: "PutObject", isNetworkRelevant: false }),
    ],
  ])("is not told of %s", (_, last) => {
    expect(rareActions(ask([...usual, last]))).toEqual([]);
  });

  it("is told of whatever was done to a resource that a dangerous change is about", () => {
    const last = event(1_001, {
      who: "x",
      service: "s3",
      action: "PutBucketPolicy",
      isNetworkRelevant: false,
      resourceIds: ["sg-9"],
    });
    const found = rareActions({ ...ask([...usual, last]), dangerousIds: new Set(["sg-9"]) });
    expect(found.map(({ actionClass }) => actionClass)).toEqual(["s3 PutBucketPolicy"]);
  });

  it("is a first time again in another region, and after 90 days", () => {
    expect(rareActions(ask([...usual, event(1_001, { region: "us-east-1" })]))).toHaveLength(1);
    expect(rareActions(ask([...usual, event(990 + 89 * 24)]))).toHaveLength(0);
    expect(rareActions(ask([...usual, event(991 + 90 * 24)]))).toHaveLength(1);
  });

  it("is not judged before judging begins", () => {
    expect(rareActions(ask([...usual, event(999, { who: "x" })]))).toEqual([]);
  });
});

describe("where somebody calls from for the first time", () => {
  const elsewhere = event(1_001, { sourceNetwork: "198.51.100.0/24" });

  it("is told of whoever was seen often and from few places", () => {
    expect(rareActions(ask([...usual, elsewhere]))).toEqual([
      expect.objectContaining({ isNewAction: false, isNewNetwork: true, actionClass: "security groups" }),
    ]);
  });

  it("is not told of whoever calls from new places all the time, or was hardly seen, or from a place unknown", () => {
    const moving = Array.from({ length: 100 }, (_, i) => event(i * 10, { sourceNetwork: `10.0.${i}.0/24` }));
    expect(rareActions(ask([...moving, elsewhere]))).toEqual([]);
    expect(rareActions(ask([...usual.slice(0, 5), elsewhere]))).toEqual([]);
    expect(rareActions(ask([...usual, { ...elsewhere, sourceNetwork: "unknown" }]))).toEqual([]);
  });
});

it("does not depend on the order that events come in", () => {
  const events = [...usual, event(1_001, { who: "a" }), event(1_002, { who: "b", action: "CreateVpc" })];
  expect(rareActions(ask(events.toReversed()))).toEqual(rareActions(ask(events)));
});

it.each([
  ["ec2", "AuthorizeSecurityGroupEgress", "security groups"],
  ["ec2", "ReplaceNetworkAclEntry", "network ACLs"],
  ["ec2", "CreateRoute", "routes"],
  ["ec2", "AssociateRouteTable", "routes"],
  ["ec2", "CreateTransitGatewayRoute", "gateways"],
  ["ec2", "AttachInternetGateway", "gateways"],
  ["ec2", "AcceptVpcPeeringConnection", "peerings and endpoints"],
  ["ec2", "DeleteFlowLogs", "traffic mirrors and flow logs"],
  ["ec2", "ModifySubnetAttribute", "VPCs and subnets"],
  ["ec2", "AssociateAddress", "interfaces and addresses"],
  ["ec2", "RunInstances", "instances"],
  ["ec2", "ModifyInstanceAttribute", "instances"],
  ["ec2", "CreateTags", undefined],
  ["ec2", "ModifyImageAttribute", undefined],
  ["ec2", "CreateSnapshot", undefined],
  ["elasticloadbalancing", "ModifyListener", "load balancers"],
  ["autoscaling", "SetDesiredCapacity", "scaling groups"],
  ["rds", "ModifyDBInstance", "databases"],
  ["rds", "AuthorizeDBSecurityGroupIngress", "databases"],
  ["rds", "DeleteDBInstanceAutomatedBackup", undefined],
  ["rds", "DeleteDBClusterSnapshot", undefined],
  ["rds", "AddRoleToDBInstance", undefined],
  ["s3", "PutBucketPolicy", undefined],
])("%s %s is about %s", (service, action, expected) => {
  expect(networkClassOf(service, action)).toBe(expected);
});
