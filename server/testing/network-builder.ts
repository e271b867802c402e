import {
  type Configuration,
  configurationFrom,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
  type ResourceOf,
} from "../engine/configuration";
import { parseAddress } from "../engine/net";
import { balancerResources } from "./network-builder-balancers";
import { endpointResources } from "./network-builder-endpoints";
import { gatewayResources } from "./network-builder-gateways";
import { hybridResources } from "./network-builder-hybrid";
import { elasticIps, networkOwner, owned } from "./network-builder-owner";
import type { InterfaceSpec, NetworkSpec } from "./network-builder-spec";
import { tableResources } from "./network-builder-tables";
import { parseAclEntry, parseGroupRule } from "./network-builder-text";

/**
 * The configuration of a drawn network, complete as the provider would describe it: local routes, main tables,
 * default ACLs, interfaces of VMs and NAT gateways, zones, coverage.
 */
export function buildConfiguration(spec: NetworkSpec): Configuration {
  const resources = [
    ...placeResources(spec),
    ...vmResources(spec),
    ...filterResources(spec),
    ...tableResources(spec),
    ...gatewayResources(spec),
    ...hybridResources(spec),
    ...endpointResources(spec),
    ...balancerResources(spec),
    ...databaseResources(spec),
  ];
  return configurationFrom(resources, coverageOf(spec, resources));
}

/** The same configuration without one of its resources, as if it had not been handed in. */
export function withoutResource(configuration: Configuration, kind: ResourceKind, id: string): Configuration {
  const list = configuration.resources[kind].filter((resource) => resource.id !== id);
  if (list.length === configuration.resources[kind].length) throw new Error(`there is no ${kind} ${id}`);
  return { ...configuration, resources: { ...configuration.resources, [kind]: list } };
}

function databaseResources(spec: NetworkSpec): Resource[] {
  return Object.entries(spec.databases).map(([id, { subnets, groups, standby, state }]) => {
    const home = spec.subnets[subnets[0] ?? ""];
    return {
      kind: "databaseInstance",
      ...owned(id, networkOwner(spec, home?.vpc)),
      name: id,
      engine: "postgres",
      state: state ?? "available",
      port: 5432,
      vpcId: home?.vpc,
      subnetIds: [...subnets].sort(),
      securityGroupIds: [...groups],
      zoneName: home?.zoneName ?? home?.zone,
      multiZone: standby !== undefined && standby !== false,
      secondaryZoneName: typeof standby === "object" ? standby.zone : undefined,
      publiclyAccessible: false,
    };
  });
}

function placeResources(spec: NetworkSpec): Resource[] {
  const zones = new Map<string, ResourceOf<"zone">>();
  const places: Resource[] = [];
  for (const [id, vpc] of Object.entries(spec.vpcs))
    places.push({
      kind: "vpc",
      ...owned(id, networkOwner(spec, id)),
      prefixes: [...vpc.prefixes],
      isDefault: false,
    });
  for (const [id, subnet] of Object.entries(spec.subnets)) {
    const owner = networkOwner(spec, subnet.vpc);
    const zoneName = subnet.zoneName ?? subnet.zone;
    if (!zones.has(subnet.zone))
      zones.set(subnet.zone, { kind: "zone", ...owned(subnet.zone, owner), zoneName, state: "available" });
    places.push({
      kind: "subnet",
      ...owned(id, owner),
      vpcId: subnet.vpc,
      prefixes: [...subnet.prefixes],
      zoneId: subnet.zone,
      zoneName,
      mapPublicIpOnLaunch: false,
      ...(subnet.freeCount === undefined ? {} : { availableIpAddressCount: subnet.freeCount }),
    });
  }
  return [...zones.values(), ...places];
}

function vmResources(spec: NetworkSpec): Resource[] {
  const resources: Resource[] = [];
  for (const [id, vm] of Object.entries(spec.vms)) {
    const others = Object.entries(spec.interfaces).filter(([, nic]) => nic.vm === id);
    const first = { ...vm, vm: id, device: 0 };
    resources.push(
      {
        kind: "instance",
        ...owned(id, networkOwner(spec, spec.subnets[vm.subnet]?.vpc, vm.account)),
        state: vm.state ?? "running",
        ...(vm.platform === undefined ? {} : { platform: vm.platform }),
        ...(vm.type === undefined ? {} : { instanceType: vm.type }),
        ...placementOf(vm.placement),
        networkInterfaceIds: [`eni-${id}`, ...others.map(([name]) => name)],
        metadataOptions: { httpEndpoint: vm.metadata ?? "enabled", httpTokens: vm.tokens ?? "required" },
      },
      ...interfaceResources(spec, `eni-${id}`, first),
    );
  }
  for (const [id, nic] of Object.entries(spec.interfaces))
    resources.push(...interfaceResources(spec, id, nic));
  return resources;
}

function placementOf(text: string | undefined) {
  const [placementGroup, placementStrategy] = text?.split(" ") ?? [];
  return {
    ...(placementGroup === undefined ? {} : { placementGroup }),
    ...(placementStrategy === undefined ? {} : { placementStrategy }),
  };
}

function interfaceResources(spec: NetworkSpec, id: string, nic: InterfaceSpec): Resource[] {
  const vpcId = spec.subnets[nic.subnet]?.vpc ?? "";
  const owner = networkOwner(spec, vpcId, nic.account);
  const isIpv4 = (address: string) => parseAddress(address)?.family === 4;
  const publicAddress = nic.publicAddress === undefined ? {} : { publicAddress: nic.publicAddress };
  const resource: ResourceOf<"networkInterface"> = {
    kind: "networkInterface",
    ...owned(id, owner),
    interfaceType: "interface",
    subnetId: nic.subnet,
    vpcId,
    status: nic.vm === undefined ? "available" : "in-use",
    ...(nic.vm === undefined
      ? {}
      : {
          attachment: {
            instanceId: nic.vm,
            deviceIndex: nic.device ?? 1,
            status: nic.attachment ?? "attached",
          },
        }),
    privateAddresses: nic.addresses
      .filter(isIpv4)
      .map((address, index) => ({ address, primary: index === 0, ...(index === 0 ? publicAddress : {}) })),
    ipv6Addresses: nic.addresses.filter((address) => !isIpv4(address)),
    delegatedPrefixes: [...(nic.delegated ?? [])],
    securityGroupIds: [...nic.groups],
    sourceDestCheck: nic.sourceDestCheck ?? true,
    requesterManaged: false,
  };
  return [resource, ...elasticIps(resource, owner)];
}

function filterResources(spec: NetworkSpec): Resource[] {
  const groups = Object.entries(spec.groups).map(
    ([id, group]): Resource => ({
      kind: "securityGroup",
      ...owned(id, networkOwner(spec, group.vpc, group.account)),
      vpcId: group.vpc,
      ingress: group.in.map(parseGroupRule),
      egress: (group.out ?? ["all to 0.0.0.0/0"]).map(parseGroupRule),
    }),
  );
  const acls = Object.entries(spec.acls).map(
    ([id, acl]): Resource => ({
      kind: "networkAcl",
      ...owned(id, networkOwner(spec, acl.vpc)),
      vpcId: acl.vpc,
      isDefault: false,
      subnetIds: [...acl.subnets],
      entries: [
        ...acl.in.map((text) => parseAclEntry(false, text)),
        ...acl.out.map((text) => parseAclEntry(true, text)),
      ],
    }),
  );
  return [...groups, ...acls, ...defaultAcls(spec)];
}

/** NACL-4: allow all IPv4 by entry 100, and all IPv6 by 101 where the VPC has IPv6. */
function defaultAcls(spec: NetworkSpec): Resource[] {
  const taken = new Set(Object.values(spec.acls).flatMap((acl) => acl.subnets));
  const acls: Resource[] = [];
  for (const [vpcId, vpc] of Object.entries(spec.vpcs)) {
    if (vpc.defaultAcl === false) continue;
    const texts = vpc.prefixes.some((prefix) => prefix.includes(":"))
      ? ["100 allow all 0.0.0.0/0", "101 allow all ::/0"]
      : ["100 allow all 0.0.0.0/0"];
    acls.push({
      kind: "networkAcl",
      ...owned(`acl-${vpcId}`, networkOwner(spec, vpcId)),
      vpcId,
      isDefault: true,
      subnetIds:
        vpc.defaultAcl === "implied"
          ? []
          : Object.keys(spec.subnets).filter((id) => spec.subnets[id]?.vpc === vpcId && !taken.has(id)),
      entries: [false, true].flatMap((egress) => texts.map((text) => parseAclEntry(egress, text))),
    });
  }
  return acls;
}

function coverageOf(spec: NetworkSpec, resources: readonly Resource[]): Configuration["coverage"] {
  const places = new Map(
    resources.map(({ accountId, region }) => [`${accountId} ${region}`, { accountId, region }]),
  );
  return [...places.keys()].sort().flatMap((key) =>
    [...RESOURCE_KINDS].sort().map((kind) => ({
      accountId: "",
      region: "",
      ...places.get(key),
      kind,
      status: spec.coverage[kind] ?? "ok",
    })),
  );
}
