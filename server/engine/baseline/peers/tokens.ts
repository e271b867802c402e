import {
  aclEntryText,
  type ConfigurationIndex,
  groupRuleText,
  type ResourceOf,
  type RuleDirection,
  type SecurityGroupRule,
} from "../../configuration";
import { bitsOf, parsePrefix } from "../../net";
import { type Places, vpcOf } from "./places";
import type { Subject } from "./roles";

/** One thing that a resource has, written so that it reads the same for all who do the same job. */
export interface Token {
  /** "in: tcp 5432 from group app". */
  readonly text: string;
  /** As it is configured: "tcp 5432 from sg-1 in sg-2"; several mean the same. */
  readonly literals: readonly string[];
  /** What has it, and in which words where it is a rule: how an alert about the same is known. */
  readonly places: readonly TokenPlace[];
  /** Whom it lets in, if anybody: a few addresses are somebody in particular. */
  readonly admits: "nobody" | "few" | "many" | "everyone";
}

/** A resource, and the rule of it where there is one. */
export interface TokenPlace {
  readonly kind: string;
  readonly id: string;
  readonly rule?: string;
}

/** What tokens are read with. */
export interface TokenTerms {
  readonly index: ConfigurationIndex;
  readonly places: Places;
  /** The role of a security group by id, where it has one. */
  readonly groupRole: (id: string) => string | undefined;
}

/** Everything that says how a resource may be reached, by the token's text. */
export function tokensOf(terms: TokenTerms, subject: Subject): ReadonlyMap<string, Token> {
  const found = new Map<string, Token>();
  const put = (token: Token) => {
    const known = found.get(token.text);
    const literals = [...new Set([...(known?.literals ?? []), ...token.literals])].sort();
    found.set(token.text, { ...token, literals, places: [...(known?.places ?? []), ...token.places] });
  };
  for (const token of listed(terms, subject)) put(token);
  return found;
}

function listed(terms: TokenTerms, subject: Subject): readonly Token[] {
  switch (subject.kind) {
    case "instance":
      return hostTokens(terms, subject);
    case "securityGroup":
      return groupTokens(terms, subject, subject.vpcId);
    case "subnet":
      return [...routeTokens(terms, subject), ...entryTokens(terms, subject)];
  }
}

function hostTokens(terms: TokenTerms, subject: ResourceOf<"instance">): readonly Token[] {
  const { index } = terms;
  const interfaces = index.interfacesOfInstance(subject.id);
  const groupIds = [...new Set(interfaces.flatMap((nic) => nic.securityGroupIds))].sort();
  const vpcId = vpcOf(index, subject);
  const rules = groupIds.flatMap((id) => {
    const group = index.get("securityGroup", id);
    return group ? groupTokens(terms, group, vpcId) : [];
  });
  const isPublic = interfaces.some((nic) =>
    nic.privateAddresses.some(({ publicAddress }) => publicAddress !== undefined),
  );
  const forwards = interfaces.some(({ sourceDestCheck }) => !sourceDestCheck);
  return [
    ...rules,
    ...(isPublic ? [plain(subject, "has a public address")] : []),
    ...(forwards ? [plain(subject, "forwards for others (no source check)")] : []),
    ...(subject.metadataOptions?.httpTokens === "optional"
      ? [plain(subject, "gives its role's credentials without a token")]
      : []),
  ];
}

/** What opens a host, and is no rule. */
function plain({ kind, id }: Subject, text: string): Token {
  return { text, literals: [], places: [{ kind, id }], admits: "many" };
}

function groupTokens(
  terms: TokenTerms,
  group: ResourceOf<"securityGroup">,
  vpcId: string | undefined,
): readonly Token[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    group[direction].map((rule): Token => {
      const place = peerPlace(terms, rule, group.id, vpcId);
      return {
        text: `${direction === "ingress" ? "in" : "out"}: ${withPlace(rule, direction, place)}`,
        literals: [`${groupRuleText(rule, direction)} in ${group.id}`],
        places: [{ kind: "securityGroup", id: group.id, rule: groupRuleText(rule, direction) }],
        admits: direction === "egress" ? "nobody" : admittedBy(rule),
      };
    }),
  );
}

function admittedBy({ peer }: SecurityGroupRule): Token["admits"] {
  return peer.kind === "prefix" ? widthOf(peer.prefix) : "many";
}

/** At most so many addresses are somebody in particular: a partner, an engineer, a machine. */
const FEW_BITS = { 4: 4, 6: 64 } as const;

function widthOf(text: string): Token["admits"] {
  const prefix = parsePrefix(text);
  if (!prefix) return "many";
  if (prefix.length === 0) return "everyone";
  return bitsOf(prefix.family) - prefix.length <= FEW_BITS[prefix.family] ? "few" : "many";
}

/** A rule's own words with its peer read as a place. */
function withPlace(rule: SecurityGroupRule, direction: RuleDirection, place: string): string {
  const named = { ...rule, peer: { kind: "prefixList" as const, prefixListId: "" } };
  return groupRuleText(named, direction, () => place);
}

function peerPlace(
  { places, groupRole }: TokenTerms,
  { peer }: SecurityGroupRule,
  groupId: string,
  vpcId: string | undefined,
): string {
  switch (peer.kind) {
    case "prefix":
      return places.textOf(peer.prefix, vpcId);
    case "prefixList":
      return peer.prefixListId;
    case "securityGroup":
      return peer.securityGroupId === groupId
        ? "own group"
        : `group ${groupRole(peer.securityGroupId) ?? peer.securityGroupId}`;
  }
}

function routeTokens({ index, places }: TokenTerms, subnet: ResourceOf<"subnet">): readonly Token[] {
  const table = index.routeTableOf(subnet.id);
  return (table?.routes ?? []).map(({ destination, target }): Token => {
    const prefix = "prefix" in destination ? destination.prefix : destination.prefixListId;
    const to = places.textOf(prefix, subnet.vpcId, subnet.id);
    const gateway = target.kind === "natGateway" ? index.get("natGateway", target.id) : undefined;
    const zone = gateway && index.get("subnet", gateway.subnetId ?? "")?.zoneId;
    const where = gateway === undefined ? "" : zone === subnet.zoneId ? " of its zone" : " of another zone";
    return {
      text: `route: ${to} → ${target.kind}${where}`,
      literals: [`${prefix} → ${"id" in target ? target.id : "local"} in ${table?.id ?? ""}`],
      places: [
        {
          kind: "routeTable",
          id: table?.id ?? "",
          rule: `${prefix} → ${"id" in target ? target.id : "local"}`,
        },
      ],
      admits: target.kind === "internetGateway" ? "many" : "nobody",
    };
  });
}

/** Entries without their numbers; in which order they stand is told by what gets through, not by peers. */
function entryTokens({ index, places }: TokenTerms, subnet: ResourceOf<"subnet">): readonly Token[] {
  const acl = index.networkAclOf(subnet.id);
  return (acl?.entries ?? []).map((entry): Token => {
    const place = places.textOf(entry.prefix, subnet.vpcId, subnet.id);
    return {
      text: `network ACL: ${entry.action} ${aclEntryText({ ...entry, prefix: place })}`,
      literals: [`${entry.action} ${aclEntryText(entry)} in ${acl?.id ?? ""} rule ${entry.ruleNumber}`],
      places: [
        {
          kind: "networkAcl",
          id: acl?.id ?? "",
          rule: `rule ${entry.ruleNumber}: ${entry.action} ${aclEntryText(entry)}`,
        },
      ],
      admits: entry.action === "deny" || entry.egress ? "nobody" : widthOf(entry.prefix),
    };
  });
}
