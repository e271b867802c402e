import {
  type Alert,
  type Analysis,
  EXPLOITABLE_HOST,
  INTERNET_EXPOSURE,
  OVER_CAPACITY,
  OVERLOAD_AFTER_FAILURE,
  REQUIRED_FLOW,
  reconcileAlerts,
  SINGLE_POINT,
  ZONAL_DEPENDENCE,
} from "../../alert";
import type { TrialReason } from "./fix-trial.schema";

/** What the suite says after a change, against what it said before. */
export interface AlertComparison {
  readonly reasons: readonly TrialReason[];
  /** The alerts that are gone, that of the finding first. */
  readonly gone: readonly Alert[];
  readonly newAlerts: readonly Alert[];
  readonly movedAlerts: readonly Alert[];
  /** Questions that were decided before and are not now, in words. */
  readonly undecided: readonly string[];
}

/** The id of the host that one which was started is like; of every other host its own. */
export type LikeOf = (id: string) => string;

/**
 * Compares two runs of the suite; `alert` is the finding that should be gone, raised by the first.
 *
 * @param likeOf  whom hosts that were started in between are like
 */
export function compareAlerts(
  before: Analysis,
  after: Analysis,
  alert: Alert,
  likeOf: LikeOf = (id) => id,
): AlertComparison {
  const known = new Set(before.alerts.map(({ fingerprint }) => fingerprint));
  const added = after.alerts.filter(({ fingerprint }) => !known.has(fingerprint));
  const isMoved = (each: Alert) => before.alerts.some((old) => isToldBy(old, each, likeOf));
  const newAlerts = added.filter((each) => !isMoved(each));
  const fates = fatesOf(before, after);
  const gone = before.alerts.filter(({ fingerprint }) => fates.get(fingerprint) === "gone");
  const undecided = newlyUndecided(before, after);
  return {
    reasons: [
      ...stillThere(after, alert, fates.get(alert.fingerprint)),
      ...newAlerts.map(
        ({ severity, title }): TrialReason => ({
          code: "new-alert",
          text: `it raises a new alert (${severity}): ${title}`,
        }),
      ),
      ...(undecided.length > 0
        ? [
            {
              code: "newly-undecided" as const,
              text: `no longer decided: ${undecided.slice(0, 3).join("; ")}`,
            },
          ]
        : []),
    ],
    gone: gone.toSorted((a, b) => Number(b === alert) - Number(a === alert)),
    newAlerts,
    movedAlerts: added.filter(isMoved),
    undecided,
  };
}

type Fate = "gone" | "there" | "undecided";

/** By the rules by which alerts live on; an alert that another one tells of now is not gone. */
function fatesOf(before: Analysis, after: Analysis): ReadonlyMap<string, Fate> {
  const existing = before.alerts.map(({ fingerprint, kind, subject }) => ({
    fingerprint,
    kind,
    subject,
    state: "open" as const,
  }));
  const covered = new Set(
    after.checks.flatMap(({ fingerprint, outcome, coveredBy }) =>
      outcome === "violated" && coveredBy !== undefined && fingerprint !== undefined ? [fingerprint] : [],
    ),
  );
  return new Map(
    reconcileAlerts(existing, after).map(({ fingerprint, state }): [string, Fate] => {
      if (state === "resolved") return [fingerprint, covered.has(fingerprint) ? "there" : "gone"];
      return [fingerprint, state === "unverified" ? "undecided" : "there"];
    }),
  );
}

function stillThere(after: Analysis, alert: Alert, fate: Fate | undefined): readonly TrialReason[] {
  if (fate === "gone") return [];
  if (fate === "undecided")
    return [{ code: "finding-undecided", text: "whether the finding is gone cannot be decided" }];
  const left = after.alerts.find(({ fingerprint }) => fingerprint === alert.fingerprint);
  const [had, has] = [memberCount(alert), left ? memberCount(left) : 0];
  const part = left && has < had ? `, for ${has} instead of ${had}` : "";
  return [{ code: "still-there", text: `the finding is still there${part}${left ? `: ${left.title}` : ""}` }];
}

function memberCount({ affected }: Alert): number {
  return new Set(affected.flatMap(({ members }) => members.map(({ id }) => id))).size;
}

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/**
 * Whether a new alert says nothing that an old one did not. A host that still answers on milder ports was exposed
 * before, with worse ones leading. A single gateway of its own zone is lost by hosts that rested on a single
 * gateway before: the same flows of the same hosts, no more severe. And flows that do not work at all cannot be
 * worse off for resting on a single one, nor for leaning on another zone. A host that was started rests on a single
 * gateway as the one that it is like does. A host that fell behind another was told by that one.
 */
function isToldBy(old: Alert, each: Alert, likeOf: LikeOf): boolean {
  if (each.kind === OVERLOAD_AFTER_FAILURE) return isOverloadToldBy(old, each, likeOf);
  if (old.kind === REQUIRED_FLOW && each.kind === SINGLE_POINT) return isWithin(each, old, lossesOf, likeOf);
  if (old.kind === REQUIRED_FLOW && each.kind === ZONAL_DEPENDENCE) return isOfHostsWithoutWayOut(each, old);
  if (old.kind !== each.kind) return false;
  if (each.kind === EXPLOITABLE_HOST)
    return old.evidence.attack?.behind.some(({ id }) => id === each.subject.id) ?? false;
  const rank = ({ severity }: Alert) => SEVERITIES.indexOf(severity);
  if (each.kind === INTERNET_EXPOSURE) return old.subject.id === each.subject.id && rank(each) > rank(old);
  if (each.kind !== SINGLE_POINT || old.subject.kind !== each.subject.kind || rank(each) < rank(old))
    return false;
  return isWithin(each, old, lossesOf, likeOf);
}

/** Every host in the subnets that lean on another zone had no way out at all. */
function isOfHostsWithoutWayOut(each: Alert, old: Alert): boolean {
  const cutOff = new Set(
    old.affected.filter(({ to }) => to === "internet").flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const hosts = each.affected.flatMap(({ members }) => members.filter(({ kind }) => kind !== "subnet"));
  return hosts.length > 0 && hosts.every(({ id }) => cutOff.has(id));
}

/**
 * What is overloaded when one thing fails was so when another did, or while more was lost with the same one; or it, or the
 * one that it is like, was so while nothing failed.
 */
function isOverloadToldBy(old: Alert, each: Alert, likeOf: LikeOf): boolean {
  const rank = ({ severity }: Alert) => SEVERITIES.indexOf(severity);
  const isMilder = old.kind === each.kind && rank(each) >= rank(old);
  if (old.kind === OVER_CAPACITY && rank(each) >= rank(old))
    return [...overloadsOf(each)].every((id) => likeOf(id) === old.subject.id);
  return (isMilder || old.subject.id === each.subject.id) && isWithin(each, old, overloadsOf);
}

/** Every flow and host that the one tells of, the other tells of too. */
function isWithin(each: Alert, old: Alert, tellsOf: typeof lossesOf, likeOf: LikeOf = (id) => id): boolean {
  const losses = tellsOf(old);
  const now = tellsOf(each, likeOf);
  return now.size > 0 && [...now].every((loss) => losses.has(loss));
}

function lossesOf({ affected }: Alert, likeOf: LikeOf = (id) => id): ReadonlySet<string> {
  return new Set(
    affected.flatMap(({ intentId, members }) => members.map(({ id }) => `${intentId} ${likeOf(id)}`)),
  );
}

/** What an alert says is asked for more than it has. */
function overloadsOf({ affected }: Alert): ReadonlySet<string> {
  const rows = affected.filter(({ effect }) => effect === "overloaded");
  return new Set(rows.flatMap(({ members }) => members.map(({ id }) => id)));
}

function newlyUndecided(before: Analysis, after: Analysis): readonly string[] {
  const keyOf = ({ kind, subject }: Analysis["checks"][number]) => `${kind} ${subject.kind} ${subject.id}`;
  const unknown = before.checks.filter(({ outcome }) => outcome === "unknown");
  const open = new Set(unknown.map(keyOf));
  const reasons = new Set(unknown.flatMap(({ kind, missing }) => missing.map((why) => `${kind} ${why}`)));
  // A limit that nobody publishes is as unknown of an element that takes over as of its likes.
  const isOfItsLikes = ({ family, kind, missing }: Analysis["checks"][number]) =>
    family === "load" && missing.length > 0 && missing.every((why) => reasons.has(`${kind} ${why}`));
  return after.checks
    .filter((check) => check.outcome === "unknown" && !open.has(keyOf(check)) && !isOfItsLikes(check))
    .map(
      ({ kind, subject, missing }) => `${kind} of \`${subject.id}\` (${missing.join(", ") || "not decided"})`,
    );
}
