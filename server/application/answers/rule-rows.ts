import type {
  ConfigurationIndex,
  NetworkAclEntry,
  ResourceOf,
  SecurityGroupRule,
} from "../../engine/configuration";
import { isIcmp, PROTOCOL, protocolName } from "../../engine/net";
import type { RuleList } from "../ports/question-pool";

type Row = RuleList["rows"][number];
type Direction = "ingress" | "egress";

/** The rule that NACLs end with, whether the input lists it or not (NACL-1). */
const IMPLICIT_RULE_NUMBER = 32_767;

/** A group's rules of one direction as written, then the refusal of everything else. Clauses: SG-1 to SG-8. */
export function securityGroupRows(
  index: ConfigurationIndex,
  group: ResourceOf<"securityGroup">,
  direction: Direction,
): readonly Row[] {
  const preposition = direction === "ingress" ? "from" : "to";
  const rows = group[direction].map(
    (rule): Row => ({
      rule: `${trafficOf(rule)} ${preposition} ${peerOf(index, rule)}`,
      detail: rule.description ?? "",
      verdict: "allow",
    }),
  );
  return [...rows, { rule: "everything else", detail: "no rule admits it", verdict: "deny" }];
}

/** An ACL's entries of one direction in the order they are tried, the final refusal last. Clause: NACL-1. */
export function networkAclRows(acl: ResourceOf<"networkAcl">, direction: Direction): readonly Row[] {
  const preposition = direction === "ingress" ? "from" : "to";
  const rows = acl.entries
    .filter(({ egress, ruleNumber }) => {
      return egress === (direction === "egress") && ruleNumber < IMPLICIT_RULE_NUMBER;
    })
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber)
    .map(
      (entry): Row => ({
        rule: `${entry.ruleNumber}: ${entryTraffic(entry)} ${preposition} ${entry.prefix}`,
        detail: "the first entry that matches decides",
        verdict: entry.action,
      }),
    );
  return [...rows, { rule: "*: everything else", detail: "no entry matched", verdict: "deny" }];
}

/** Missing ports mean all of them; for ICMP they are type and code (SG-5). */
function trafficOf({ protocol, fromPort, toPort }: SecurityGroupRule): string {
  if (protocol === -1) return "all traffic";
  const name = protocolName(protocol);
  if (isIcmp(protocol)) return `${name}${icmpText(fromPort ?? -1, toPort ?? -1)}`;
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return `protocol ${name}`;
  const from = fromPort === undefined || fromPort === -1 ? 0 : fromPort;
  const to = toPort === undefined || toPort === -1 ? 65_535 : toPort;
  return `${name} ${portsText(from, to)}`;
}

function entryTraffic({ protocol, portRange, icmp }: NetworkAclEntry): string {
  if (protocol === -1) return "all traffic";
  const name = protocolName(protocol);
  if (isIcmp(protocol)) return `${name}${icmp ? icmpText(icmp.type, icmp.code) : ""}`;
  return portRange ? `${name} ${portsText(portRange.from, portRange.to)}` : name;
}

function icmpText(type: number, code: number): string {
  if (type === -1) return "";
  return code === -1 ? ` type ${type}` : ` type ${type} code ${code}`;
}

function portsText(from: number, to: number): string {
  if (from === 0 && to === 65_535) return "all ports";
  return from === to ? String(from) : `${from}-${to}`;
}

function peerOf(index: ConfigurationIndex, { peer }: SecurityGroupRule): string {
  switch (peer.kind) {
    case "prefix":
      return peer.prefix;
    case "prefixList":
      return nameOf(index, peer.prefixListId);
    case "securityGroup":
      return nameOf(index, peer.securityGroupId);
  }
}

/** A resource by name and id, or by id alone where the input does not have it. */
export function nameOf(index: ConfigurationIndex, id: string): string {
  const name = index.find(id)?.name;
  return name === undefined ? id : `${name} (${id})`;
}
