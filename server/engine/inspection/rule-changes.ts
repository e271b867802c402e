import type {
  Change,
  ConfigurationIndex,
  ResourceOf,
  Route,
  RouteTarget,
  SecurityGroupRule,
} from "../configuration";
import type { RuleRow } from "./rule-list";

type WhatIf = NonNullable<RuleRow["whatIfs"]>[number];

/** Targets offered for one route; a VPC with more ways out is unheard of. */
const TARGET_LIMIT = 8;

/** "What if I remove this rule?", for a rule of a security group. */
export function ruleWhatIfs(
  group: ResourceOf<"securityGroup">,
  direction: "ingress" | "egress",
  rule: SecurityGroupRule,
): readonly WhatIf[] {
  return [
    {
      label: "What if I remove this rule?",
      changes: [{ kind: "remove-group-rule", securityGroupId: group.id, direction, rule }],
    },
  ];
}

/** "What if I remove this route?", and each other target that it could lead to. None for local and propagated ones. */
export function routeWhatIfs(
  index: ConfigurationIndex,
  table: ResourceOf<"routeTable">,
  { destination, target, origin }: Route,
): readonly WhatIf[] {
  if (target.kind === "local" || origin === "EnableVgwRoutePropagation") return [];
  const about = { routeTableId: table.id, destination };
  const elsewhere = possibleTargets(index, table.vpcId)
    .filter((each) => "id" in each && each.id !== target.id)
    .slice(0, TARGET_LIMIT);
  return [
    { label: "What if I remove this route?", changes: [{ kind: "remove-route", ...about, target }] },
    ...elsewhere.map((to): WhatIf => {
      const change: Change = { kind: "retarget-route", ...about, from: target, to };
      const id = "id" in to ? to.id : to.kind;
      return { label: `What if it leads to ${index.find(id)?.name ?? id}?`, changes: [change] };
    }),
  ];
}

/** Gateways of the VPC that work and whose rules are modeled. */
function possibleTargets(index: ConfigurationIndex, vpcId: string): readonly RouteTarget[] {
  const { natGateway, internetGateway, vpcPeeringConnection, transitGatewayAttachment } =
    index.configuration.resources;
  const attached = (gateway: ResourceOf<"internetGateway">) =>
    gateway.attachments.some((each) => each.vpcId === vpcId);
  const peers = ({ status, requester, accepter }: ResourceOf<"vpcPeeringConnection">) =>
    status === "active" && [requester.vpcId, accepter.vpcId].includes(vpcId);
  const transit = new Set(
    transitGatewayAttachment
      .filter((each) => each.resourceId === vpcId && each.state === "available")
      .map((each) => each.transitGatewayId),
  );
  return [
    ...natGateway
      .filter((nat) => nat.vpcId === vpcId && nat.state === "available")
      .map(({ id }) => ({ kind: "natGateway" as const, id })),
    ...internetGateway.filter(attached).map(({ id }) => ({ kind: "internetGateway" as const, id })),
    ...vpcPeeringConnection.filter(peers).map(({ id }) => ({ kind: "vpcPeeringConnection" as const, id })),
    ...[...transit].map((id) => ({ kind: "transitGateway" as const, id })),
  ];
}
