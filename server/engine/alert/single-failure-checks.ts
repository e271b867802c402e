import type { ConfigurationIndex, Element } from "../configuration";
import { type Check, fingerprint } from "../finding";
import {
  downElements,
  failingElement,
  type IntentOutcome,
  missedByStanding,
  type OutageBaseline,
  tryFailures,
  type WhatIfResult,
  whatIfResult,
} from "../scenario";
import type { Failure } from "../semantics";

export const SINGLE_POINT = "single-point-of-failure";
export const RULE_CHANGE = "rule-change";

/** One single failure and what it does; `fingerprint` names the alert that tells of it. */
export interface TriedFailure {
  readonly failure: Failure;
  readonly subject: Element;
  readonly outcome: Check["outcome"];
  /** For `unknown`: what is missing, in words. */
  readonly missing: readonly string[];
  readonly fingerprint: string;
  /** For `violated`: what is lost, with the evidence. Nobody reads it of a failure that does no harm. */
  readonly loss: Loss | null;
}

interface Loss {
  readonly result: WhatIfResult;
  /** Flows that somebody who still stands loses, with those hosts alone. */
  readonly missed: readonly IntentOutcome[];
}

/** A tried failure that loses something, and how its alert is raised. */
export interface WeakElement extends TriedFailure, Loss {
  /** The element whose alert tells of this one already. */
  readonly coveredBy: Element | null;
}

/** A tried failure that loses something: each flow with each host that loses it, and those who miss it. */
interface WeakFailure extends TriedFailure, Loss {
  readonly losses: ReadonlySet<string>;
  readonly missedLosses: ReadonlySet<string>;
}

/**
 * Judges one single failure. It is a weakness when someone who still stands loses a required flow: a caller, a
 * client in the internet, a host cut off from it. A host that goes down asks for nothing any more, so that the
 * loss of its own outgoing flows alone is no weakness, and neither is one of several members.
 * While a kind is missing from which required flows are inferred, "nothing is lost" cannot be said.
 */
export function judgeFailure(
  baseline: OutageBaseline,
  failure: Failure,
  blindSpots: readonly string[],
): TriedFailure {
  const { index } = baseline.network;
  const trial = tryFailures(baseline, [failure]);
  const { down, effects } = trial;
  const missed = missedByStanding(
    index,
    down,
    effects.filter(({ effect }) => effect === "lost"),
  );
  const undecided = effects.filter(({ effect }) => effect === "undecided");
  const result = missed.length > 0 ? whatIfResult(baseline, trial) : undefined;
  const isOpen = !result && (blindSpots.length > 0 || undecided.some(wasDecided));
  return {
    failure,
    subject: failingElement(index, failure.kind, failure.id),
    outcome: result ? "violated" : isOpen ? "unknown" : "holds",
    missing: isOpen ? [...new Set([...blindSpots, ...undecided.flatMap((each) => each.missing)])].sort() : [],
    fingerprint: fingerprint({
      kind: SINGLE_POINT,
      policy: `${failure.mode}${failure.route === undefined ? "" : ` ${failure.route}`}`,
      element: failure.id,
    }),
    loss: result ? { result, missed: missedByStanding(index, down, result.lost) } : null,
  };
}

/** A flow that cannot be decided even while nothing fails has a check of its own; this failure is not to blame. */
function wasDecided({ before }: Pick<IntentOutcome, "before">): boolean {
  return before !== "UNKNOWN";
}

/**
 * Finds which weak elements need an alert of their own, so that one weakness gives one alert:
 * - gateways, instances, peerings and attachments always do;
 * - an interface, tunnel or virtual interface only for flows that no single one of those loses (its instance, its NAT
 *   gateway, its connection);
 * - a zone only when it loses a flow that none of the weak elements in it loses: two members of one tier side
 *   by side, say; a subnet likewise, and not when its zone's alert tells of it; a region when its zones do not lose it;
 * - a rule set or route not when the failure of one element loses the same; what is left is told per VPC.
 */
export function coverWeakElements(
  index: ConfigurationIndex,
  tried: readonly TriedFailure[],
): readonly WeakElement[] {
  const weak = tried.flatMap((each) => (each.loss ? [weakFailure(each, each.loss)] : []));
  const covers = new Map<WeakFailure, Element | undefined>();
  const roots = () => weak.filter((each) => covers.has(each) && covers.get(each) === undefined);
  const isElement = (each: WeakFailure) => !isRule(each) && !PLACES.includes(each.failure.kind);
  const isLine = ({ failure }: WeakFailure) => LINES.includes(failure.kind);
  for (const each of weak.filter((one) => isElement(one) && !isLine(one))) covers.set(each, undefined);
  for (const each of weak.filter((one) => isElement(one) && isLine(one)))
    covers.set(each, coverOf(each, roots()));
  for (const kind of PLACES)
    for (const each of weak.filter((one) => !isRule(one) && one.failure.kind === kind))
      covers.set(each, coverOfPlace(index, each, roots()));
  const elements = roots();
  for (const each of weak.filter(isRule)) covers.set(each, coverOf(each, elements));
  return weak.map((each) => {
    const { losses: _losses, missedLosses: _missed, ...kept } = each;
    return { ...kept, coveredBy: covers.get(each) ?? null };
  });
}

function weakFailure(tried: TriedFailure, loss: Loss): WeakFailure {
  const { result, missed } = loss;
  return { ...tried, ...loss, losses: lossesOf(result.lost), missedLosses: lossesOf(missed) };
}

/** What leads to other elements, or is how a larger one is reached. */
const LINES: readonly string[] = ["networkInterface", "vpnTunnel", "virtualInterface"];
/** Places hold other elements. A zone's alert tells of its subnets; a region's, far less likely, of nothing else. */
const PLACES: readonly string[] = ["zone", "subnet", "region"];

function isRule({ failure }: WeakFailure): boolean {
  return failure.mode !== "down";
}

/** A root whose failure loses every flow this one loses. */
function coverOf({ missedLosses }: WeakFailure, roots: readonly WeakFailure[]): Element | undefined {
  return roots.find((root) => isSubset(missedLosses, root.losses))?.subject;
}

/** For a zone or subnet: the weak elements in it together, or the place around it. */
function coverOfPlace(
  index: ConfigurationIndex,
  { failure, missedLosses }: WeakFailure,
  roots: readonly WeakFailure[],
): Element | undefined {
  const inside = downElements(index, [failure]);
  const parts = roots.filter((root) => inside.has(root.failure.id));
  if (isSubset(missedLosses, new Set(parts.flatMap(({ losses }) => [...losses])))) return parts[0]?.subject;
  const around = roots.find(
    (root) => root.failure.kind === "zone" && downElements(index, [root.failure]).has(failure.id),
  );
  return around && isSubset(missedLosses, around.losses) ? around.subject : undefined;
}

/** Each lost flow with each host that loses it. */
function lossesOf(lost: readonly IntentOutcome[]): ReadonlySet<string> {
  return new Set(
    lost.flatMap(({ intent, lostMembers }) => lostMembers.map(({ id }) => `${intent.id} ${id}`)),
  );
}

function isSubset(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  if (inner.size > outer.size) return false;
  for (const id of inner) if (!outer.has(id)) return false;
  return true;
}

/** The VPC that a rule set or route table belongs to; the element itself where the input does not say. */
export function vpcOf(index: ConfigurationIndex, subject: Element): Element {
  const resource = index.find(subject.id);
  const vpcId = resource && "vpcId" in resource ? resource.vpcId : undefined;
  if (vpcId === undefined) return subject;
  const name = index.get("vpc", vpcId)?.name;
  return { kind: "vpc", id: vpcId, ...(name === undefined ? {} : { name }) };
}
