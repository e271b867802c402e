import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
} from "@aws-sdk/client-ec2";
import type { Subject } from "../../../application/ports/cloud-hand";
import { Failure } from "../../../application/ports/failure";
import type { Resource } from "../../../engine/configuration";
import { redact } from "../poll/redact";
import { codeOf } from "../poll/refusal";
import { readAwsInput } from "../read-aws-input";
import type { RegionClients } from "./guarded-clients";

type Reading = RegionClients["reading"];
type Options = { readonly abortSignal: AbortSignal };

/** How one resource of a kind is asked for: the reply's key, and the list under it. */
interface SubjectCall {
  readonly key: string;
  readonly ask: (clients: Reading, id: string, options: Options) => Promise<readonly object[] | undefined>;
}

const CALLS: Readonly<Record<string, SubjectCall>> = {
  securityGroup: {
    key: "SecurityGroups",
    ask: async ({ ec2 }, id, options) =>
      (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }), options)).SecurityGroups,
  },
  routeTable: {
    key: "RouteTables",
    ask: async ({ ec2 }, id, options) =>
      (await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }), options)).RouteTables,
  },
  instance: {
    key: "Reservations",
    ask: async ({ ec2 }, id, options) =>
      (await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }), options)).Reservations,
  },
  natGateway: {
    key: "NatGateways",
    ask: async ({ ec2 }, id, options) =>
      (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [id] }), options)).NatGateways,
  },
  networkAcl: {
    key: "NetworkAcls",
    ask: async ({ ec2 }, id, options) =>
      (await ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [id] }), options)).NetworkAcls,
  },
  subnet: {
    key: "Subnets",
    ask: async ({ ec2 }, id, options) =>
      (await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }), options)).Subnets,
  },
  autoScalingGroup: {
    key: "AutoScalingGroups",
    ask: async ({ scaling }, id, options) => {
      const names = { AutoScalingGroupNames: [scalingGroupName(id)] };
      return (await scaling.send(new DescribeAutoScalingGroupsCommand(names), options)).AutoScalingGroups;
    },
  },
};

/**
 * Reads one resource and gives it as a mirror of the same reply would: through the same reader. Null where the
 * provider has none. A reply without its list, or about something else, is no answer.
 */
export async function readSubject(
  clients: Reading,
  { kind, id, place }: Subject,
  abortSignal: AbortSignal,
): Promise<Resource | null> {
  const call = Object.hasOwn(CALLS, kind) ? CALLS[kind] : undefined;
  if (!call) throw new Failure("BAD_INPUT", `an executor cannot read a ${kind}`);
  const items = await call.ask(clients, id, { abortSignal }).catch((cause: unknown) => {
    abortSignal.throwIfAborted();
    if (/NotFound$/.test(codeOf(cause))) return [];
    throw new Failure("UNAVAILABLE", `\`${id}\` could not be read: ${codeOf(cause)}`, { cause });
  });
  if (items === undefined) {
    throw new Failure("UNAVAILABLE", `\`${id}\` could not be read: the reply has no list \`${call.key}\``);
  }
  if (items.length === 0) return null;
  const found = mirrored({ kind, id, place }, call.key, items);
  if (found === undefined) {
    throw new Failure("UNAVAILABLE", `\`${id}\` could not be read: the reply is about something else`);
  }
  return found;
}

function mirrored({ kind, id, place }: Subject, key: string, items: readonly object[]): Resource | undefined {
  const path = `accounts/${place.accountId}/${place.region}/${key}.json`;
  const bytes = new TextEncoder().encode(JSON.stringify({ [key]: redact(items) }));
  const { resources } = readAwsInput([{ path, bytes }]).configuration;
  const all: readonly Resource[] = Object.values(resources).flat();
  return all.find((each) => each.kind === kind && isCalled(each, id));
}

function isCalled(resource: Resource, id: string): boolean {
  if (resource.id === id) return true;
  return resource.kind === "autoScalingGroup" && scalingGroupName(resource.id) === scalingGroupName(id);
}

/** The name at the end of a group's ARN; what is no ARN is a name already. */
function scalingGroupName(id: string): string {
  return /^arn:[^:]*:autoscaling:.*:autoScalingGroupName\/(.+)$/.exec(id)?.[1] ?? id;
}
