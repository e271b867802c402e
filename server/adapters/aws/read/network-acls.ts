import type { NetworkAclEntry } from "../../../engine/configuration";
import { hasPorts, parseProtocol } from "../../../engine/net";
import { child, children, flag, type Item, note, number, prefix, text, textsOf } from "../item";
import { base, type Reading, sortedBy } from "../reading";

/** The numbers of the rules that the provider adds itself; both families may carry the same one. */
const FIRST_IMPLICIT_RULE = 32767;

/** Network ACLs (M-3, NACL-1, NACL-2): entries by direction and rule number, inbound first. */
export function readNetworkAcls(reading: Reading): void {
  for (const item of reading.items("NetworkAcls")) {
    const id = text(item, "NetworkAclId");
    const ownerId = text(item, "OwnerId");
    reading.put(
      item,
      {
        ...base(item, "networkAcl", id, { ownerId }),
        vpcId: text(item, "VpcId"),
        isDefault: flag(item, "IsDefault") ?? false,
        subnetIds: textsOf(item, "Associations", "SubnetId"),
        entries: readEntries(item, id),
      },
      ownerId,
    );
  }
}

function readEntries(acl: Item, aclId: string | undefined): NetworkAclEntry[] {
  const entries = children(acl, "Entries").flatMap((each) => readEntry(each, aclId) ?? []);
  // Deny before allow and then by content: which of two entries with one number stays does not depend on order.
  const sorted = sortedBy(entries, (entry) => {
    const rule = String(entry.ruleNumber).padStart(6, "0");
    return [entry.egress ? 1 : 0, rule, entry.action === "deny" ? 0 : 1, JSON.stringify(entry)].join(" ");
  });
  return sorted.filter((entry, index) => {
    const before = sorted[index - 1];
    const repeats =
      before !== undefined && before.egress === entry.egress && before.ruleNumber === entry.ruleNumber;
    if (!repeats) return true;
    if (entry.ruleNumber >= FIRST_IMPLICIT_RULE) return JSON.stringify(before) !== JSON.stringify(entry);
    entryNote(
      acl,
      aclId,
      "duplicate-rule-number",
      `two ${entry.egress ? "outbound" : "inbound"} rules have number ${entry.ruleNumber}; the stricter one is kept, record the reply again`,
    );
    return false;
  });
}

function readEntry(item: Item, aclId: string | undefined): NetworkAclEntry | undefined {
  const written = text(item, "Protocol");
  const protocol = written === "-1" ? -1 : parseProtocol(written ?? "");
  const ruleNumber = number(item, "RuleNumber");
  const egress = flag(item, "Egress");
  const action = text(item, "RuleAction")?.toLowerCase();
  const found = prefix(item, "CidrBlock") ?? prefix(item, "Ipv6CidrBlock");
  if (
    protocol === undefined ||
    ruleNumber === undefined ||
    egress === undefined ||
    found === undefined ||
    (action !== "allow" && action !== "deny")
  ) {
    entryNote(
      item,
      aclId,
      "invalid-entry",
      "an entry cannot be read and was left out; record the reply again",
    );
    return undefined;
  }
  const portRange = readPortRange(item, aclId, protocol);
  if (portRange === "invalid") return undefined;
  const icmp = child(item, "IcmpTypeCode");
  return {
    ruleNumber,
    egress,
    protocol,
    action,
    prefix: found,
    ...(portRange === undefined ? {} : { portRange }),
    ...(icmp === undefined
      ? {}
      : { icmp: { type: number(icmp, "Type") ?? -1, code: number(icmp, "Code") ?? -1 } }),
  };
}

function readPortRange(item: Item, aclId: string | undefined, protocol: number) {
  const range = child(item, "PortRange");
  if (range === undefined) return undefined;
  const from = number(range, "From") ?? 0;
  const to = number(range, "To") ?? 65535;
  if (!hasPorts(protocol) || (from >= 0 && from <= to && to <= 65535)) return { from, to };
  const message = `an entry runs from port ${from} to port ${to}, so it matches nothing and was left out; correct the entry`;
  entryNote(item, aclId, "rule-matches-nothing", message);
  return "invalid" as const;
}

function entryNote(item: Item, aclId: string | undefined, code: string, message: string): void {
  const resource = aclId === undefined ? {} : { resource: { kind: "networkAcl", id: aclId } };
  note(item, { severity: "error", code, ...resource, message, weakens: "what this network ACL admits" });
}
