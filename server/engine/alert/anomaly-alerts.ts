import { type Anomaly, DRIFT, PEER_DEVIATION } from "../baseline";
import { attributeLabel } from "../configuration";
import { fingerprint, type Rating } from "../finding";
import { nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { findParent, type IsNew } from "./anomaly-parents";
import { notAsked } from "./solver-record";

/** More of one kind that drifted at once are one alert: a rollout is one piece of news. */
const OWN_DRIFT_LIMIT = 20;
/** Alerts of one detector; the most dangerous. The page has the others. */
const ALERTS_PER_DETECTOR = 200;

/** The kinds of alerts that anomalies raise, by who noticed them. */
export const ANOMALY_KINDS: Readonly<Record<Anomaly["detector"], string>> = {
  "peer-template": PEER_DEVIATION,
  drift: DRIFT,
  "change-rate": "change-rate",
  "rare-actor": "rare-actor",
};

/**
 * One alert per anomaly, many drifted resources of one kind together. Each is as bad as what it opens: one that an alert
 * of the suite tells of already is that alert's child and as severe; any other is low at most. Source: operations 3.3.
 *
 * @param alerts  those of the suite, worst first
 * @param isNew  whether an alert was raised after the baseline was taken
 */
export function anomalyAlerts(
  anomalies: readonly Anomaly[],
  alerts: readonly Alert[],
  isNew: IsNew,
): readonly Alert[] {
  const placed = anomalies.map((anomaly) => ({ anomaly, parent: findParent(anomaly, alerts, isNew) }));
  const crowded = crowdedKinds(placed.filter(({ parent }) => parent === undefined));
  const single = placed.filter(
    ({ anomaly: { detector, subject }, parent }) =>
      parent !== undefined || detector !== "drift" || !crowded.has(subject.kind),
  );
  const perDetector = groupBy(single, ({ anomaly }) => anomaly.detector);
  return [
    ...[...perDetector.values()].flatMap((each) =>
      each.slice(0, ALERTS_PER_DETECTOR).map(({ anomaly, parent }) => anomalyAlert(anomaly, parent)),
    ),
    ...[...crowded.values()].map(crowdAlert),
  ];
}

type Placed = { readonly anomaly: Anomaly; readonly parent: Alert | undefined };

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Drifted resources by kind, where there are too many for an alert each. */
function crowdedKinds(placed: readonly Placed[]): ReadonlyMap<string, readonly Anomaly[]> {
  const drifted = placed.map(({ anomaly }) => anomaly).filter(({ detector }) => detector === "drift");
  const byKind = groupBy(drifted, ({ subject }) => subject.kind);
  return new Map([...byKind].filter(([, members]) => members.length > OWN_DRIFT_LIMIT));
}

/** The fingerprint of the alert that tells of all drifted resources of a kind. */
export function crowdFingerprint(kind: string): string {
  return fingerprint({ kind: DRIFT, policy: "as-the-baseline-is", element: `every ${kind}` });
}

function anomalyAlert(anomaly: Anomaly, parent: Alert | undefined): Alert {
  const { id, detector, subject, title, differs } = anomaly;
  const impact = impactOf(anomaly, parent);
  const place = differs.places.find(({ rule }) => rule !== undefined);
  return {
    ...alertBase(detector, impact),
    fingerprint: id,
    severity: parent?.severity ?? (impact.value > 0 ? "low" : "info"),
    title,
    description: describeAnomaly(anomaly),
    subject: { ...subject },
    scenario: SCENARIOS[detector],
    evidence: { ...NO_EVIDENCE, at: place === undefined ? null : { ...place } },
    recommendations: recommendations(anomaly),
    ...(parent === undefined ? {} : { parent: parent.fingerprint }),
    ...(parent?.location === undefined ? {} : { location: parent.location }),
  };
}

function crowdAlert(members: readonly Anomaly[]): Alert {
  const kind = members[0]?.subject.kind ?? "";
  const words = attributeLabel(kind);
  const decides = members.some(({ danger }) => danger > 0);
  const impact: Rating = decides
    ? { value: 1, source: "rules or routes among them are other than approved" }
    : { value: 0, source: "no rule and no route is among them" };
  const named = members.slice(0, OWN_DRIFT_LIMIT).map(({ subject }) => nameOf(subject));
  return {
    ...alertBase("drift", impact),
    fingerprint: crowdFingerprint(kind),
    severity: impact.value > 0 ? "low" : "info",
    title: `${members.length} resources of kind ${words} differ from the baseline`,
    description: `So many at once are told of together. Among them: ${named.join(", ")}.`,
    subject: { kind: "resourceKind", id: kind, name: words },
    scenario: SCENARIOS.drift,
    evidence: NO_EVIDENCE,
    recommendations: [APPROVE],
  };
}

const NO_EVIDENCE: Alert["evidence"] = {
  certificate: null,
  before: [],
  after: [],
  at: null,
  failures: [],
  solver: notAsked("a comparison with others claims nothing about packets, so there is no question"),
};

function alertBase(detector: Anomaly["detector"], impact: Rating) {
  return {
    family: "anomaly" as const,
    kind: ANOMALY_KINDS[detector],
    affected: [],
    likelihood: { value: 4, source: "it is so already" },
    impact: { ...impact },
  };
}

const SCENARIOS: Readonly<Record<Anomaly["detector"], string>> = {
  "peer-template": "nothing: it is compared with those that do the same job",
  drift: "nothing: it is compared with the approved baseline",
  "change-rate": "nothing: it is compared with the same hours of earlier weeks",
  "rare-actor": "nothing: it is compared with what was done before",
};

/** What it opens decides; without that, what it is. */
function impactOf({ detector, danger }: Anomaly, parent: Alert | undefined): Rating {
  if (parent) return { value: asRating(parent.impact.value), source: `the same change: ${parent.title}` };
  if (detector === "peer-template")
    return danger >= 2
      ? { value: 1, source: "it lets in more than its peers do, and no way in was found so far" }
      : { value: 0, source: "it opens nothing by itself" };
  if (detector === "drift")
    return danger >= 1
      ? { value: 1, source: "a rule, an entry or a route is other than approved" }
      : { value: 0, source: "no rule, entry or route is other than approved" };
  return { value: 1, source: "unusual, and no way in was found so far" };
}

function asRating(value: number): Rating["value"] {
  return value >= 4 ? 4 : value >= 3 ? 3 : value >= 2 ? 2 : value >= 1 ? 1 : 0;
}

/** The role, the peers, the exact difference and the figure. */
function describeAnomaly({ role, peers, peerCount, differs, measure }: Anomaly): string {
  const sentences = [
    `What differs: ${differs.token}${differs.literals.length === 0 ? "" : ` (${differs.literals.join("; ")})`}.`,
  ];
  if (role !== null)
    sentences.push(
      `Its role is ${role.name}, by ${role.how}; ${peerCount} others have it, among them ${peers.map(nameOf).join(", ")}.`,
    );
  if (measure !== null)
    sentences.push(
      role === null
        ? `Measured ${figure(measure.value)} ${measure.unit}, expected ${figure(measure.expected)}, told of above ${figure(measure.bound)}.`
        : `${percent(measure.value)} ${measure.unit}, with 95 % confidence at least ${percent(measure.bound)} of all like them; told of from ${percent(measure.expected)} on.`,
    );
  return sentences.join(" ");
}

function percent(ratio: number): string {
  return `${Math.floor(ratio * 100)} %`;
}

function figure(value: number): string {
  return String(Math.round(value * 100) / 100);
}

type Recommendation = Alert["recommendations"][number];

const APPROVE: Recommendation = {
  title: "Approve the latest snapshot as the baseline, if this is how the network is meant to be",
  changes: [],
  effort: "low",
  verified: null,
};

function recommendations({ detector, differs, subject }: Anomaly): Recommendation[] {
  const intended: Recommendation = {
    title: "Answer that it is intended, with owner, reason and a last day, if it is",
    changes: [],
    effort: "low",
    verified: null,
  };
  if (detector === "drift")
    return [
      {
        title: `Put ${nameOf(subject)} back as the baseline has it`,
        changes: differs.literals,
        effort: "low",
        verified: null,
      },
      intended,
      APPROVE,
    ];
  if (detector !== "peer-template") return [intended];
  const verb = differs.kind === "extra" ? "take away" : "add";
  return [
    {
      title: `Make ${nameOf(subject)} like its peers`,
      changes: (differs.literals.length === 0 ? [differs.token] : differs.literals).map(
        (each) => `${verb} ${each}`,
      ),
      effort: "low",
      verified: null,
    },
    intended,
  ];
}
