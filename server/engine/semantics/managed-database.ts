import {
  configurationFrom,
  doubtText,
  isBalancerInterface,
  isDoubtful,
  RESOURCE_KINDS,
  type Resource,
  type ResourceOf,
} from "../configuration";
import { freeAddress } from "./free-address";
import { isSubnetUp } from "./interface-state";
import { type Network, rebuiltOn } from "./network";

type Database = ResourceOf<"databaseInstance">;
type Subnet = ResourceOf<"subnet">;
type NetworkInterface = ResourceOf<"networkInterface">;

/** Where a managed database answers under its name. */
export type DatabasePlaces =
  /** On `network`, which also has the interfaces that are supposed; which of several it is nobody says. */
  | { readonly kind: "interfaces"; readonly network: Network; readonly ids: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly missing: string };

/** A database in another state is taken to answer: it is backed up, changed or upgraded. */
const NOT_ANSWERING = /^(stop|fail|delet|creat|inaccessible|incompatible|restore-error)/i;

/**
 * Where a database answers by its name: in its zone, and with a standby, once it or its zone has failed, in another subnet
 * of its group under another address (F-32). The provider does not record its interface under its name: one interface of
 * the same groups in the subnet is taken as its own, else one with a free address and its groups is supposed.
 *
 * @param fromOutside  whether the client is in the internet
 */
export function databasePlaces(network: Network, id: string, fromOutside: boolean): DatabasePlaces {
  const database = network.index.get("databaseInstance", id);
  if (!database) return unknown(`database \`${id}\` is not in the input`);
  const doubtful = network.index.configuration.coverage
    .filter(isDoubtful)
    .find(({ kind, region }) => kind === database.kind && region === database.region);
  if (doubtful) return unknown(doubtText(doubtful));
  if (NOT_ANSWERING.test(database.state)) return { kind: "none" };
  const subnets = database.subnetIds.flatMap((each) => network.index.get("subnet", each) ?? []);
  if (subnets.length === 0 || subnets.length < database.subnetIds.length)
    return unknown(`the subnets of database \`${id}\` are not in the input`);
  const home = subnets.length === 1 ? subnets : subnets.filter((subnet) => isIn(subnet, database.zoneName));
  if (home.length === 0) return unknown(`the zone of database \`${id}\` is not in the input`);
  const chosen = placesNow(network, database, home, subnets);
  if (chosen === undefined) return unknown(`in which subnet database \`${id}\` stands is not in the input`);
  if (chosen.length === 0) return { kind: "none" };
  const placed = withInterfaces(network);
  const ids = chosen.map(
    (subnet) => interfaceIn(network, database, subnet)?.id ?? supposedId(database, subnet),
  );
  if (fromOutside && database.publiclyAccessible && ids.some((each) => !network.index.find(each)))
    return unknown(`the public address of database \`${id}\` is not in the input`);
  return { kind: "interfaces", network: placed, ids };
}

/** The subnets in which it may answer now; undefined: nobody knows whether its own is among those that failed. */
function placesNow(
  network: Network,
  database: Database,
  home: readonly Subnet[],
  subnets: readonly Subnet[],
): readonly Subnet[] | undefined {
  const isDown = network.down.has(database.id);
  // At the instant of the failure the name still leads to where it was.
  if (network.horizon === "T0") return isDown ? [] : home;
  const living = home.filter(({ id }) => isSubnetUp(network, id));
  if (!isDown && living.length === home.length) return home;
  if (!isDown && living.length > 0) return undefined;
  if (!database.multiZone) return [];
  return subnets.filter(
    (subnet) =>
      !home.includes(subnet) &&
      isSubnetUp(network, subnet.id) &&
      (database.secondaryZoneName === undefined || isIn(subnet, database.secondaryZoneName)),
  );
}

function isIn({ zoneName }: Subnet, wanted: string | undefined): boolean {
  return zoneName !== undefined && zoneName === wanted;
}

/** The only interface in the subnet that stands alone and has exactly the database's groups. */
function interfaceIn(network: Network, database: Database, subnet: Subnet): NetworkInterface | undefined {
  const groups = [...database.securityGroupIds].sort().join();
  const found = network.index
    .interfacesOfSubnet(subnet.id)
    .filter(
      (nic) =>
        nic.attachment?.instanceId === undefined &&
        nic.interfaceType === "interface" &&
        nic.status === "in-use" &&
        !isBalancerInterface(nic) &&
        [...nic.securityGroupIds].sort().join() === groups,
    );
  return found.length === 1 ? found[0] : undefined;
}

function supposedId(database: Database, subnet: Subnet): string {
  return `${database.id}+${subnet.id}`;
}

// Invariant: what is supposed depends on the network alone, so remembering it changes no answer.
const supposed = new WeakMap<Network, Network>();

/** The network with an interface of every database in each subnet of its group where none is recorded; a whole build. */
function withInterfaces(network: Network): Network {
  const known = supposed.get(network);
  if (known) return known;
  const { configuration } = network.index;
  const taken = new Set<string>();
  const added = configuration.resources.databaseInstance.flatMap((database) =>
    database.subnetIds
      .flatMap((id) => network.index.get("subnet", id) ?? [])
      .filter((subnet) => interfaceIn(network, database, subnet) === undefined)
      .flatMap((subnet) => supposedInterface(network, database, subnet, taken)),
  );
  const all = RESOURCE_KINDS.flatMap((kind): readonly Resource[] => configuration.resources[kind]);
  const placed =
    added.length === 0
      ? network
      : {
          ...rebuiltOn(network, configurationFrom([...all, ...added], configuration.coverage)),
          before: network.before && withInterfaces(network.before),
        };
  supposed.set(network, placed);
  return placed;
}

function supposedInterface(
  network: Network,
  database: Database,
  subnet: Subnet,
  taken: Set<string>,
): NetworkInterface[] {
  const address = freeAddress(network, subnet, 4, taken);
  if (address === undefined) return [];
  return [
    {
      kind: "networkInterface",
      id: supposedId(database, subnet),
      name: database.name ?? database.id,
      accountId: database.accountId,
      region: database.region,
      tags: [],
      interfaceType: "interface",
      subnetId: subnet.id,
      vpcId: subnet.vpcId,
      status: "in-use",
      privateAddresses: [{ address, primary: true }],
      ipv6Addresses: [],
      delegatedPrefixes: [],
      securityGroupIds: database.securityGroupIds,
      sourceDestCheck: true,
      requesterManaged: true,
    },
  ];
}

function unknown(missing: string): DatabasePlaces {
  return { kind: "unknown", missing };
}
