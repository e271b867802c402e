import type { Change, ChangeOf } from "./change.schema";
import { changeMember } from "./change-members";
import { changeNat } from "./change-nat";
import { setDesiredCapacity } from "./change-scaling";
import { absent, inserted, withResource, withResources } from "./changed-lists";
import type { Configuration, ResourceOf } from "./configuration.schema";
import { indexConfiguration } from "./configuration-index";
import { canonicalJson } from "./content-hash";
import { joinDeclaredFacts } from "./declared-facts";
import type { NetworkAclEntry, Route, SecurityGroupRule } from "./network.schema";

/** The changed configuration, or the change that does not fit the one at hand, with why in words. */
export type ChangeResult =
  | { readonly kind: "changed"; readonly configuration: Configuration }
  | { readonly kind: "conflict"; readonly change: Change; readonly message: string };

/**
 * Makes changes on a copy of a configuration, in order, all or none. Every change names what it expects to find;
 * where that is not there, or what it makes is there already, the answer is a conflict. Lists keep the order in
 * which they are read, so that a change and its opposite give the same bytes again.
 */
export function applyChanges(configuration: Configuration, changes: readonly Change[]): ChangeResult {
  let current = configuration;
  for (const change of changes) {
    const result = applyChange(current, change);
    if (typeof result === "string") return { kind: "conflict", change, message: result };
    current = result;
  }
  return { kind: "changed", configuration: current };
}

function applyChange(configuration: Configuration, change: Change): Configuration | string {
  switch (change.kind) {
    case "remove-group-rule":
    case "add-group-rule":
    case "replace-group-rule":
      return changeGroup(configuration, change);
    case "remove-route":
    case "add-route":
    case "retarget-route":
      return changeRoute(configuration, change);
    case "add-acl-entry":
    case "remove-acl-entry":
      return changeAcl(configuration, change);
    case "add-nat-gateway":
    case "add-nat-address":
      return changeNat(configuration, change);
    case "add-route-table":
      return addRouteTable(configuration, change);
    case "associate-route-table":
      return associate(configuration, change);
    case "patch-host":
      return patch(configuration, change.instanceId, change.name);
    case "patch-everything":
      return patch(configuration, change.instanceId, null);
    case "require-metadata-token":
      return requireToken(configuration, change);
    case "set-desired-capacity":
      return setDesiredCapacity(configuration, change);
    case "resize-instance":
    case "add-instance":
    case "register-target":
    case "set-cross-zone":
      return changeMember(configuration, change);
  }
}

function changeGroup(
  configuration: Configuration,
  change: ChangeOf<"remove-group-rule" | "add-group-rule" | "replace-group-rule">,
): Configuration | string {
  const { securityGroupId, direction, rule } = change;
  const group = configuration.resources.securityGroup.find(({ id }) => id === securityGroupId);
  if (!group) return absent("security group", securityGroupId);
  const rules = group[direction];
  const taken = change.kind === "add-group-rule" ? rules : without(rules, rule);
  if (!taken) return `security group \`${securityGroupId}\` has no such rule: it was changed since`;
  const added =
    change.kind === "add-group-rule" ? [rule] : change.kind === "replace-group-rule" ? change.by : [];
  let next: readonly SecurityGroupRule[] = taken;
  for (const each of added) {
    if (next.some((other) => isSame(other, each)))
      return `security group \`${securityGroupId}\` has this rule already`;
    next = inserted(next, each, ruleKey);
  }
  return withResource(configuration, { ...group, [direction]: next });
}

function changeRoute(
  configuration: Configuration,
  change: ChangeOf<"remove-route" | "add-route" | "retarget-route">,
): Configuration | string {
  const { routeTableId, destination } = change;
  const table = configuration.resources.routeTable.find(({ id }) => id === routeTableId);
  if (!table) return absent("route table", routeTableId);
  // A propagated route of the same destination may stand beside a static one and is nobody's to change.
  const known = table.routes.find(
    (each) => isSame(each.destination, destination) && each.origin !== "EnableVgwRoutePropagation",
  );
  if (change.kind === "add-route") {
    if (known) return `route table \`${routeTableId}\` has a route to this destination already`;
    return withResource(configuration, {
      ...table,
      routes: inserted(table.routes, routeTo(destination, change.target), routeKey),
    });
  }
  const expected = change.kind === "remove-route" ? change.target : change.from;
  if (!known || !isSame(known.target, expected))
    return `route table \`${routeTableId}\` has no such route: it was changed since`;
  if (known.target.kind === "local") return "the local route of a VPC cannot be changed";
  const rest = table.routes.filter((each) => each !== known);
  const routes =
    change.kind === "remove-route" ? rest : inserted(rest, routeTo(destination, change.to), routeKey);
  return withResource(configuration, { ...table, routes: [...routes] });
}

function changeAcl(
  configuration: Configuration,
  { kind, networkAclId, entry }: ChangeOf<"add-acl-entry" | "remove-acl-entry">,
): Configuration | string {
  const acl = configuration.resources.networkAcl.find(({ id }) => id === networkAclId);
  if (!acl) return absent("network ACL", networkAclId);
  const isAt = (each: NetworkAclEntry) =>
    each.egress === entry.egress && each.ruleNumber === entry.ruleNumber;
  if (kind === "remove-acl-entry") {
    const entries = without(acl.entries, entry);
    return entries
      ? withResource(configuration, { ...acl, entries: [...entries] })
      : `network ACL \`${networkAclId}\` has no such entry: it was changed since`;
  }
  if (acl.entries.some(isAt))
    return `network ACL \`${networkAclId}\` has an entry ${entry.ruleNumber} already`;
  return withResource(configuration, { ...acl, entries: inserted(acl.entries, entry, entryKey) });
}

/** No resource changes: that the vulnerability is gone, or all of them are, is kept beside them. */
function patch(configuration: Configuration, hostId: string, name: string | null): Configuration | string {
  if (!configuration.resources.instance.some(({ id }) => id === hostId)) return absent("instance", hostId);
  const declared = joinDeclaredFacts(configuration.declared, {
    applications: [],
    exceptions: [],
    patches: [{ hostId, name }],
  });
  return declared ? { ...configuration, declared } : configuration;
}

function requireToken(
  configuration: Configuration,
  { instanceId }: ChangeOf<"require-metadata-token">,
): Configuration | string {
  const instance = configuration.resources.instance.find(({ id }) => id === instanceId);
  if (!instance) return absent("instance", instanceId);
  if (instance.metadataOptions?.httpTokens === "required")
    return `instance \`${instanceId}\` asks for a token already`;
  return withResource(configuration, {
    ...instance,
    metadataOptions: { ...instance.metadataOptions, httpTokens: "required" },
  });
}

function addRouteTable(
  configuration: Configuration,
  { id, name, copyOf }: ChangeOf<"add-route-table">,
): Configuration | string {
  const index = indexConfiguration(configuration);
  const table = index.get("routeTable", copyOf);
  if (!table) return absent("route table", copyOf);
  if (index.find(id)) return `\`${id}\` is there already`;
  const { accountId, region, vpcId, propagatingVgwIds, routes } = table;
  return withResources(configuration, [
    {
      kind: "routeTable",
      id,
      name,
      accountId,
      region,
      tags: [{ key: "Name", value: name }],
      vpcId,
      associations: [],
      propagatingVgwIds,
      routes,
    },
  ]);
}

function associate(
  configuration: Configuration,
  { subnetId, from, to }: ChangeOf<"associate-route-table">,
): Configuration | string {
  const index = indexConfiguration(configuration);
  const target = index.get("routeTable", to);
  const current = index.routeTableOf(subnetId);
  if (!target) return absent("route table", to);
  if (current?.id !== from.routeTableId)
    return `subnet \`${subnetId}\` does not use \`${from.routeTableId}\`: it was changed since`;
  const own = current.associations.find((each) => each.subnetId === subnetId);
  if ((own !== undefined) !== from.isExplicit)
    return `the association of subnet \`${subnetId}\` was changed since`;
  if (current.id === to) return `subnet \`${subnetId}\` uses \`${to}\` already`;
  const left = withResource(configuration, {
    ...current,
    associations: current.associations.filter((each) => each !== own),
  });
  const association = { main: false, subnetId, state: "associated" };
  return withResource(left, {
    ...target,
    associations: inserted(target.associations, association, associationKey),
  });
}

function routeTo(destination: Route["destination"], target: Route["target"]): Route {
  return { destination, target, origin: "CreateRoute", state: "active" };
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** The list without the first entry equal to `item`; undefined where there is none. */
function without<T>(list: readonly T[], item: T): readonly T[] | undefined {
  const position = list.findIndex((each) => isSame(each, item));
  return position < 0 ? undefined : list.filter((_, at) => at !== position);
}

/** The orders in which the provider's reader lists these. */
function ruleKey({ protocol, fromPort, toPort, peer, description }: SecurityGroupRule): string {
  const { kind, ...rest } = peer;
  const ordered =
    peer.kind === "securityGroup"
      ? {
          kind,
          securityGroupId: peer.securityGroupId,
          accountId: peer.accountId,
          vpcId: peer.vpcId,
          vpcPeeringConnectionId: peer.vpcPeeringConnectionId,
          peeringStatus: peer.peeringStatus,
        }
      : { kind, ...rest };
  return JSON.stringify([protocol, fromPort, toPort, ordered, description]);
}

function routeKey({ destination, target, origin, state }: Route): string {
  const { kind, ...rest } = target;
  return JSON.stringify([destination, { kind, ...rest }, origin, state]);
}

function entryKey({ egress, ruleNumber }: NetworkAclEntry): string {
  return `${egress ? 1 : 0} ${String(ruleNumber).padStart(5, "0")}`;
}

function associationKey(each: ResourceOf<"routeTable">["associations"][number]): string {
  return [each.main ? 0 : 1, each.subnetId, each.gatewayId, each.state].join(" ");
}
