import type {
  Change,
  ChangeOf,
  ConfigurationIndex,
  Route,
  RouteTarget,
  SecurityGroupRule,
} from "../../configuration";
import { hostCommands } from "./aws-cli-hosts";
import { changeTexts } from "./change-text";
import { nameTag, type Options, type Ref, type Run, variable } from "./cli-command";
import { commentText, shellWord } from "./quote";
import { protocolText } from "./terraform";

/**
 * Changes as commands of the AWS command line, in order, for a POSIX shell. What they make is remembered in shell
 * variables. Every value is quoted: names and ids are text, whatever is in them.
 */
export function awsCli(index: ConfigurationIndex, changes: readonly Change[]): string {
  const made = new Map(
    changes.flatMap((change) =>
      change.kind === "add-nat-gateway" || change.kind === "add-route-table" || change.kind === "add-instance"
        ? [[change.id, `"$${variable(change.id)}"`]]
        : [],
    ),
  );
  const ref: Ref = (id) => made.get(id) ?? shellWord(id);
  const texts = changeTexts(index, changes);
  return changes
    .map((change, position) => {
      const region = regionOf(index, change, changes);
      const run: Run = (command, options, service = "ec2") =>
        [
          `aws ${service}`,
          command,
          ...options.flat(),
          ...(region === "" ? [] : ["--region", shellWord(region)]),
        ].join(" ");
      return [`# ${commentText(texts[position] ?? "")}`, ...commandsOf(index, change, ref, run)].join("\n");
    })
    .join("\n");
}

function commandsOf(index: ConfigurationIndex, change: Change, ref: Ref, run: Run): string[] {
  switch (change.kind) {
    case "remove-group-rule":
      return [
        run(
          `revoke-security-group-${change.direction}`,
          ruleOptions(change.securityGroupId, [revoked(change.rule)]),
        ),
      ];
    case "add-group-rule":
      return [
        run(
          `authorize-security-group-${change.direction}`,
          ruleOptions(change.securityGroupId, [change.rule]),
        ),
      ];
    case "replace-group-rule":
      // First the new ones: nobody who may stay is shut out in between.
      return [
        run(`authorize-security-group-${change.direction}`, ruleOptions(change.securityGroupId, change.by)),
        run(
          `revoke-security-group-${change.direction}`,
          ruleOptions(change.securityGroupId, [revoked(change.rule)]),
        ),
      ];
    case "remove-route":
      return [
        run("delete-route", [
          ["--route-table-id", ref(change.routeTableId)],
          destinationOption(change.destination),
        ]),
      ];
    case "add-route":
      return [run("create-route", routeOptions(change, change.target, ref))];
    case "retarget-route":
      return [run("replace-route", routeOptions(change, change.to, ref))];
    case "add-nat-gateway":
      return natCommands(change, run);
    case "add-nat-address":
      return addressCommands(change, ref, run);
    case "add-route-table":
      return tableCommands(index, change, ref, run);
    case "associate-route-table":
      return associateCommands(change, ref, run);
    case "patch-host":
    case "patch-everything":
    case "require-metadata-token":
    case "resize-instance":
    case "add-instance":
    case "set-desired-capacity":
    case "register-target":
    case "set-cross-zone":
      return hostCommands(index, change, ref, run);
    case "add-acl-entry":
    case "remove-acl-entry":
      return [entryCommand(change, run)];
  }
}

/** A rule is revoked by what it admits: its description names nothing. */
function revoked({ description: _description, ...rule }: SecurityGroupRule): SecurityGroupRule {
  return rule;
}

function ruleOptions(groupId: string, rules: readonly SecurityGroupRule[]): Options {
  return [
    ["--group-id", shellWord(groupId)],
    ["--ip-permissions", shellWord(JSON.stringify(rules.map(permissionOf)))],
  ];
}

function permissionOf({ protocol, fromPort, toPort, peer, description }: SecurityGroupRule) {
  const said = description === undefined ? {} : { Description: description };
  return {
    IpProtocol: protocolText(protocol),
    ...(fromPort === undefined || protocol === -1 ? {} : { FromPort: fromPort }),
    ...(toPort === undefined || protocol === -1 ? {} : { ToPort: toPort }),
    ...peerOf(peer, said),
  };
}

function peerOf(peer: SecurityGroupRule["peer"], said: { readonly Description?: string }) {
  switch (peer.kind) {
    case "prefix":
      return peer.prefix.includes(":")
        ? { Ipv6Ranges: [{ CidrIpv6: peer.prefix, ...said }] }
        : { IpRanges: [{ CidrIp: peer.prefix, ...said }] };
    case "prefixList":
      return { PrefixListIds: [{ PrefixListId: peer.prefixListId, ...said }] };
    case "securityGroup":
      return {
        UserIdGroupPairs: [
          {
            GroupId: peer.securityGroupId,
            ...(peer.accountId === undefined ? {} : { UserId: peer.accountId }),
            ...said,
          },
        ],
      };
  }
}

function destinationOption(destination: Route["destination"]): readonly [string, string] {
  if (!("prefix" in destination))
    return ["--destination-prefix-list-id", shellWord(destination.prefixListId)];
  return [
    destination.prefix.includes(":") ? "--destination-ipv6-cidr-block" : "--destination-cidr-block",
    shellWord(destination.prefix),
  ];
}

const TARGETS: Readonly<Record<string, string>> = {
  internetGateway: "--gateway-id",
  vpnGateway: "--gateway-id",
  egressOnlyInternetGateway: "--egress-only-internet-gateway-id",
  natGateway: "--nat-gateway-id",
  networkInterface: "--network-interface-id",
  instance: "--instance-id",
  transitGateway: "--transit-gateway-id",
  vpcPeeringConnection: "--vpc-peering-connection-id",
  vpcEndpoint: "--vpc-endpoint-id",
};

function routeOptions(
  {
    routeTableId,
    destination,
  }: { readonly routeTableId: string; readonly destination: Route["destination"] },
  target: RouteTarget,
  ref: Ref,
): Options {
  return [
    ["--route-table-id", ref(routeTableId)],
    destinationOption(destination),
    target.kind === "local" ? ["--local-target"] : [TARGETS[target.kind] ?? "--gateway-id", ref(target.id)],
  ];
}

function natCommands(change: ChangeOf<"add-nat-gateway">, run: Run): string[] {
  const [nat, address] = [variable(change.id), variable(change.allocationId)];
  const tags = (type: string) =>
    shellWord(JSON.stringify([{ ResourceType: type, Tags: [nameTag(change.name)] }]));
  const text: Options = [["--output", "text"]];
  const allocate = run("allocate-address", [
    ["--domain", "vpc"],
    ["--tag-specifications", tags("elastic-ip")],
    ["--query", "AllocationId"],
    ...text,
  ]);
  const create = run("create-nat-gateway", [
    ["--subnet-id", shellWord(change.subnetId)],
    ["--allocation-id", `"$${address}"`],
    ["--tag-specifications", tags("natgateway")],
    ["--query", "NatGateway.NatGatewayId"],
    ...text,
  ]);
  return [
    `${address}=$(${allocate})`,
    `${nat}=$(${create})`,
    run("wait nat-gateway-available", [["--nat-gateway-ids", `"$${nat}"`]]),
  ];
}

function addressCommands(change: ChangeOf<"add-nat-address">, ref: Ref, run: Run): string[] {
  const address = variable(change.allocationId);
  const allocate = run("allocate-address", [
    ["--domain", "vpc"],
    ["--query", "AllocationId"],
    ["--output", "text"],
  ]);
  const associate = run("associate-nat-gateway-address", [
    ["--nat-gateway-id", ref(change.natGatewayId)],
    ["--allocation-ids", `"$${address}"`],
  ]);
  return [`${address}=$(${allocate})`, associate];
}

function tableCommands(
  index: ConfigurationIndex,
  change: ChangeOf<"add-route-table">,
  ref: Ref,
  run: Run,
): string[] {
  const table = index.get("routeTable", change.copyOf);
  const create = run("create-route-table", [
    ["--vpc-id", shellWord(table?.vpcId ?? "")],
    [
      "--tag-specifications",
      shellWord(JSON.stringify([{ ResourceType: "route-table", Tags: [nameTag(change.name)] }])),
    ],
    ["--query", "RouteTable.RouteTableId"],
    ["--output", "text"],
  ]);
  const copied = (table?.routes ?? []).filter(
    ({ origin, target }) => origin === "CreateRoute" && target.kind !== "local",
  );
  return [
    `${variable(change.id)}=$(${create})`,
    ...copied.map((route) =>
      run("create-route", routeOptions({ routeTableId: change.id, ...route }, route.target, ref)),
    ),
    ...(table?.propagatingVgwIds ?? []).map((id) =>
      run("enable-vgw-route-propagation", [
        ["--route-table-id", ref(change.id)],
        ["--gateway-id", shellWord(id)],
      ]),
    ),
  ];
}

/** An association that is there is moved in one step, so that the subnet is never without its routes. */
function associateCommands(
  { subnetId, from, to }: ChangeOf<"associate-route-table">,
  ref: Ref,
  run: Run,
): string[] {
  if (!from.isExplicit)
    return [
      run("associate-route-table", [
        ["--route-table-id", ref(to)],
        ["--subnet-id", shellWord(subnetId)],
      ]),
    ];
  const association = variable(`association ${subnetId}`);
  // In the query language a text between backticks is JSON.
  const literal = JSON.stringify(subnetId).replaceAll("`", "\\`");
  const look = run("describe-route-tables", [
    ["--filters", shellWord(JSON.stringify([{ Name: "association.subnet-id", Values: [subnetId] }]))],
    [
      "--query",
      shellWord(`RouteTables[0].Associations[?SubnetId==\`${literal}\`].RouteTableAssociationId | [0]`),
    ],
    ["--output", "text"],
  ]);
  const move = run("replace-route-table-association", [
    ["--association-id", `"$${association}"`],
    ["--route-table-id", ref(to)],
  ]);
  return [`${association}=$(${look})`, move];
}

function entryCommand(
  { kind, networkAclId, entry }: ChangeOf<"add-acl-entry" | "remove-acl-entry">,
  run: Run,
): string {
  const { ruleNumber, egress, protocol, action, prefix, portRange, icmp } = entry;
  const base: Options = [
    ["--network-acl-id", shellWord(networkAclId)],
    ["--rule-number", String(ruleNumber)],
    [egress ? "--egress" : "--ingress"],
  ];
  if (kind === "remove-acl-entry") return run("delete-network-acl-entry", base);
  return run("create-network-acl-entry", [
    ...base,
    ["--protocol", shellWord(String(protocol))],
    ["--rule-action", action],
    [prefix.includes(":") ? "--ipv6-cidr-block" : "--cidr-block", shellWord(prefix)],
    ...(portRange ? [["--port-range", `From=${portRange.from},To=${portRange.to}`] as const] : []),
    ...(icmp ? [["--icmp-type-code", `Code=${icmp.code},Type=${icmp.type}`] as const] : []),
  ]);
}

/** The region of what the change is about; of what it copies or stands in where that is new itself. */
function regionOf(index: ConfigurationIndex, change: Change, changes: readonly Change[]): string {
  const ids = Object.values(change).filter((value): value is string => typeof value === "string");
  for (const id of ids) {
    const found = index.find(id);
    if (found) return found.region;
  }
  const maker = changes.find((other) => other !== change && "id" in other && ids.includes(other.id));
  return maker ? regionOf(index, maker, []) : "";
}
