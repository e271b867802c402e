import {
  type ConfigurationDiff,
  type FieldChange,
  fieldChangeText,
  RESOURCE_KINDS,
  type ResourceChange,
} from "../../configuration";
import { fingerprint } from "../../finding";
import { ANOMALY_LIST_LIMIT, type Anomaly } from "../anomaly.schema";

/** What is called so in an alert and in a fingerprint. */
export const DRIFT = "drift";

/** What differs from a baseline. */
export interface Drift {
  /** What decides about packets first, then by kind and id. */
  readonly anomalies: readonly Anomaly[];
  /** Resources that only seem to have come or gone: their kind was not completely read on the side without them. */
  readonly uncertainIds: readonly string[];
}

/**
 * A diff between an approved snapshot and a later one as anomalies, one per resource. What is cosmetic is no drift, nor
 * is what owners declare, nor what the provider reports of health: nobody configured that.
 */
export function driftAnomalies(
  { changes }: ConfigurationDiff,
  snapshots: { readonly base: string; readonly head: string },
): Drift {
  const kinds: ReadonlySet<string> = new Set(RESOURCE_KINDS);
  const resources = changes.filter(({ element }) => kinds.has(element.kind));
  return {
    anomalies: resources
      .filter(({ isCertain }) => isCertain)
      .flatMap((change) => anomalyOf(change, snapshots) ?? [])
      .sort((a, b) => b.danger - a.danger),
    uncertainIds: resources.filter(({ isCertain }) => !isCertain).map(({ element }) => element.id),
  };
}

function anomalyOf(change: ResourceChange, snapshots: Anomaly["snapshots"]): Anomaly | undefined {
  const { op, element } = change;
  const fields = change.fields.filter((field) => !field.isCosmetic && !isReported(field));
  // A resource that came or went is drift whatever it consists of.
  if (op === "changed" && fields.length === 0) return undefined;
  const literals = fields.map(fieldChangeText);
  const token = op === "changed" ? (literals[0] ?? "") : `the ${element.kind} was ${op}`;
  const more = op === "changed" && literals.length > 1 ? `, and ${literals.length - 1} more` : "";
  return {
    id: driftFingerprint(element.id),
    detector: "drift",
    subject: { ...element },
    title: `${nameOf(element)} differs from the baseline: ${token}${more}`,
    differs: {
      kind: op === "added" ? "extra" : op === "removed" ? "missing" : "changed",
      token,
      literals: literals.slice(0, ANOMALY_LIST_LIMIT),
      digest: fingerprint({ kind: DRIFT, policy: op, element: element.id, affected: literals }),
      places: placesOf(element, fields),
    },
    role: null,
    peers: [],
    peerCount: 0,
    measure: null,
    snapshots,
    at: null,
    danger: fields.some((field) => isRule(field) || (op === "changed" && isAssociation(field))) ? 1 : 0,
  };
}

/** The same for a resource however far it drifts: what is answered is told by the digest. */
function driftFingerprint(elementId: string): string {
  return fingerprint({ kind: DRIFT, policy: "as-the-baseline-is", element: elementId });
}

/** The rules that came or changed, by which an alert about them is known, and the resource itself. */
function placesOf({ kind, id }: ResourceChange["element"], fields: readonly FieldChange[]) {
  const rules = fields.filter(isRule).flatMap(({ after }) => after ?? []);
  const places: Anomaly["differs"]["places"] = [{ kind, id }, ...rules.map((rule) => ({ kind, id, rule }))];
  return places.slice(0, ANOMALY_LIST_LIMIT);
}

/** What the provider observes and nobody configures: health, and states of what is inside a resource. */
const REPORTED =
  /^(Health of|Instance) |^(Health of|Instance)$|: (state|status|health status|lifecycle state|reason)$/;

function isRule({ kind }: FieldChange): boolean {
  return /^(rule|entry|route)-/.test(kind);
}

/** What stands where: a subnet in a table, a group on an interface. */
function isAssociation({ kind }: FieldChange): boolean {
  return kind.startsWith("association-");
}

function isReported(field: FieldChange): boolean {
  return !isRule(field) && REPORTED.test(field.label);
}

function nameOf({ name, id }: Anomaly["subject"]): string {
  return name === undefined || name === id ? `\`${id}\`` : `${name} (\`${id}\`)`;
}
