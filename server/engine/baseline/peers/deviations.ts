import type { ConfigurationIndex, Element } from "../../configuration";
import { elementOf } from "../../intent";
import { placesOf } from "./places";
import { type Role, rolesOf, type Subject } from "./roles";
import { type Token, type TokenPlace, type TokenTerms, tokensOf } from "./tokens";
import { wilsonLowerBound } from "./wilson";

/** Fewer peers say nothing of what is usual. */
const MIN_PEERS = 5;
/** So large a share of all like these agrees, at the least, before one that does not is told of. */
export const MIN_AGREEMENT = 0.6;
/** Peers that are named; the others are counted. */
const NAMED_PEERS = 5;

/** A role that is compared, and how many do it. */
export interface PeerRole extends Pick<Role, "kind" | "name" | "how"> {
  readonly memberCount: number;
}

/** One resource that differs from those that do the same job. */
export interface Deviation {
  readonly subject: Element;
  readonly role: Pick<Role, "name" | "how">;
  /** `extra`: it has what its peers do not. `missing`: it lacks what they have. */
  readonly kind: "extra" | "missing";
  readonly token: string;
  /** As it is configured on the subject, or for `missing` on a peer. */
  readonly literals: readonly string[];
  /** Where the subject has it; for `missing` the subject alone. */
  readonly places: readonly TokenPlace[];
  readonly peerCount: number;
  readonly agreeingCount: number;
  /** Wilson's lower bound of the peers' agreement, 0 to 1. */
  readonly agreement: number;
  /** Some who agree, sorted by id. */
  readonly peers: readonly Element[];
  /** 3: lets everyone in. 2: lets many in whom peers do not. 1: lacks what peers have. 0: anything else. */
  readonly danger: 0 | 1 | 2 | 3;
}

/** Who was compared, and what was found. */
export interface PeerComparison {
  /** Most dangerous first. */
  readonly deviations: readonly Deviation[];
  /** Every role that has enough members to say what is usual. */
  readonly compared: readonly PeerRole[];
  /** Resources that nothing says a role of, or that have too few peers: nothing is known of them here. */
  readonly notComparedCount: number;
}

/**
 * What is unusual among those who do the same job: the majority's template with Wilson's bound, the subject never counted
 * among its own peers. Source: operations 3.3.
 */
export function comparePeers(index: ConfigurationIndex): PeerComparison {
  const { instance, securityGroup, subnet } = index.configuration.resources;
  const roles = rolesOf(index);
  const roleNames = new Map(
    roles.flatMap(({ name, members }) => members.map(({ id }) => [id, name] as const)),
  );
  const roleOf = (id: string) => roleNames.get(id);
  const terms: TokenTerms = { index, places: placesOf(index, roleOf), groupRole: roleOf };
  const enough = roles.filter(({ members }) => members.length > MIN_PEERS);
  const all = instance.length + securityGroup.length + subnet.length;
  return {
    deviations: enough.flatMap((role) => deviationsIn(terms, role)).sort(byDanger),
    compared: enough.map(({ kind, name, how, members }) => ({
      kind,
      name,
      how,
      memberCount: members.length,
    })),
    notComparedCount: all - enough.reduce((sum, { members }) => sum + members.length, 0),
  };
}

function deviationsIn(terms: TokenTerms, role: Role): readonly Deviation[] {
  const peerCount = role.members.length - 1;
  const tokens = new Map(role.members.map((member) => [member.id, tokensOf(terms, member)]));
  const holders = new Map<string, Subject[]>();
  for (const member of role.members)
    for (const text of tokens.get(member.id)?.keys() ?? [])
      holders.set(text, [...(holders.get(text) ?? []), member]);
  return role.members.flatMap((subject) =>
    [...holders].flatMap(([text, having]): Deviation[] => {
      const has = tokens.get(subject.id)?.has(text) === true;
      const agreeingCount = has ? peerCount - (having.length - 1) : having.length;
      const agreement = wilsonLowerBound(agreeingCount, peerCount);
      if (agreement < MIN_AGREEMENT) return [];
      const token = tokens.get((has ? subject : having[0])?.id ?? "")?.get(text);
      if (!token) return [];
      const isHolder = new Set(having.map(({ id }) => id));
      const agreeing = role.members.filter(({ id }) => id !== subject.id && isHolder.has(id) !== has);
      return [
        {
          subject: elementOf(subject),
          role: { name: role.name, how: role.how },
          kind: has ? "extra" : "missing",
          token: text,
          literals: token.literals,
          places: has ? token.places : [{ kind: subject.kind, id: subject.id }],
          peerCount,
          agreeingCount,
          agreement,
          peers: agreeing.slice(0, NAMED_PEERS).map(elementOf),
          danger: dangerOf(token, has),
        },
      ];
    }),
  );
}

const DANGERS = { everyone: 3, many: 2, few: 0, nobody: 0 } as const;

function dangerOf({ admits }: Token, isExtra: boolean): Deviation["danger"] {
  return isExtra ? DANGERS[admits] : 1;
}

function byDanger(a: Deviation, b: Deviation): number {
  const order = `${a.subject.id} ${a.token}` < `${b.subject.id} ${b.token}` ? -1 : 1;
  return b.danger - a.danger || b.agreement - a.agreement || order;
}
