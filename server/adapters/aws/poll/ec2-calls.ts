import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { ResourceKind } from "../../../engine/configuration";
import { attribute, type ListCall, type PageRequest, pick, type ReadCall, whole } from "./read-call";

type Reply = { readonly NextToken?: string | undefined };
type Ec2Page = { readonly MaxResults?: number; readonly NextToken?: string };

/** Ties a command's reply to the one list in it. */
function listing<R extends Reply>(
  call: Pick<ListCall, "key" | "action" | "pageSize"> & {
    readonly send: (ec2: EC2Client, page: Ec2Page, abortSignal: AbortSignal) => Promise<R>;
    readonly list: (reply: R) => readonly object[] | undefined;
    readonly id: string;
  },
): ListCall {
  const { send, list, id, ...kept } = call;
  return {
    ...kept,
    ask: async ({ ec2 }, page, signal) => {
      const reply = await send(ec2, ec2Page(page), signal);
      return { items: list(reply), nextToken: reply.NextToken || undefined };
    },
    idsOf: (item) => [attribute(item, id)],
  };
}

function ec2Page({ size, token }: PageRequest): Ec2Page {
  return {
    ...(size === undefined ? {} : { MaxResults: size }),
    ...(token === undefined ? {} : { NextToken: token }),
  };
}

function reading<R extends Reply>(kind: ResourceKind, call: Parameters<typeof listing<R>>[0]): ReadCall {
  return whole(kind, listing(call));
}

const RESERVATIONS: ListCall = {
  ...listing({
    key: "Reservations",
    action: "DescribeInstances",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeInstancesCommand(page), { abortSignal }),
    list: (reply) => reply.Reservations,
    id: "ReservationId",
  }),
  // A reservation may go on on the next page: its instances are what must not repeat.
  idsOf: (item) => instancesIn(item).map((each) => attribute(each, "InstanceId")),
};

/** The most values of one filter. */
const TYPES_AT_ONCE = 200;

function typesCall(types: readonly string[]): ListCall {
  const Filters = [{ Name: "instance-type", Values: [...types] }];
  return listing({
    key: "InstanceTypes",
    action: "DescribeInstanceTypes",
    pageSize: 100,
    send: (ec2, page, abortSignal) =>
      ec2.send(new DescribeInstanceTypesCommand({ ...page, Filters }), { abortSignal }),
    list: (reply) => reply.InstanceTypes,
    id: "InstanceType",
  });
}

/** Of the hundreds of types those that instances have; of each what says how much it carries. */
const INSTANCE_TYPES: ReadCall = {
  kind: "instanceType",
  key: "InstanceTypes",
  read: async (list) => {
    const { items } = await list(RESERVATIONS);
    const used = items.flatMap(instancesIn).map((each) => attribute(each, "InstanceType"));
    const types = [...new Set(used)].filter((each) => typeof each === "string").sort();
    const found: object[] = [];
    const ids: string[] = [];
    for (let from = 0; from < types.length; from += TYPES_AT_ONCE) {
      const part = await list(typesCall(types.slice(from, from + TYPES_AT_ONCE)));
      found.push(...part.items.map((each) => pick(each, ["InstanceType", "VCpuInfo", "NetworkInfo"])));
      ids.push(...part.ids);
    }
    return { lists: { InstanceTypes: found }, ids };
  },
};

/** Every kind that EC2 tells, in the order in which kinds are listed. All calls only describe. */
export const EC2_CALLS: readonly ReadCall[] = [
  reading("zone", {
    key: "AvailabilityZones",
    action: "DescribeAvailabilityZones",
    pageSize: null,
    send: (ec2, _page, abortSignal): Promise<Reply & { AvailabilityZones?: object[] | undefined }> =>
      ec2.send(new DescribeAvailabilityZonesCommand({}), { abortSignal }),
    list: (reply) => reply.AvailabilityZones,
    id: "ZoneName",
  }),
  reading("vpc", {
    key: "Vpcs",
    action: "DescribeVpcs",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeVpcsCommand(page), { abortSignal }),
    list: (reply) => reply.Vpcs,
    id: "VpcId",
  }),
  reading("subnet", {
    key: "Subnets",
    action: "DescribeSubnets",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeSubnetsCommand(page), { abortSignal }),
    list: (reply) => reply.Subnets,
    id: "SubnetId",
  }),
  whole("instance", RESERVATIONS),
  reading("networkInterface", {
    key: "NetworkInterfaces",
    action: "DescribeNetworkInterfaces",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeNetworkInterfacesCommand(page), { abortSignal }),
    list: (reply) => reply.NetworkInterfaces,
    id: "NetworkInterfaceId",
  }),
  reading("publicAddress", {
    key: "Addresses",
    action: "DescribeAddresses",
    pageSize: null,
    send: (ec2, _page, abortSignal): Promise<Reply & { Addresses?: object[] | undefined }> =>
      ec2.send(new DescribeAddressesCommand({}), { abortSignal }),
    list: (reply) => reply.Addresses,
    id: "PublicIp",
  }),
  reading("routeTable", {
    key: "RouteTables",
    action: "DescribeRouteTables",
    pageSize: 100,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeRouteTablesCommand(page), { abortSignal }),
    list: (reply) => reply.RouteTables,
    id: "RouteTableId",
  }),
  reading("securityGroup", {
    key: "SecurityGroups",
    action: "DescribeSecurityGroups",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeSecurityGroupsCommand(page), { abortSignal }),
    list: (reply) => reply.SecurityGroups,
    id: "GroupId",
  }),
  reading("networkAcl", {
    key: "NetworkAcls",
    action: "DescribeNetworkAcls",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeNetworkAclsCommand(page), { abortSignal }),
    list: (reply) => reply.NetworkAcls,
    id: "NetworkAclId",
  }),
  reading("internetGateway", {
    key: "InternetGateways",
    action: "DescribeInternetGateways",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeInternetGatewaysCommand(page), { abortSignal }),
    list: (reply) => reply.InternetGateways,
    id: "InternetGatewayId",
  }),
  reading("egressOnlyInternetGateway", {
    key: "EgressOnlyInternetGateways",
    action: "DescribeEgressOnlyInternetGateways",
    pageSize: 255,
    send: (ec2, page, abortSignal) =>
      ec2.send(new DescribeEgressOnlyInternetGatewaysCommand(page), { abortSignal }),
    list: (reply) => reply.EgressOnlyInternetGateways,
    id: "EgressOnlyInternetGatewayId",
  }),
  reading("natGateway", {
    key: "NatGateways",
    action: "DescribeNatGateways",
    pageSize: 1000,
    send: (ec2, page, abortSignal) => ec2.send(new DescribeNatGatewaysCommand(page), { abortSignal }),
    list: (reply) => reply.NatGateways,
    id: "NatGatewayId",
  }),
  reading("vpcPeeringConnection", {
    key: "VpcPeeringConnections",
    action: "DescribeVpcPeeringConnections",
    pageSize: 1000,
    send: (ec2, page, abortSignal) =>
      ec2.send(new DescribeVpcPeeringConnectionsCommand(page), { abortSignal }),
    list: (reply) => reply.VpcPeeringConnections,
    id: "VpcPeeringConnectionId",
  }),
  INSTANCE_TYPES,
];

function instancesIn(reservation: object): readonly unknown[] {
  const instances = attribute(reservation, "Instances");
  return Array.isArray(instances) ? instances : [];
}
