import type { ChangeOf } from "./change.schema";
import { absent, withResource, withResources } from "./changed-lists";
import type { Configuration } from "./configuration.schema";
import { indexConfiguration } from "./configuration-index";

/** Changes of who translates addresses, and to which. */
export function changeNat(
  configuration: Configuration,
  change: ChangeOf<"add-nat-gateway" | "add-nat-address">,
): Configuration | string {
  return change.kind === "add-nat-gateway"
    ? addNatGateway(configuration, change)
    : addNatAddress(configuration, change);
}

/** A zonal public NAT gateway as the provider makes it: gateway, interface without a group, Elastic IP. */
function addNatGateway(
  configuration: Configuration,
  change: ChangeOf<"add-nat-gateway">,
): Configuration | string {
  const { id, name, subnetId, networkInterfaceId, allocationId, privateAddress, publicAddress } = change;
  const subnet = configuration.resources.subnet.find((each) => each.id === subnetId);
  if (!subnet) return absent("subnet", subnetId);
  const index = indexConfiguration(configuration);
  const taken = [id, networkInterfaceId, allocationId].find((each) => index.find(each));
  if (taken !== undefined) return `\`${taken}\` is there already`;
  const { accountId, region, vpcId } = subnet;
  const base = { name, accountId, region, tags: [{ key: "Name", value: name }] };
  const address = { privateAddress, publicAddress };
  return withResources(configuration, [
    {
      kind: "natGateway",
      id,
      ...base,
      vpcId,
      subnetId,
      state: "available",
      connectivityType: "public",
      availabilityMode: "zonal",
      addresses: [{ ...address, networkInterfaceId, primary: true }],
    },
    {
      kind: "networkInterface",
      id: networkInterfaceId,
      ...base,
      interfaceType: "nat_gateway",
      subnetId,
      vpcId,
      status: "in-use",
      attachment: { deviceIndex: 1, status: "attached" },
      privateAddresses: [{ address: privateAddress, primary: true, publicAddress }],
      ipv6Addresses: [],
      delegatedPrefixes: [],
      securityGroupIds: [],
      sourceDestCheck: false,
      requesterManaged: true,
      description: `Interface for NAT Gateway ${id}`,
    },
    { kind: "publicAddress", id: allocationId, ...base, ...address, networkInterfaceId },
  ]);
}

/** One more Elastic IP, with a private address on the gateway's interface. */
function addNatAddress(
  configuration: Configuration,
  { natGatewayId, allocationId, privateAddress, publicAddress }: ChangeOf<"add-nat-address">,
): Configuration | string {
  const index = indexConfiguration(configuration);
  const nat = index.get("natGateway", natGatewayId);
  if (!nat) return absent("NAT gateway", natGatewayId);
  if (index.find(allocationId)) return `\`${allocationId}\` is there already`;
  const first = nat.addresses.find(({ primary }) => primary);
  if (!first) return `NAT gateway \`${natGatewayId}\` has no address that the input knows of`;
  const { networkInterfaceId } = first;
  const on = networkInterfaceId === undefined ? {} : { networkInterfaceId };
  const nic = index.get("networkInterface", networkInterfaceId ?? "");
  const address = { privateAddress, publicAddress };
  const { accountId, region } = nat;
  const held = withResource(configuration, {
    ...nat,
    addresses: [...nat.addresses, { ...address, ...on, primary: false }],
  });
  const translated = nic
    ? withResource(held, {
        ...nic,
        privateAddresses: [
          ...nic.privateAddresses,
          { address: privateAddress, primary: false, publicAddress },
        ],
      })
    : held;
  return withResources(translated, [
    { kind: "publicAddress", id: allocationId, accountId, region, tags: [], ...address, ...on },
  ]);
}
