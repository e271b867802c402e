import type { IpPermission } from "@aws-sdk/client-ec2";
import type { SecurityGroupRule } from "../../../engine/configuration";
import { protocolName } from "../../../engine/net";

const EVERY_PROTOCOL = -1;

/**
 * A rule as the provider writes it: a permission with this one peer, so that a call with it is about this rule
 * and no other of the group. Reading the permission again gives the rule.
 */
export function permissionOf({
  protocol,
  fromPort,
  toPort,
  peer,
  description,
}: SecurityGroupRule): IpPermission {
  const said = description === undefined ? {} : { Description: description };
  return {
    IpProtocol: protocol === EVERY_PROTOCOL ? "-1" : protocolName(protocol),
    ...(fromPort === undefined ? {} : { FromPort: fromPort }),
    ...(toPort === undefined ? {} : { ToPort: toPort }),
    ...peerOf(peer, said),
  };
}

function peerOf(peer: SecurityGroupRule["peer"], said: { readonly Description?: string }): IpPermission {
  switch (peer.kind) {
    case "prefix":
      return peer.prefix.includes(":")
        ? { Ipv6Ranges: [{ CidrIpv6: peer.prefix, ...said }] }
        : { IpRanges: [{ CidrIp: peer.prefix, ...said }] };
    case "prefixList":
      return { PrefixListIds: [{ PrefixListId: peer.prefixListId, ...said }] };
    case "securityGroup": {
      const { securityGroupId, accountId, vpcId, vpcPeeringConnectionId } = peer;
      const pair = {
        GroupId: securityGroupId,
        ...(accountId === undefined ? {} : { UserId: accountId }),
        ...(vpcId === undefined ? {} : { VpcId: vpcId }),
        ...(vpcPeeringConnectionId === undefined ? {} : { VpcPeeringConnectionId: vpcPeeringConnectionId }),
        ...said,
      };
      return { UserIdGroupPairs: [pair] };
    }
  }
}
