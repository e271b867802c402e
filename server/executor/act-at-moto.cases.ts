import { type AutoScalingClient, SetDesiredCapacityCommand } from "@aws-sdk/client-auto-scaling";
import { type EC2Client, ModifyInstanceAttributeCommand, ReplaceRouteCommand } from "@aws-sdk/client-ec2";
import type { Subject } from "../application/ports/cloud-hand";
import type { Resource } from "../engine/configuration";
import type { PlanStep } from "../engine/remediation/plan/plan.schema";
import { MOTO_ACCOUNT_ID, openToWorld, type Shop } from "../testing/moto-network";

export const place = { accountId: MOTO_ACCOUNT_ID, region: "us-east-1" };
export const FLEET = "fleet";
const world = {
  protocol: 6,
  fromPort: 5432,
  toPort: 5432,
  peer: { kind: "prefix" as const, prefix: "0.0.0.0/0" },
};
const office = { ...world, peer: { kind: "prefix" as const, prefix: "198.51.100.0/24" } };

/** The account as a case meets it. */
export interface Account {
  readonly ec2: EC2Client;
  readonly scaling: AutoScalingClient;
  readonly shop: Shop;
  readonly fleetId: string;
  readonly privateTableId: string;
  readonly publicTableId: string;
}

export interface Case {
  readonly name: string;
  readonly steps: (account: Account) => readonly PlanStep[];
  readonly subject: (account: Account) => Subject;
  /** The resource as the steps leave it. */
  readonly after: (resource: Resource, account: Account) => Resource;
  /** Somebody changes it by hand. */
  readonly disturb: (account: Account) => Promise<unknown>;
  /** The inverse, and the calls that the steps take. */
  readonly undo: (account: Account) => readonly PlanStep[];
  readonly calls: readonly string[];
}

const databaseGroup = ({ shop }: Account): Subject => ({
  kind: "securityGroup",
  id: shop.databaseGroupId,
  place,
});
const groupStep = (
  kind: "revoke-group-rule" | "authorize-group-rule",
  { shop }: Account,
  rule = world,
): PlanStep => ({
  kind,
  place,
  securityGroupId: shop.databaseGroupId,
  direction: "ingress",
  rule,
});
const openMore = ({ ec2, shop }: Account) => openToWorld(ec2, shop.databaseGroupId, 6379);

const privateTable = ({ privateTableId }: Account): Subject => ({
  kind: "routeTable",
  id: privateTableId,
  place,
});
const everywhere = { prefix: "0.0.0.0/0" };
const partner = { prefix: "192.0.2.0/24" };
const nat = ({ shop }: Account) => ({ kind: "natGateway" as const, id: shop.natGatewayId });
const internet = ({ shop }: Account) => ({ kind: "internetGateway" as const, id: shop.internetGatewayId });
const routed = (
  resource: Resource,
  prefix: string,
  target: ReturnType<typeof nat> | ReturnType<typeof internet>,
) =>
  resource.kind === "routeTable"
    ? {
        ...resource,
        routes: [
          ...resource.routes.filter(
            ({ destination }) => !("prefix" in destination && destination.prefix === prefix),
          ),
          { destination: { prefix }, target, origin: "CreateRoute", state: "active" },
        ],
      }
    : resource;
const turnAway = ({ ec2, privateTableId, shop }: Account) =>
  ec2.send(
    new ReplaceRouteCommand({
      RouteTableId: privateTableId,
      DestinationCidrBlock: "0.0.0.0/0",
      GatewayId: shop.internetGatewayId,
    }),
  );

const sized = (from: number, to: number, { fleetId }: Account): PlanStep => ({
  kind: "set-desired-capacity",
  place,
  autoScalingGroupId: fleetId,
  autoScalingGroupName: FLEET,
  from,
  to,
  members: [],
});
const typed = (from: string, to: string, { shop }: Account): PlanStep => ({
  kind: "set-instance-type",
  place,
  instanceId: shop.webId,
  from,
  to,
});

export const cases: readonly Case[] = [
  {
    name: "revoke a rule",
    steps: (account) => [groupStep("revoke-group-rule", account)],
    undo: (account) => [groupStep("authorize-group-rule", account)],
    subject: databaseGroup,
    after: (resource) =>
      resource.kind === "securityGroup"
        ? { ...resource, ingress: resource.ingress.filter(({ peer }) => peer.kind !== "prefix") }
        : resource,
    disturb: openMore,
    calls: ["RevokeSecurityGroupIngress"],
  },
  {
    name: "narrow a rule: first the narrow one, then away with the wide one",
    steps: (account) => [
      groupStep("authorize-group-rule", account, office),
      groupStep("revoke-group-rule", account),
    ],
    undo: (account) => [
      groupStep("authorize-group-rule", account),
      groupStep("revoke-group-rule", account, office),
    ],
    subject: databaseGroup,
    after: (resource) =>
      resource.kind === "securityGroup"
        ? { ...resource, ingress: [...resource.ingress.filter(({ peer }) => peer.kind !== "prefix"), office] }
        : resource,
    disturb: openMore,
    calls: ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
  },
  {
    name: "add a route",
    steps: (account) => [
      {
        kind: "create-route",
        place,
        routeTableId: account.privateTableId,
        destination: partner,
        target: nat(account),
      },
    ],
    undo: (account) => [
      {
        kind: "delete-route",
        place,
        routeTableId: account.privateTableId,
        destination: partner,
        target: nat(account),
      },
    ],
    subject: privateTable,
    after: (resource, account) => routed(resource, partner.prefix, nat(account)),
    disturb: turnAway,
    calls: ["CreateRoute"],
  },
  {
    name: "turn a route",
    steps: (account) => [
      {
        kind: "replace-route",
        place,
        routeTableId: account.publicTableId,
        destination: everywhere,
        from: internet(account),
        to: nat(account),
      },
    ],
    undo: (account) => [
      {
        kind: "replace-route",
        place,
        routeTableId: account.publicTableId,
        destination: everywhere,
        from: nat(account),
        to: internet(account),
      },
    ],
    subject: ({ publicTableId }) => ({ kind: "routeTable", id: publicTableId, place }),
    after: (resource, account) => routed(resource, everywhere.prefix, nat(account)),
    disturb: ({ ec2, publicTableId, shop }) =>
      ec2.send(
        new ReplaceRouteCommand({
          RouteTableId: publicTableId,
          DestinationCidrBlock: "0.0.0.0/0",
          InstanceId: shop.webId,
        }),
      ),
    calls: ["ReplaceRoute"],
  },
  {
    name: "make a scaling group larger",
    steps: (account) => [sized(1, 3, account)],
    undo: (account) => [sized(3, 1, account)],
    subject: ({ fleetId }) => ({ kind: "autoScalingGroup", id: fleetId, place }),
    after: (resource) =>
      resource.kind === "autoScalingGroup" ? { ...resource, desiredCapacity: 3 } : resource,
    disturb: ({ scaling }) =>
      scaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: FLEET, DesiredCapacity: 2 })),
    calls: ["SetDesiredCapacity"],
  },
  {
    name: "change the type of a stopped instance",
    steps: (account) => [typed("t3.micro", "m5.large", account)],
    undo: (account) => [typed("m5.large", "t3.micro", account)],
    subject: ({ shop }) => ({ kind: "instance", id: shop.webId, place }),
    after: (resource) =>
      resource.kind === "instance" ? { ...resource, instanceType: "m5.large" } : resource,
    disturb: ({ ec2, shop }) =>
      ec2.send(
        new ModifyInstanceAttributeCommand({ InstanceId: shop.webId, InstanceType: { Value: "c5.large" } }),
      ),
    calls: ["ModifyInstanceAttribute"],
  },
];
