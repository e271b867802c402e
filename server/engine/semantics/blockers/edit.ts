import type { Configuration, Resource, ResourceKind, ResourceOf } from "../../configuration";
import { formatAddress, parseAddress, parsePrefix } from "../../net";

/** Provisional public addresses come from the documentation's own range. */
const PLACEHOLDER = "192.0.2.";
/** The first addresses of a subnet are the provider's own (SUB-2). */
const RESERVED_COUNT = 4n;

/** A copy with one resource changed; the same configuration where nothing has the id. */
export function withChanged<K extends ResourceKind>(
  configuration: Configuration,
  kind: K,
  id: string,
  change: (resource: ResourceOf<K>) => ResourceOf<K>,
): Configuration {
  const list = configuration.resources[kind] as readonly ResourceOf<K>[];
  const changed = list.map((each) => (each.id === id ? change(each) : each));
  return { ...configuration, resources: { ...configuration.resources, [kind]: changed } };
}

/** A copy with one resource more, in its place by id. */
export function withAdded(configuration: Configuration, resource: Resource): Configuration {
  const list: readonly Resource[] = configuration.resources[resource.kind];
  const grown = [...list, resource].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...configuration, resources: { ...configuration.resources, [resource.kind]: grown } };
}

/** A public address that nobody has; only its being there matters. */
export function freePublicAddress({ resources }: Configuration): string {
  const taken = new Set([
    ...resources.publicAddress.map(({ publicAddress }) => publicAddress),
    ...resources.networkInterface.flatMap((nic) => nic.privateAddresses.map((each) => each.publicAddress)),
    ...resources.natGateway.flatMap((nat) => nat.addresses.map((each) => each.publicAddress)),
  ]);
  let last = 254;
  while (last > 1 && taken.has(`${PLACEHOLDER}${last}`)) last--;
  return `${PLACEHOLDER}${last}`;
}

/** An IPv4 address of the subnet that nobody has; `undefined` without such a subnet. */
export function freePrivateAddress({ resources }: Configuration, subnetId: string): string | undefined {
  const subnet = resources.subnet.find(({ id }) => id === subnetId);
  const prefix = subnet?.prefixes
    .flatMap((text) => parsePrefix(text) ?? [])
    .find(({ family }) => family === 4);
  if (!subnet || !prefix) return undefined;
  const taken = new Set([
    ...resources.networkInterface
      .filter(({ vpcId }) => vpcId === subnet.vpcId)
      .flatMap((nic) => nic.privateAddresses.map(({ address }) => parseAddress(address)?.value)),
    ...resources.natGateway.flatMap((nat) =>
      nat.addresses.map(({ privateAddress }) => parseAddress(privateAddress ?? "")?.value),
    ),
  ]);
  let value = prefix.base + RESERVED_COUNT;
  while (taken.has(value)) value++;
  return formatAddress({ family: 4, value });
}
