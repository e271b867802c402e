import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeInstancesCommand,
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

/** Where a reply goes on. Calls that the provider does not page get neither. */
export interface PageRequest {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** One page as the provider gave it. `items` is undefined when the reply lacks the list, which is no empty list. */
export interface Page {
  readonly items: readonly object[] | undefined;
  readonly nextToken: string | undefined;
}

/** How one kind is read. */
export interface ReadCall {
  readonly kind: ResourceKind;
  /** The reply's key, which is also what a file of such replies is named after. */
  readonly key: string;
  readonly action: string;
  /** The most the provider allows; null where it does not page. */
  readonly pageSize: number | null;
  readonly ask: (client: EC2Client, page: PageRequest, signal: AbortSignal) => Promise<Page>;
  /** Ids of the resources in one item of the list: several where items are groups. */
  readonly idsOf: (item: object) => readonly unknown[];
}

type Reply = { readonly NextToken?: string | undefined };

/** Ties a command's reply to the one list in it. */
function reading<R extends Reply>(
  call: Omit<ReadCall, "ask" | "idsOf"> & {
    readonly send: (client: EC2Client, page: PageRequest, abortSignal: AbortSignal) => Promise<R>;
    readonly list: (reply: R) => readonly object[] | undefined;
    readonly id: string;
  },
): ReadCall {
  const { send, list, id, ...kept } = call;
  return {
    ...kept,
    ask: async (client, page, signal) => {
      const reply = await send(client, page, signal);
      return { items: list(reply), nextToken: reply.NextToken || undefined };
    },
    idsOf: (item) => [attribute(item, id)],
  };
}

/** Every kind the agent reads, in the order in which kinds are listed. All calls only describe. */
export const READ_CALLS: readonly ReadCall[] = [
  reading({
    kind: "zone",
    key: "AvailabilityZones",
    action: "DescribeAvailabilityZones",
    pageSize: null,
    send: (client, _page, abortSignal): Promise<Reply & { AvailabilityZones?: object[] | undefined }> =>
      client.send(new DescribeAvailabilityZonesCommand({}), { abortSignal }),
    list: (reply) => reply.AvailabilityZones,
    id: "ZoneName",
  }),
  reading({
    kind: "vpc",
    key: "Vpcs",
    action: "DescribeVpcs",
    pageSize: 1000,
    send: (client, page, abortSignal) => client.send(new DescribeVpcsCommand(page), { abortSignal }),
    list: (reply) => reply.Vpcs,
    id: "VpcId",
  }),
  reading({
    kind: "subnet",
    key: "Subnets",
    action: "DescribeSubnets",
    pageSize: 1000,
    send: (client, page, abortSignal) => client.send(new DescribeSubnetsCommand(page), { abortSignal }),
    list: (reply) => reply.Subnets,
    id: "SubnetId",
  }),
  {
    ...reading({
      kind: "instance",
      key: "Reservations",
      action: "DescribeInstances",
      pageSize: 1000,
      send: (client, page, abortSignal) => client.send(new DescribeInstancesCommand(page), { abortSignal }),
      list: (reply) => reply.Reservations,
      id: "ReservationId",
    }),
    // A reservation may go on on the next page: its instances are what must not repeat.
    idsOf: (item) => {
      const instances = attribute(item, "Instances");
      return Array.isArray(instances) ? instances.map((each) => attribute(each, "InstanceId")) : [];
    },
  },
  reading({
    kind: "networkInterface",
    key: "NetworkInterfaces",
    action: "DescribeNetworkInterfaces",
    pageSize: 1000,
    send: (client, page, abortSignal) =>
      client.send(new DescribeNetworkInterfacesCommand(page), { abortSignal }),
    list: (reply) => reply.NetworkInterfaces,
    id: "NetworkInterfaceId",
  }),
  reading({
    kind: "publicAddress",
    key: "Addresses",
    action: "DescribeAddresses",
    pageSize: null,
    send: (client, _page, abortSignal): Promise<Reply & { Addresses?: object[] | undefined }> =>
      client.send(new DescribeAddressesCommand({}), { abortSignal }),
    list: (reply) => reply.Addresses,
    id: "PublicIp",
  }),
  reading({
    kind: "routeTable",
    key: "RouteTables",
    action: "DescribeRouteTables",
    pageSize: 100,
    send: (client, page, abortSignal) => client.send(new DescribeRouteTablesCommand(page), { abortSignal }),
    list: (reply) => reply.RouteTables,
    id: "RouteTableId",
  }),
  reading({
    kind: "securityGroup",
    key: "SecurityGroups",
    action: "DescribeSecurityGroups",
    pageSize: 1000,
    send: (client, page, abortSignal) =>
      client.send(new DescribeSecurityGroupsCommand(page), { abortSignal }),
    list: (reply) => reply.SecurityGroups,
    id: "GroupId",
  }),
  reading({
    kind: "networkAcl",
    key: "NetworkAcls",
    action: "DescribeNetworkAcls",
    pageSize: 1000,
    send: (client, page, abortSignal) => client.send(new DescribeNetworkAclsCommand(page), { abortSignal }),
    list: (reply) => reply.NetworkAcls,
    id: "NetworkAclId",
  }),
  reading({
    kind: "internetGateway",
    key: "InternetGateways",
    action: "DescribeInternetGateways",
    pageSize: 1000,
    send: (client, page, abortSignal) =>
      client.send(new DescribeInternetGatewaysCommand(page), { abortSignal }),
    list: (reply) => reply.InternetGateways,
    id: "InternetGatewayId",
  }),
  reading({
    kind: "egressOnlyInternetGateway",
    key: "EgressOnlyInternetGateways",
    action: "DescribeEgressOnlyInternetGateways",
    pageSize: 255,
    send: (client, page, abortSignal) =>
      client.send(new DescribeEgressOnlyInternetGatewaysCommand(page), { abortSignal }),
    list: (reply) => reply.EgressOnlyInternetGateways,
    id: "EgressOnlyInternetGatewayId",
  }),
  reading({
    kind: "natGateway",
    key: "NatGateways",
    action: "DescribeNatGateways",
    pageSize: 1000,
    send: (client, page, abortSignal) => client.send(new DescribeNatGatewaysCommand(page), { abortSignal }),
    list: (reply) => reply.NatGateways,
    id: "NatGatewayId",
  }),
  reading({
    kind: "vpcPeeringConnection",
    key: "VpcPeeringConnections",
    action: "DescribeVpcPeeringConnections",
    pageSize: 1000,
    send: (client, page, abortSignal) =>
      client.send(new DescribeVpcPeeringConnectionsCommand(page), { abortSignal }),
    list: (reply) => reply.VpcPeeringConnections,
    id: "VpcPeeringConnectionId",
  }),
];

function attribute(item: unknown, name: string): unknown {
  return typeof item === "object" && item !== null ? Reflect.get(item, name) : undefined;
}
