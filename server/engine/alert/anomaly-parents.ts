import type { Anomaly } from "../baseline";
import type { Alert } from "./alert.schema";

/** Whether an alert was raised after the baseline was taken: what was there before did not come by drift. */
export type IsNew = (fingerprint: string) => boolean;

type Place = Anomaly["differs"]["places"][number];

/** What a change opens is told before what it makes lean. */
const FAMILIES: readonly Alert["family"][] = ["exposure", "breach", "outage", "dependence"];

/**
 * The alert that tells of the same change and of what it comes to: the worst exposure of which the evidence names the rule
 * that differs, else data within reach, else lost redundancy. `undefined`: the suite found nothing that it opens.
 *
 * @param alerts  worst first
 */
export function findParent(anomaly: Anomaly, alerts: readonly Alert[], isNew: IsNew): Alert | undefined {
  const { places } = anomaly.differs;
  for (const family of FAMILIES) {
    const found = alerts.find(
      (alert) => alert.family === family && places.some((place) => isSame(anomaly, place, alert, isNew)),
    );
    if (found) return found;
  }
  return undefined;
}

/**
 * A rule that only the subject has, or that came since the baseline, and that lets an alert's packets through, is its
 * cause. A resource is one only where it changed and the alert came after, or where what it has more than its peers is
 * no rule, such as a public address.
 */
function isSame({ detector, differs }: Anomaly, place: Place, alert: Alert, isNew: IsNew): boolean {
  const opens = alert.family === "exposure" || alert.family === "breach";
  if (place.rule !== undefined && opens) return differs.kind !== "missing" && namesRule(alert, place);
  if (detector === "drift") return isNew(alert.fingerprint) && names(alert, place);
  return opens && place.rule === undefined && differs.kind === "extra" && alert.subject.id === place.id;
}

function names(alert: Alert, place: Place): boolean {
  return place.rule !== undefined ? namesRule(alert, place) : namesElement(alert, place.id);
}

function namesRule(alert: Alert, { id, rule = "" }: Place): boolean {
  return pointsOf(alert).some(
    (point) =>
      (point.id === id && point.rule === rule) ||
      // Hops name rules with their group, and routes with their table.
      point.rule === `${id} ingress ${rule}` ||
      point.rule === `${id} egress ${rule}` ||
      point.rule === `${rule} in ${id}`,
  );
}

function namesElement(alert: Alert, id: string): boolean {
  return alert.subject.id === id || pointsOf(alert).some((point) => point.id === id);
}

interface Point {
  readonly id: string;
  readonly rule: string | undefined;
}

/** Everything that an alert's evidence names. */
function pointsOf({ evidence, affected }: Alert): readonly Point[] {
  const hops = [
    ...evidence.before,
    ...evidence.after,
    ...affected.flatMap(({ before, after }) => [...before, ...after]),
    ...(evidence.attack?.steps ?? []).flatMap((step) => step.hops),
  ];
  const deciding = [evidence.at, ...affected.map(({ at }) => at)].filter((at) => at !== null);
  return [
    ...hops.map(({ element, rule }) => ({ id: element.id, rule })),
    ...deciding.map(({ id, rule }) => ({ id, rule })),
  ];
}
