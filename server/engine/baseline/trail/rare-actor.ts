import { isoOf, millisecondsOf } from "../instant";
import { networkClassOf } from "./action-class";
import type { ChangeEvent } from "./change-event.schema";

/** For so long what somebody did is remembered. */
const MEMORY_MS = 90 * 86_400_000;
/** For so long it is only watched who does what. */
const LEARNING_MS = 14 * 86_400_000;
/** Of somebody seen less often, a new network says nothing; nor of somebody who calls from a new one again and again. */
const MIN_CALLS = 10;
const MAX_NEW_SHARE = 0.1;

/** A call that nobody expected of who made it. */
export interface RareAction {
  readonly event: ChangeEvent;
  /** What it is about: "security groups"; of what decides nothing about packets the service and the action. */
  readonly actionClass: string;
  /** First time that this principal does this in this account and region. */
  readonly isNewAction: boolean;
  /** First time that it calls from there, though it was seen often and from few places. */
  readonly isNewNetwork: boolean;
  /** Minus the natural logarithm of the smoothed frequency; the higher, the less expected. */
  readonly score: number;
  /** Calls of this principal in this account and region in the 90 days before, and of everybody. */
  readonly ownCount: number;
  readonly allCount: number;
}

export interface RareAsk {
  /** In any order. */
  readonly events: readonly ChangeEvent[];
  /** Only what came at this instant (ISO 8601) or later is judged; all before it says what is usual. */
  readonly judgedFrom: string;
  /** Resources that a dangerous change is about: what was done to them is told of whatever it was. */
  readonly dangerousIds: ReadonlySet<string>;
}

/**
 * Calls that somebody made for the first time in 90 days, or for the first time from that network, and that changed what
 * decides about packets. What was refused changed nothing, and is not told. Least expected first. Source: operations 3.3.
 */
export function rareActions({ events, judgedFrom, dangerousIds }: RareAsk): readonly RareAction[] {
  const ordered = called(events.toSorted(byTime));
  const seen = nothingSeen();
  const found: RareAction[] = [];
  let oldest = 0;
  for (const call of ordered) {
    for (let first = ordered[oldest]; first && first.ms < call.ms - MEMORY_MS; first = ordered[++oldest])
      remember(seen, first, -1);
    if (call.event.at >= judgedFrom && matters(call.event, dangerousIds)) {
      const rare = judge(seen, call);
      if (rare) found.push(rare);
    }
    remember(seen, call, 1);
  }
  return found.sort((a, b) => b.score - a.score || (a.event.id < b.event.id ? -1 : 1));
}

function byTime(a: ChangeEvent, b: ChangeEvent): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1;
}

/** An event with what it is counted by. */
interface Call {
  readonly event: ChangeEvent;
  readonly ms: number;
  readonly place: string;
  readonly actor: string;
  readonly actorInPlace: string;
  readonly actionClass: string;
}

function called(events: readonly ChangeEvent[]): readonly Call[] {
  const classes = new Map<string, string>();
  return events.map((event) => {
    const { service, action, account, region, actor, at } = event;
    const name = `${service} ${action}`;
    const actionClass = classes.get(name) ?? networkClassOf(service, action) ?? name;
    classes.set(name, actionClass);
    const place = `${account} ${region}`;
    return {
      event,
      ms: millisecondsOf(at),
      place,
      actor: actor.id,
      actorInPlace: `${place} ${actor.id}`,
      actionClass,
    };
  });
}

/** The instant from which events can be judged: two weeks after the first; undefined where there are none. */
export function learnedFrom(events: readonly ChangeEvent[]): string | undefined {
  let first: string | undefined;
  for (const { at } of events) if (first === undefined || at < first) first = at;
  return first === undefined ? undefined : isoOf(millisecondsOf(first) + LEARNING_MS);
}

function matters(event: ChangeEvent, dangerousIds: ReadonlySet<string>): boolean {
  if (!event.isWrite || event.errorCode !== undefined) return false;
  return event.isNetworkRelevant || event.resourceIds.some((id) => dangerousIds.has(id));
}

/** How often each of something was seen, by what it was seen at. */
type Tally = Map<string, { total: number; readonly counts: Map<string, number> }>;

interface Seen {
  readonly actorsOfPlace: Tally;
  readonly classesOfPlace: Tally;
  readonly classesOfActor: Tally;
  readonly networksOfAccount: Tally;
  readonly networksOfActor: Tally;
}

function nothingSeen(): Seen {
  return {
    actorsOfPlace: new Map(),
    classesOfPlace: new Map(),
    classesOfActor: new Map(),
    networksOfAccount: new Map(),
    networksOfActor: new Map(),
  };
}

function remember(seen: Seen, call: Call, by: 1 | -1): void {
  const { event, place, actor, actorInPlace, actionClass } = call;
  count(seen.actorsOfPlace, place, actor, by);
  count(seen.classesOfPlace, place, actionClass, by);
  count(seen.classesOfActor, actorInPlace, actionClass, by);
  count(seen.networksOfAccount, event.account, event.sourceNetwork, by);
  count(seen.networksOfActor, actor, event.sourceNetwork, by);
}

function count(tally: Tally, at: string, what: string, by: 1 | -1): void {
  const row = tally.get(at) ?? { total: 0, counts: new Map<string, number>() };
  tally.set(at, row);
  row.total += by;
  const next = (row.counts.get(what) ?? 0) + by;
  if (next === 0) row.counts.delete(what);
  else row.counts.set(what, next);
}

function judge(seen: Seen, call: Call): RareAction | undefined {
  const { event, place, actor, actorInPlace, actionClass } = call;
  const own = rowOf(seen.classesOfActor, actorInPlace);
  const networks = rowOf(seen.networksOfActor, actor);
  const isNewAction = !own.counts.has(actionClass);
  const isNewNetwork =
    event.sourceNetwork !== "unknown" &&
    !networks.counts.has(event.sourceNetwork) &&
    networks.total >= MIN_CALLS &&
    networks.counts.size / networks.total <= MAX_NEW_SHARE;
  if (!isNewAction && !isNewNetwork) return undefined;
  const actorShare = shareOf(rowOf(seen.actorsOfPlace, place), actor);
  const classShare = backedShare(own, actionClass, shareOf(rowOf(seen.classesOfPlace, place), actionClass));
  const networkShare = backedShare(
    networks,
    event.sourceNetwork,
    shareOf(rowOf(seen.networksOfAccount, event.account), event.sourceNetwork),
  );
  return {
    event,
    actionClass,
    isNewAction,
    isNewNetwork,
    score: -Math.log(actorShare * Math.min(isNewAction ? classShare : 1, isNewNetwork ? networkShare : 1)),
    ownCount: own.total,
    allCount: rowOf(seen.actorsOfPlace, place).total,
  };
}

type Row = { readonly total: number; readonly counts: ReadonlyMap<string, number> };

function rowOf(tally: Tally, at: string): Row {
  return tally.get(at) ?? { total: 0, counts: new Map() };
}

/** Laplace's rule: as if each that was seen, and one that was not, had been seen once more. */
function shareOf({ total, counts }: Row, what: string): number {
  return ((counts.get(what) ?? 0) + 1) / (total + counts.size + 1);
}

/**
 * Witten and Bell's rule: whoever did many different things does a new one more likely; which one it is, is as likely as
 * among all others.
 */
function backedShare({ total, counts }: Row, what: string, share: number): number {
  if (total === 0) return share;
  return ((counts.get(what) ?? 0) + counts.size * share) / (total + counts.size);
}
