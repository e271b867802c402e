import { type Chance, chanceOf } from "../../../testing/change-history";
import { isoOf } from "../instant";
import type { ChangeEvent } from "./change-event.schema";

/** Why an event is new in its trail: made by an intruder, by somebody who now does or is something else, or not new. */
type Novelty = "intruder" | "new duty" | "elsewhere" | "newcomer" | "usual";

/** One call of a generated trail. */
export interface GeneratedCall {
  readonly event: ChangeEvent;
  readonly novelty: Novelty;
}

const DAY_MS = 86_400_000;
/** A Monday, 00:00 UTC. */
const START = Date.UTC(2026, 0, 5);
const ACTIONS = [
  "AuthorizeSecurityGroupIngress",
  "CreateRoute",
  "CreateNetworkAclEntry",
  "ModifySubnetAttribute",
  "AttachInternetGateway",
  "AssociateAddress",
  "RunInstances",
  "CreateVpcPeeringConnection",
] as const;

interface Principal {
  readonly name: string;
  /** What it does, the first most often. */
  readonly actions: string[];
  readonly networks: string[];
}

/**
 * A trail of so many weeks: two dozen principals with habits, 200 writes and 300 reads a day. Each week one of them takes on
 * a new duty and one calls from elsewhere for a while; every fourth week somebody new begins. From the fifth week on there
 * are two intruders a week: somebody unknown, somebody known with what they never did, somebody known from a new network.
 */
export function callHistory(seed: number, weekCount: number): readonly GeneratedCall[] {
  const chance = chanceOf(seed);
  const below = (limit: number) => Math.floor(chance() * limit);
  const principals = Array.from({ length: 24 }, (_, i) =>
    principal(`team-${i}`, chance, i < 3 ? 40 : 1 + (i % 2)),
  );
  const calls: GeneratedCall[] = [];
  const put = (ms: number, who: Principal, more: Partial<ChangeEvent>, novelty: Novelty) =>
    calls.push({ event: eventOf(ms, who, calls.length, more, chance), novelty });
  for (let day = 0; day < weekCount * 7; day++) {
    const at = () => START + day * DAY_MS + below(DAY_MS);
    for (let i = 0; i < 500; i++) {
      const who = principals[below(principals.length)];
      if (!who) continue;
      const isRead = i < 300;
      put(at(), who, isRead ? { action: "DescribeInstances", isWrite: false } : {}, "usual");
    }
    if (day % 7 === 2) {
      const who = principals[below(principals.length)];
      const action = ACTIONS.find((each) => who && !who.actions.includes(each));
      if (who && action) {
        who.actions.push(action);
        put(at(), who, { action }, "new duty");
      }
    }
    if (day % 7 === 3) {
      const who = principals[3 + below(principals.length - 3)];
      if (who) put(at(), who, { sourceNetwork: `198.51.${below(200)}.0/24` }, "elsewhere");
    }
    if (day % 28 === 20) {
      const who = principal(`newcomer-${day}`, chance, 1);
      principals.push(who);
      put(at(), who, {}, "newcomer");
    }
    if (day >= 28 && (day % 7 === 1 || day % 7 === 5))
      intrude(principals, day, below, (who, more) => put(at(), who, more, "intruder"));
  }
  return calls;
}

function intrude(
  principals: readonly Principal[],
  day: number,
  below: (limit: number) => number,
  put: (who: Principal, more: Partial<ChangeEvent>) => void,
): void {
  const known = principals[3 + below(21)];
  if (!known) return;
  const network = `192.0.${below(250)}.0/24`;
  const action = ACTIONS.find((each) => !known.actions.includes(each)) ?? "DeleteFlowLogs";
  if (day % 3 === 0) put({ name: `stranger-${day}`, actions: ["CreateRoute"], networks: [network] }, {});
  else if (day % 3 === 1) put(known, { action });
  else put(known, { sourceNetwork: network });
}

function principal(name: string, chance: Chance, networkCount: number): Principal {
  const below = (limit: number) => Math.floor(chance() * limit);
  const first = below(ACTIONS.length);
  return {
    name,
    actions: Array.from(
      { length: 1 + below(3) },
      (_, i) => ACTIONS[(first + i) % ACTIONS.length] ?? ACTIONS[0],
    ),
    networks: Array.from({ length: networkCount }, () => `203.${below(100)}.${below(250)}.0/24`),
  };
}

function eventOf(
  ms: number,
  who: Principal,
  number: number,
  more: Partial<ChangeEvent>,
  chance: Chance,
): ChangeEvent {
  // The first of its habits four times in five.
  const at = chance() < 0.8 ? 0 : Math.floor(chance() * who.actions.length);
  return {
    id: `call ${number}`,
    at: isoOf(ms),
    account: "210987654321",
    region: "eu-central-1",
    actor: { id: `arn:aws:sts::210987654321:assumed-role/${who.name}`, kind: "role", name: who.name },
    sourceNetwork: who.networks[Math.floor(chance() * who.networks.length)] ?? "unknown",
    action: who.actions[at] ?? ACTIONS[0],
    service: "ec2",
    isWrite: true,
    isNetworkRelevant: true,
    resourceIds: [],
    ...more,
  };
}
