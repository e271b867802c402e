import type { Resource } from "../../../engine/configuration";

/** Puts Elastic IP addresses onto interfaces whose own document does not show the association. */
export function associateAddresses(resources: readonly Resource[]): Resource[] {
  const byPrivate = new Map<string, string>();
  for (const resource of resources)
    if (resource.kind === "publicAddress" && resource.networkInterfaceId && resource.privateAddress)
      byPrivate.set(`${resource.networkInterfaceId} ${resource.privateAddress}`, resource.publicAddress);
  if (byPrivate.size === 0) return [...resources];
  return resources.map((resource): Resource => {
    if (resource.kind !== "networkInterface") return resource;
    const privateAddresses = resource.privateAddresses.map((each) => {
      const publicAddress = each.publicAddress ?? byPrivate.get(`${resource.id} ${each.address}`);
      return publicAddress === undefined ? each : { ...each, publicAddress };
    });
    return { ...resource, privateAddresses };
  });
}
