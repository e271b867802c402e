import {
  type Configuration,
  configurationFrom,
  RESOURCE_KINDS,
  type Resource,
  type ResourceOf,
  type Route,
} from "../configuration";
import type { Failure } from "./failure";
import { membersOfRegion } from "./region";

/** The configuration as the failures leave it, and what of it no longer works. */
export interface FailedConfiguration {
  readonly configuration: Configuration;
  /** Ids of elements that are there but do not work. */
  readonly down: ReadonlySet<string>;
  /** Ids of security groups and network ACLs that behave as deny-all (F-10, F-12, CL-4). */
  readonly blocked: ReadonlySet<string>;
}

/**
 * Gateways, peerings and attachments that are deleted leave routes that name them; the routes then blackhole
 * (F-15 to F-21). Keeping the element as `down` gives exactly that, so only what owns addresses or is looked up
 * by association is really taken out.
 */
const TAKEN_OUT: ReadonlySet<string> = new Set([
  "instance",
  "networkInterface",
  "securityGroup",
  "publicAddress",
]);

/**
 * Applies a failure set to a configuration (F-1). The input is not changed. A failure that names nothing in the
 * configuration has no effect here; whoever takes names from people checks them first.
 */
export function applyFailures(
  configuration: Configuration,
  failures: readonly Failure[],
): FailedConfiguration {
  const down = new Set<string>();
  const blocked = new Set<string>();
  const removed = new Set<string>();
  const tables: Failure[] = [];
  const unassigned = new Set<string>();
  for (const failure of failures) {
    if (failure.kind === "publicAddress") unassigned.add(failure.id);
    else if (failure.mode === "blocked") blocked.add(failure.id);
    else if (failure.mode === "withdrawn" || failure.mode === "detached") tables.push(failure);
    else if (failure.kind === "region")
      for (const { id } of membersOfRegion(configuration, failure.id)) down.add(id);
    else if (failure.mode === "deleted" && TAKEN_OUT.has(failure.kind)) removed.add(failure.id);
    else down.add(failure.id);
  }
  if (removed.size + tables.length + unassigned.size === 0) return { configuration, down, blocked };
  if (removed.size + unassigned.size === 0)
    return { configuration: withTables(configuration, tables), down, blocked };
  const publicAddresses = publicAddressesOf(configuration, unassigned);
  const kept: Resource[] = [];
  for (const kind of RESOURCE_KINDS) {
    for (const resource of configuration.resources[kind]) {
      if (removed.has(resource.id)) continue;
      const rest = strip(resource, removed, tables, publicAddresses);
      if (rest) kept.push(rest);
    }
  }
  return { configuration: configurationFrom(kept, configuration.coverage), down, blocked };
}

/** A public address may be named by its allocation id or by the address itself. */
function publicAddressesOf(configuration: Configuration, named: ReadonlySet<string>): ReadonlySet<string> {
  const addresses = configuration.resources.publicAddress
    .filter((resource) => named.has(resource.id))
    .map((resource) => resource.publicAddress);
  return new Set([...named, ...addresses]);
}

/** What is left of one resource; `undefined` when it goes with what was removed. */
function strip(
  resource: Resource,
  removed: ReadonlySet<string>,
  tables: readonly Failure[],
  unassigned: ReadonlySet<string>,
): Resource | undefined {
  switch (resource.kind) {
    case "networkInterface":
      return stripInterface(resource, removed, unassigned);
    case "publicAddress":
      return unassigned.has(resource.publicAddress) ? released(resource) : resource;
    case "natGateway":
      return { ...resource, addresses: resource.addresses.map((entry) => withoutPublic(entry, unassigned)) };
    case "routeTable":
      return withoutItsRoutes(resource, tables);
    case "transitGatewayAttachment":
      return withoutAssociation(resource, tables);
    case "transitGatewayRouteTable":
      return withoutTransitRoutes(resource, tables);
    default:
      return resource;
  }
}

/** The configuration without what was taken out of tables; whatever is no table and is in none is shared with the input. */
function withTables(configuration: Configuration, tables: readonly Failure[]): Configuration {
  const { routeTable, transitGatewayAttachment, transitGatewayRouteTable } = configuration.resources;
  return {
    ...configuration,
    resources: {
      ...configuration.resources,
      routeTable: routeTable.map((each) => withoutItsRoutes(each, tables)),
      transitGatewayAttachment: transitGatewayAttachment.map((each) => withoutAssociation(each, tables)),
      transitGatewayRouteTable: transitGatewayRouteTable.map((each) => withoutTransitRoutes(each, tables)),
    },
  };
}

/** F-23: what comes from it is routed by no table; others still send to it. */
function withoutAssociation(
  attachment: ResourceOf<"transitGatewayAttachment">,
  tables: readonly Failure[],
): ResourceOf<"transitGatewayAttachment"> {
  const isDetached = tables.some(({ id, mode }) => mode === "detached" && id === attachment.id);
  if (!isDetached) return attachment;
  const { association: _association, ...rest } = attachment;
  return rest;
}

/** A static route by its destination, or all that an attachment propagates there (F-23). */
function withoutTransitRoutes(
  table: ResourceOf<"transitGatewayRouteTable">,
  tables: readonly Failure[],
): ResourceOf<"transitGatewayRouteTable"> {
  const own = tables.filter(({ id, mode }) => mode === "withdrawn" && id === table.id);
  if (own.length === 0) return table;
  const isGone = (attachmentId: string) => own.some(({ route }) => route === attachmentId);
  return {
    ...table,
    routes: table.routes.flatMap((route) => {
      if (route.type === "static") return isWithdrawn(route, own) ? [] : route;
      const attachments = route.attachments.filter(({ attachmentId }) => !isGone(attachmentId));
      return attachments.length === 0 ? [] : { ...route, attachments };
    }),
    propagations: table.propagations.filter(({ attachmentId }) => !isGone(attachmentId)),
  };
}

function withoutItsRoutes(table: ResourceOf<"routeTable">, tables: readonly Failure[]) {
  const own = tables.filter(({ id }) => id === table.id);
  if (own.length === 0) return table;
  return { ...table, routes: table.routes.filter((route) => !isWithdrawn(route, own)) };
}

function stripInterface(
  nic: ResourceOf<"networkInterface">,
  removed: ReadonlySet<string>,
  unassigned: ReadonlySet<string>,
): ResourceOf<"networkInterface"> | undefined {
  // F-7: a deleted instance releases its addresses.
  if (nic.attachment?.instanceId !== undefined && removed.has(nic.attachment.instanceId)) return undefined;
  return {
    ...nic,
    securityGroupIds: nic.securityGroupIds.filter((id) => !removed.has(id)),
    privateAddresses: nic.privateAddresses.map((entry) => withoutPublic(entry, unassigned)),
  };
}

function withoutPublic<T extends { publicAddress?: string | undefined }>(
  entry: T,
  unassigned: ReadonlySet<string>,
): T {
  return entry.publicAddress !== undefined && unassigned.has(entry.publicAddress)
    ? { ...entry, publicAddress: undefined }
    : entry;
}

/** An Elastic IP without its association; it stays the customer's. */
function released({
  networkInterfaceId: _nic,
  privateAddress: _private,
  associationId: _association,
  ...rest
}: ResourceOf<"publicAddress">) {
  return rest;
}

function isWithdrawn({ destination }: Pick<Route, "destination">, withdrawn: readonly Failure[]): boolean {
  const text = "prefix" in destination ? destination.prefix : destination.prefixListId;
  return withdrawn.some((failure) => failure.route === text);
}
