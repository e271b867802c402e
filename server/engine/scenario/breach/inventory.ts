import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import { elementOf, tiersOf } from "../../intent";
import { parseProtocol, protocolName } from "../../net";
import type { BreachHost, Role, Service, Store } from "./facts";

/**
 * The hosts of a configuration: its instances, and interfaces that belong to none. Sorted by id. Their roles are those
 * of their instance profiles, by the profile's ARN.
 */
export function inventoryHosts(index: ConfigurationIndex): readonly BreachHost[] {
  const instances = index.configuration.resources.instance.map((instance): BreachHost => {
    const { id, state, instanceProfileArn, metadataOptions } = instance;
    return {
      id,
      element: elementOf(instance),
      // Whoever does not run can neither be attacked nor attack (SEC-13).
      runs: state === "running",
      subnetIds: unique(index.interfacesOfInstance(id).map(({ subnetId }) => subnetId)),
      roleIds: instanceProfileArn === undefined ? [] : [instanceProfileArn],
      hasMetadata: metadataOptions?.httpEndpoint !== "disabled",
      // Where the input does not say that a token is required, it is taken not to be.
      hasOpenMetadata: metadataOptions?.httpTokens !== "required",
    };
  });
  const alone = tiersOf(index).flatMap(({ members }) =>
    members.flatMap(({ element, interfaces }): BreachHost[] =>
      element.kind === "networkInterface"
        ? [
            {
              id: element.id,
              element,
              runs: true,
              subnetIds: unique(interfaces.map(({ subnetId }) => subnetId)),
              roleIds: [],
              hasMetadata: false,
              hasOpenMetadata: false,
            },
          ]
        : [],
    ),
  );
  return [...instances, ...alone].sort(byId);
}

/** The roles of instance profiles, of which the input does not say what they may do. */
export function inventoryRoles(hosts: readonly BreachHost[]): readonly Role[] {
  return unique(hosts.flatMap(({ roleIds }) => roleIds)).map((id) => ({
    id,
    assumes: [],
    reads: [],
    writes: [],
    commands: [],
    modifiesNetwork: false,
  }));
}

/** Databases and other stores of a configuration, each once: what its owner declared stands for what it is about. */
export function inventoryStores(index: ConfigurationIndex): readonly Store[] {
  const { dataStore, databaseInstance } = index.configuration.resources;
  const told = new Set(dataStore.flatMap(({ resourceId }) => resourceId ?? []));
  return [
    ...dataStore.map((store) => storeOf(index, store, store)),
    ...databaseInstance
      .filter(({ id }) => !told.has(id))
      .map((database) => storeOf(index, database, { protocol: "tcp", hostIds: [], networkInterfaceIds: [] })),
  ].sort(byId);
}

function storeOf(
  index: ConfigurationIndex,
  resource: ResourceOf<"dataStore"> | ResourceOf<"databaseInstance">,
  said: Pick<ResourceOf<"dataStore">, "protocol" | "hostIds" | "networkInterfaceIds" | "dataClass" | "auth">,
): Store {
  const { hostIds, networkInterfaceIds, dataClass, auth, protocol } = said;
  const known = [...hostIds, ...networkInterfaceIds];
  const owners = networkInterfaceIds.flatMap(
    (id) => index.get("networkInterface", id)?.attachment?.instanceId ?? [],
  );
  return {
    id: resource.id,
    element: elementOf(resource),
    dataClass: dataClass ?? null,
    service: resource.port === undefined ? null : serviceAt(protocol, resource.port),
    auth: auth ?? null,
    hostIds: unique([...hostIds, ...owners]),
    endIds: unique(known.length > 0 ? known : managedInterfaces(index, resource)),
  };
}

/** The interfaces of a managed store where nobody names them: the provider's, with its groups in its subnets. */
function managedInterfaces(
  index: ConfigurationIndex,
  { subnetIds, securityGroupIds }: ResourceOf<"dataStore"> | ResourceOf<"databaseInstance">,
): readonly string[] {
  const groups = unique(securityGroupIds).join();
  return subnetIds
    .flatMap((id) => index.interfacesOfSubnet(id))
    .filter(
      (nic) =>
        (nic.requesterManaged || nic.attachment?.instanceId === undefined) &&
        nic.interfaceType === "interface" &&
        unique(nic.securityGroupIds).join() === groups,
    )
    .map(({ id }) => id);
}

/** A protocol's name or number and a port as a service; null for a protocol that is none. */
export function serviceAt(protocol: string, port: number | null, isOneWay = false): Service | null {
  const number = parseProtocol(protocol);
  if (number === undefined) return null;
  return { name: `${protocolName(number)}/${port ?? "any"}`, protocol: number, port, isOneWay };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
