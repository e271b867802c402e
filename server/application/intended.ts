import type { Actor } from "./actor";
import { reopening } from "./alert-changes";
import { answersInForce } from "./anomaly-findings";
import { findEstate } from "./estates";
import { acceptedBy, INTENDED } from "./exceptions";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AlertChange, AlertRecord } from "./ports/store";

/** An answer holds for a year at most: who owned it, and why, is forgotten by then. */
const LONGEST_ANSWER_DAYS = 366;
const DAY_MS = 86_400_000;

/** Somebody's word that an anomaly is as it is meant to be. */
export interface IntendedRequest {
  readonly estateId: string;
  readonly anomalyId: string;
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
}

/**
 * Remembers that an anomaly, as it is now, is intended: until the end of the day it raises no alert, and one that it
 * raised is set aside. Fails NOT_FOUND when it is not there any more, BAD_INPUT for a day that is over or more than a
 * year away.
 */
export async function answerIntended(ports: Ports, actor: Actor, request: IntendedRequest): Promise<void> {
  const { estateId, anomalyId, owner, reason, expires } = request;
  await findEstate(ports, actor, estateId);
  const at = ports.clock.now();
  checkDay(expires, at);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = (await store.listAnomalies(estateId)).find(({ anomaly }) => anomaly.id === anomalyId);
  if (!record)
    throw new Failure("NOT_FOUND", "this anomaly is not there any more: reload to see those that are");
  const answer = { anomaly: record.anomaly, owner, reason, expires, actorId: actor.id, at };
  await store.putAnswer(estateId, answer);
  const [acceptance] = answersInForce([answer], [record.anomaly], at);
  if (acceptance)
    await changeAlert(ports, actor, request, (alert) =>
      alert.state === "open" || alert.state === "unverified"
        ? setAside(alert, acceptedBy(acceptance, at), actor, at)
        : undefined,
    );
}

/** Takes an answer back; an alert that it set aside is open again. Fails NOT_FOUND. */
export async function retractIntended(
  ports: Ports,
  actor: Actor,
  request: Pick<IntendedRequest, "estateId" | "anomalyId">,
): Promise<void> {
  await findEstate(ports, actor, request.estateId);
  const { estateId, anomalyId } = request;
  const isRemoved = await ports.store.inWorkspace(actor.workspaceId).removeAnswer(estateId, anomalyId);
  if (!isRemoved)
    throw new Failure(
      "NOT_FOUND",
      "no such answer: it was taken back already, reload to see those that are left",
    );
  const at = ports.clock.now();
  await changeAlert(ports, actor, request, (alert) =>
    alert.state === "dismissed" && alert.dismissal?.actor === INTENDED
      ? { ...reopening(alert, { at, actor: actor.id }), reason: "the answer was taken back" }
      : undefined,
  );
}

function checkDay(expires: string, at: Date): void {
  const today = at.toISOString().slice(0, 10);
  if (expires < today)
    throw new Failure("BAD_INPUT", `\`${expires}\` is over already: choose a day from ${today} on`);
  const last = new Date(at.getTime() + LONGEST_ANSWER_DAYS * DAY_MS).toISOString().slice(0, 10);
  if (expires > last)
    throw new Failure("BAD_INPUT", `an answer holds for a year at most: choose a day up to ${last}`);
}

function setAside(
  record: AlertRecord,
  dismissal: NonNullable<AlertRecord["dismissal"]>,
  actor: Actor,
  at: Date,
): AlertChange {
  const { id, alert, firstSeenAt, lastSeenAt, resolvedAt, unverifiedSince } = record;
  const life = { firstSeenAt, lastSeenAt, resolvedAt, unverifiedSince };
  const { fingerprint } = alert;
  const { reason } = dismissal;
  return { id, fingerprint, state: "dismissed", ...life, dismissal, actor: actor.id, reason, at };
}

/** Changes the alert of an anomaly, if it raised one of its own. */
async function changeAlert(
  ports: Ports,
  { workspaceId }: Actor,
  { estateId, anomalyId }: Pick<IntendedRequest, "estateId" | "anomalyId">,
  change: (alert: AlertRecord) => AlertChange | undefined,
): Promise<void> {
  await ports.store.inWorkspace(workspaceId).changeAlerts(estateId, (existing) => {
    const found = existing.find(({ alert }) => alert.fingerprint === anomalyId);
    const changed = found && change(found);
    return changed ? [changed] : [];
  });
  ports.events.publish({ workspaceId, estateId, kind: "anomaly" });
  ports.events.publish({ workspaceId, estateId, kind: "alerts" });
}
