import type { SecurityGroupRule } from "../../../engine/configuration";
import { hasPorts, isIcmp, parseProtocol } from "../../../engine/net";
import { children, type Item, note, number, prefix, text, words } from "../item";
import { base, ownName, type Reading, sortedBy } from "../reading";

/** Security groups (M-3, SG-4, SG-5): one rule per peer of a permission, sorted. */
export function readSecurityGroups(reading: Reading): void {
  for (const item of reading.items("SecurityGroups")) {
    const ownerId = text(item, "OwnerId");
    const id = text(item, "GroupId");
    reading.put(
      item,
      {
        ...base(item, "securityGroup", id, { ownerId, name: ownName(item, "GroupName") }),
        vpcId: text(item, "VpcId"),
        ownerId,
        ingress: readRules(item, "IpPermissions", id),
        egress: readRules(item, "IpPermissionsEgress", id),
      },
      ownerId,
    );
  }
}

function readRules(group: Item, key: string, groupId: string | undefined): SecurityGroupRule[] {
  const rules = children(group, key).flatMap((permission) => readPermission(permission, groupId));
  return sortedBy(rules, (rule) =>
    JSON.stringify([rule.protocol, rule.fromPort, rule.toPort, rule.peer, rule.description]),
  );
}

function readPermission(permission: Item, groupId: string | undefined): SecurityGroupRule[] {
  const written = text(permission, "IpProtocol");
  const protocol = written === "-1" ? -1 : parseProtocol(written ?? "");
  const fromPort = number(permission, "FromPort");
  const toPort = number(permission, "ToPort");
  const complaint =
    protocol === undefined
      ? "names no protocol that can be read"
      : portsComplaint(protocol, fromPort, toPort);
  if (complaint !== undefined) {
    ruleNote(
      permission,
      groupId,
      "error",
      "rule-matches-nothing",
      `a rule ${complaint}, so it matches nothing and was left out; correct the rule`,
    );
    return [];
  }
  if (
    protocol !== undefined &&
    isIcmp(protocol) &&
    fromPort === -1 &&
    toPort !== undefined &&
    toPort !== -1
  ) {
    const message = `a rule for every ICMP type with code ${toPort} matches nothing; name the type, or use code -1`;
    ruleNote(permission, groupId, "warning", "icmp-code-without-type", message);
  }
  return readPeers(permission).map(({ peer, description }) => ({
    protocol: protocol ?? -1,
    ...(fromPort === undefined ? {} : { fromPort }),
    ...(toPort === undefined ? {} : { toPort }),
    peer,
    ...(description === undefined ? {} : { description }),
  }));
}

/** Why the ports of a tcp or udp rule can match nothing; -1 and absent stand for the ends (SG-5). */
function portsComplaint(protocol: number, fromPort = -1, toPort = -1): string | undefined {
  if (!hasPorts(protocol)) return undefined;
  const from = fromPort === -1 ? 0 : fromPort;
  const to = toPort === -1 ? 65535 : toPort;
  if (from > to) return `runs from port ${from} down to port ${to}`;
  if (from < 0 || to > 65535) return `names ports ${from} to ${to}, which do not exist`;
  return undefined;
}

function readPeers(permission: Item): { peer: SecurityGroupRule["peer"]; description: string | undefined }[] {
  const ranges = [
    ...children(permission, "IpRanges").map((each) => ({ each, found: prefix(each, "CidrIp") })),
    ...children(permission, "Ipv6Ranges").map((each) => ({ each, found: prefix(each, "CidrIpv6") })),
  ].flatMap(({ each, found }) =>
    found === undefined
      ? []
      : [{ peer: { kind: "prefix" as const, prefix: found }, description: words(each, "Description") }],
  );
  const lists = children(permission, "PrefixListIds").flatMap((each) => {
    const prefixListId = text(each, "PrefixListId");
    if (prefixListId === undefined) return [];
    return [{ peer: { kind: "prefixList" as const, prefixListId }, description: words(each, "Description") }];
  });
  const groups = children(permission, "UserIdGroupPairs").flatMap((each) => {
    const securityGroupId = text(each, "GroupId");
    if (securityGroupId === undefined) return [];
    const peer = {
      kind: "securityGroup" as const,
      securityGroupId,
      accountId: text(each, "UserId"),
      vpcId: text(each, "VpcId"),
      vpcPeeringConnectionId: text(each, "VpcPeeringConnectionId"),
      peeringStatus: text(each, "PeeringStatus"),
    };
    return [{ peer, description: words(each, "Description") }];
  });
  return [...ranges, ...lists, ...groups];
}

function ruleNote(
  item: Item,
  groupId: string | undefined,
  severity: "error" | "warning",
  code: string,
  message: string,
): void {
  const resource = groupId === undefined ? {} : { resource: { kind: "securityGroup", id: groupId } };
  note(item, { severity, code, ...resource, message, weakens: "what this security group admits" });
}
