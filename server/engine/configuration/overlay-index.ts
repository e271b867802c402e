import type { Configuration, Resource, ResourceKind, ResourceOf } from "./configuration.schema";
import type { ConfigurationIndex } from "./configuration-index";

/**
 * The look-ups over a configuration in which some security groups, network ACLs and route tables have other rules, and
 * everything else is as indexed: same ids, same associations. Costs next to nothing.
 */
export function overlayIndex(
  index: ConfigurationIndex,
  configuration: Configuration,
  replaced: readonly Resource[],
): ConfigurationIndex {
  const byId = new Map<string, Resource>(replaced.map((resource) => [resource.id, resource]));
  const get = <K extends ResourceKind>(kind: K, id: string) => {
    const other = byId.get(id);
    return other?.kind === kind ? (other as ResourceOf<K>) : index.get(kind, id);
  };
  return {
    ...index,
    configuration,
    get,
    find: (id) => byId.get(id) ?? index.find(id),
    routeTableOf: (subnetId) => fresh(index.routeTableOf(subnetId), "routeTable"),
    edgeTableOf: (gatewayId) => fresh(index.edgeTableOf(gatewayId), "routeTable"),
    networkAclOf: (subnetId) => fresh(index.networkAclOf(subnetId), "networkAcl"),
  };

  function fresh<K extends ResourceKind>(resource: { readonly id: string } | undefined, kind: K) {
    return resource === undefined ? undefined : get(kind, resource.id);
  }
}
