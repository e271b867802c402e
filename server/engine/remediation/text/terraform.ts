import type {
  Change,
  ChangeOf,
  ConfigurationIndex,
  NetworkAclEntry,
  Route,
  RouteTarget,
  SecurityGroupRule,
} from "../../configuration";
import { PROTOCOL, protocolName } from "../../net";
import { changeTexts } from "./change-text";
import { commentText, identifier, terraformString } from "./quote";
import { type Argument, block, label, nameTag, type Ref, resource } from "./terraform-block";
import { hostBlocks } from "./terraform-hosts";

/**
 * Changes as Terraform for the AWS provider (5.0 or newer). What they add is a resource block. What they take
 * away or alter belongs to a configuration that only its owner has, so that it is written as the block to look
 * for there, in comments.
 */
export function terraform(index: ConfigurationIndex, changes: readonly Change[]): string {
  const made = new Map(
    changes.flatMap((change) => {
      if (change.kind === "add-nat-gateway") return [[change.id, `aws_nat_gateway.${label(change)}.id`]];
      if (change.kind === "add-instance") return [[change.id, `aws_instance.${label(change)}.id`]];
      if (change.kind === "add-route-table") return [[change.id, `aws_route_table.${label(change)}.id`]];
      return [];
    }),
  );
  const ref: Ref = (id) => made.get(id) ?? terraformString(id);
  const texts = changeTexts(index, changes);
  return changes
    .map((change, position) => {
      const title = `# ${commentText(texts[position] ?? "")}`;
      return [title, ...blocksOf(index, change, ref, changes)].join("\n");
    })
    .join("\n\n");
}

function blocksOf(index: ConfigurationIndex, change: Change, ref: Ref, changes: readonly Change[]): string[] {
  switch (change.kind) {
    case "remove-group-rule":
      return gone(ruleBlock(change, change.rule));
    case "add-group-rule":
      return [ruleBlock(change, change.rule)];
    case "replace-group-rule":
      return [...gone(ruleBlock(change, change.rule)), ...change.by.map((rule) => ruleBlock(change, rule))];
    case "remove-route":
      return gone(routeBlock(change, change.target, ref));
    case "add-route":
      return [routeBlock(change, change.target, ref)];
    case "retarget-route":
      return [...retargeted(change, ref)];
    case "add-nat-gateway":
      return natBlocks(change);
    case "add-route-table":
      return tableBlocks(index, change, ref, changes);
    case "associate-route-table": {
      const block = resource("aws_route_table_association", change.subnetId, [
        ["subnet_id", terraformString(change.subnetId)],
        ["route_table_id", ref(change.to)],
      ]);
      if (!change.from.isExplicit) return [block];
      return [
        "# The subnet has an association: change its route_table_id where it is declared, or import it into this block.",
        block,
      ];
    }
    case "patch-host":
    case "patch-everything":
    case "require-metadata-token":
    case "resize-instance":
    case "add-instance":
    case "set-desired-capacity":
    case "register-target":
    case "set-cross-zone":
      return hostBlocks(index, change, ref);
    case "add-nat-address":
      return addressBlocks(change);
    case "add-acl-entry":
      return [entryBlock(change)];
    case "remove-acl-entry":
      return gone(entryBlock(change));
  }
}

function gone(block: string): string[] {
  return [
    "# Delete this from your configuration, whether it is a resource of its own or an inline block:",
    ...block.split("\n").map((line) => `#   ${line}`),
  ];
}

/** A route in a table that the changes make is declared there; any other is altered where it is declared. */
function retargeted(change: ChangeOf<"retarget-route">, ref: Ref): string[] {
  const block = routeBlock(change, change.to, ref);
  if (!ref(change.routeTableId).startsWith('"')) return [block];
  return [
    "# Change the target of this route where it is declared (inline, or as a resource of its own):",
    block,
  ];
}

function ruleBlock(
  { securityGroupId, direction }: ChangeOf<"add-group-rule" | "remove-group-rule" | "replace-group-rule">,
  { protocol, fromPort, toPort, peer, description }: SecurityGroupRule,
): string {
  const hasPorts = protocol !== -1;
  const peerArgument: Argument =
    peer.kind === "prefix"
      ? [peer.prefix.includes(":") ? "cidr_ipv6" : "cidr_ipv4", terraformString(peer.prefix)]
      : peer.kind === "prefixList"
        ? ["prefix_list_id", terraformString(peer.prefixListId)]
        : ["referenced_security_group_id", terraformString(groupReference(peer))];
  const peerId =
    peer.kind === "prefix"
      ? peer.prefix
      : peer.kind === "prefixList"
        ? peer.prefixListId
        : peer.securityGroupId;
  return resource(
    `aws_vpc_security_group_${direction}_rule`,
    `${securityGroupId} ${protocolName(protocol)} ${fromPort ?? ""} ${peerId}`,
    [
      ["security_group_id", terraformString(securityGroupId)],
      ["ip_protocol", terraformString(protocolText(protocol))],
      ["from_port", hasPorts ? fromPort : undefined],
      ["to_port", hasPorts ? toPort : undefined],
      peerArgument,
      ["description", description === undefined ? undefined : terraformString(description)],
    ],
  );
}

/** A group of another account is named with its account. */
function groupReference({ securityGroupId, accountId, vpcPeeringConnectionId }: GroupPeer): string {
  return vpcPeeringConnectionId !== undefined && accountId !== undefined
    ? `${accountId}/${securityGroupId}`
    : securityGroupId;
}
type GroupPeer = Extract<SecurityGroupRule["peer"], { kind: "securityGroup" }>;

/** As the provider writes protocols: by name where it has one, else by number; -1 for all. */
export function protocolText(protocol: number): string {
  return protocol === -1 ? "-1" : protocol === PROTOCOL.icmpv6 ? "icmpv6" : protocolName(protocol);
}

const TARGETS: Readonly<Record<string, string>> = {
  internetGateway: "gateway_id",
  vpnGateway: "gateway_id",
  egressOnlyInternetGateway: "egress_only_gateway_id",
  natGateway: "nat_gateway_id",
  networkInterface: "network_interface_id",
  transitGateway: "transit_gateway_id",
  vpcPeeringConnection: "vpc_peering_connection_id",
  vpcEndpoint: "vpc_endpoint_id",
};

function targetArgument(target: RouteTarget, ref: Ref): Argument {
  // Terraform's aws_route names an instance by its interface.
  const name = TARGETS[target.kind] ?? "network_interface_id";
  return [name, target.kind === "local" ? terraformString("local") : ref(target.id)];
}

function destinationArgument(destination: Route["destination"]): Argument {
  if (!("prefix" in destination))
    return ["destination_prefix_list_id", terraformString(destination.prefixListId)];
  const name = destination.prefix.includes(":") ? "destination_ipv6_cidr_block" : "destination_cidr_block";
  return [name, terraformString(destination.prefix)];
}

function routeBlock(
  {
    routeTableId,
    destination,
  }: { readonly routeTableId: string; readonly destination: Route["destination"] },
  target: RouteTarget,
  ref: Ref,
): string {
  const to = "prefix" in destination ? destination.prefix : destination.prefixListId;
  return resource("aws_route", `${routeTableId} ${to}`, [
    ["route_table_id", ref(routeTableId)],
    destinationArgument(destination),
    targetArgument(target, ref),
  ]);
}

function natBlocks(change: ChangeOf<"add-nat-gateway">): string[] {
  const name = label(change);
  return [
    block("aws_eip", name, [
      ["domain", terraformString("vpc")],
      ["tags", nameTag(change.name)],
    ]),
    block("aws_nat_gateway", name, [
      ["allocation_id", `aws_eip.${name}.id`],
      ["subnet_id", terraformString(change.subnetId)],
      ["tags", nameTag(change.name)],
    ]),
  ];
}

/** Which addresses a gateway has is said where it is declared. */
function addressBlocks(change: ChangeOf<"add-nat-address">): string[] {
  const name = identifier(change.allocationId);
  return [
    block("aws_eip", name, [["domain", terraformString("vpc")]]),
    "# Add it where the NAT gateway is declared:",
    `#   resource "aws_nat_gateway" ... # ${commentText(change.natGatewayId)}`,
    `#     secondary_allocation_ids = [..., aws_eip.${name}.id]`,
  ];
}

function tableBlocks(
  index: ConfigurationIndex,
  change: ChangeOf<"add-route-table">,
  ref: Ref,
  changes: readonly Change[],
): string[] {
  const table = index.get("routeTable", change.copyOf);
  const name = label(change);
  // A route that a later change points elsewhere is declared there, once.
  const anew = changes.flatMap((each) =>
    each.kind === "retarget-route" && each.routeTableId === change.id
      ? [JSON.stringify(each.destination)]
      : [],
  );
  const copied = (table?.routes ?? []).filter(
    ({ origin, target, destination }) =>
      origin === "CreateRoute" && target.kind !== "local" && !anew.includes(JSON.stringify(destination)),
  );
  const vgws = table?.propagatingVgwIds ?? [];
  return [
    block("aws_route_table", name, [
      ["vpc_id", terraformString(table?.vpcId ?? "")],
      ["propagating_vgws", vgws.length === 0 ? undefined : `[${vgws.map(terraformString).join(", ")}]`],
      ["tags", nameTag(change.name)],
    ]),
    ...copied.map((route) => routeBlock({ routeTableId: change.id, ...route }, route.target, ref)),
  ];
}

function entryBlock({ networkAclId, entry }: ChangeOf<"add-acl-entry" | "remove-acl-entry">): string {
  const { ruleNumber, egress, protocol, action, prefix, portRange, icmp } = entry;
  return resource("aws_network_acl_rule", `${networkAclId} ${entryName(entry)}`, [
    ["network_acl_id", terraformString(networkAclId)],
    ["rule_number", ruleNumber],
    ["egress", String(egress)],
    ["protocol", terraformString(String(protocol))],
    ["rule_action", terraformString(action)],
    [prefix.includes(":") ? "ipv6_cidr_block" : "cidr_block", terraformString(prefix)],
    ["from_port", portRange?.from],
    ["to_port", portRange?.to],
    ["icmp_type", icmp?.type],
    ["icmp_code", icmp?.code],
  ]);
}

function entryName({ egress, ruleNumber }: NetworkAclEntry): string {
  return `${egress ? "out" : "in"} ${ruleNumber}`;
}
