import { Failure } from "./ports/failure";
import type { OpenSink } from "./ports/notifier";
import type { OutboundOutcome } from "./ports/outbound";
import type { Ports } from "./ports/ports";
import type { DeliveryClaim, RepeatClaim, Settlement, SinkRecord } from "./ports/sink-store";
import type { WorkspaceId } from "./ports/store";
import { retryWaitMs } from "./retry-schedule";

const LEASE_MS = 60_000;
/** A message is begun only while so much of its lease is left: more than the longest message takes. */
const LEAST_LEASE_MS = 20_000;
const MOST_PER_SINK = 50;
const MOST_ROUNDS = 400;
/** What stands behind a message that a sink did not take waits so long before it is tried. */
const STANDBY_MS = 5_000;
/** An Alertmanager forgets its alerts when it restarts: this is how long they are missing then. */
const REPEAT_EVERY_MS = 60_000;
const REPEAT_ENDED_FOR_MS = 5 * 60_000;
const GONE = 410;

/**
 * Sends what is due, and tells each Alertmanager again what still holds. Safe to run in several processes at once:
 * each delivery is claimed for a while, and a claim that was lost stores nothing. A process that dies between
 * sending and storing leaves a message that is sent once more, with the same id.
 */
export async function deliverDue(ports: Ports, signal: AbortSignal): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round += 1) {
    const now = ports.clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const claims = await ports.store.claimDeliveries({ now, leaseUntil, mostPerSink: MOST_PER_SINK });
    if (claims.length === 0) break;
    await Promise.all(perSink(claims).map((some) => deliverTo(ports, some, signal)));
  }
  if (!signal.aborted) await repeatDue(ports, signal);
}

function perSink(claims: readonly DeliveryClaim[]): readonly (readonly DeliveryClaim[])[] {
  const groups = new Map<string, DeliveryClaim[]>();
  for (const claim of claims) {
    const key = `${claim.workspaceId} ${claim.sink.id}`;
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  return [...groups.values()];
}

/** One sink's messages in turn. After one that it did not take, the others stand by. */
async function deliverTo(ports: Ports, claims: readonly DeliveryClaim[], signal: AbortSignal): Promise<void> {
  let sentCount = 0;
  let isWell = true;
  for (const claim of claims) {
    const now = ports.clock.now();
    const isLate = claim.leaseUntil.getTime() - now.getTime() < LEAST_LEASE_MS;
    const isStopped = signal.aborted || isLate;
    const settlement: Settlement =
      isWell && !isStopped
        ? await deliverOne(ports, claim, signal)
        : { kind: "released", dueAt: isStopped ? now : new Date(now.getTime() + STANDBY_MS) };
    const isOurs = await ports.store.settleDelivery(claim, settlement, ports.clock.now());
    if (!isOurs) continue;
    if (settlement.kind === "sent") {
      sentCount += 1;
    } else if (settlement.kind !== "released") {
      isWell = false;
    }
  }
  const first = claims[0];
  if (sentCount > 0 && isWell && first)
    await ports.store.hastenDeliveries(first.workspaceId, first.sink.id, ports.clock.now());
}

async function deliverOne(ports: Ports, claim: DeliveryClaim, signal: AbortSignal): Promise<Settlement> {
  const { id, message: notification, told, toldNumber, sink, workspaceId } = claim;
  // An old message sent again by hand must not undo what an Alertmanager was told since.
  if (toldNumber > notification.transition.number)
    return { kind: "sent", outcome: "left out: a later change was sent already", told: null };
  let opened: OpenSink;
  try {
    opened = openSink(ports, workspaceId, sink);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return afterFailure(ports, claim, error.message, null);
  }
  const { outcome, told: nowTold } = await ports.notifier.tell(opened, { id, notification, told }, signal);
  if (outcome === null)
    return { kind: "sent", outcome: "left out: it was never told that this began", told: null };
  if (isTaken(outcome)) return { kind: "sent", outcome: outcomeText(outcome), told: nowTold };
  if (signal.aborted) return { kind: "released", dueAt: ports.clock.now() };
  if (outcome.kind === "answered" && outcome.status === GONE) {
    const disabledReason = "it answered 410: the address is gone for good";
    return { kind: "dead", outcome: outcomeText(outcome), disabledReason };
  }
  const askedMs = outcome.kind === "answered" ? outcome.retryAfterMs : null;
  return afterFailure(ports, claim, outcomeText(outcome), askedMs);
}

function afterFailure(
  ports: Ports,
  { id, attemptCount }: DeliveryClaim,
  outcome: string,
  askedMs: number | null,
): Settlement {
  const waitMs = retryWaitMs(id, attemptCount + 1, askedMs);
  if (waitMs === undefined) return { kind: "dead", outcome, disabledReason: null };
  return { kind: "retry", outcome, dueAt: new Date(ports.clock.now().getTime() + waitMs) };
}

async function repeatDue(ports: Ports, signal: AbortSignal): Promise<void> {
  const now = ports.clock.now();
  const claims = await ports.store.claimRepeats({
    now,
    repeatedBefore: new Date(now.getTime() - REPEAT_EVERY_MS),
    endedAfter: new Date(now.getTime() - REPEAT_ENDED_FOR_MS),
  });
  await Promise.all(
    claims.filter(({ told }) => told.length > 0).map((claim) => repeatTo(ports, claim, signal)),
  );
}

async function repeatTo(
  ports: Ports,
  { workspaceId, sink, told }: RepeatClaim,
  signal: AbortSignal,
): Promise<void> {
  try {
    const outcome = await ports.notifier.repeat(openSink(ports, workspaceId, sink), told, signal);
    if (isTaken(outcome)) await ports.store.hastenDeliveries(workspaceId, sink.id, ports.clock.now());
  } catch (error) {
    // Without its secret it cannot be told: its deliveries say so.
    if (!(error instanceof Failure)) throw error;
  }
}

/** Opens what is sealed of a sink. Fails UNAVAILABLE without the right key. */
export function openSink(ports: Ports, workspaceId: WorkspaceId, sink: SinkRecord): OpenSink {
  const place = { workspaceId, table: "Sink", row: sink.id };
  return {
    kind: sink.kind,
    address: ports.sealer.open(sink.address, { ...place, field: "address" }),
    secret: sink.secret === null ? null : ports.sealer.open(sink.secret, { ...place, field: "secret" }),
  };
}

/** Whether the other side has it. */
export function isTaken(outcome: OutboundOutcome): boolean {
  return outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300;
}

/** What came of a try, in words that hold nothing of the address or of the answer. */
export function outcomeText(outcome: OutboundOutcome): string {
  if (outcome.kind === "refused") return `not sent: ${outcome.reason}`;
  if (outcome.kind === "failed") return outcome.reason;
  const isRedirect = outcome.status >= 300 && outcome.status < 400;
  return `answered ${outcome.status}${isRedirect ? ", a redirect, which is not followed" : ""}`;
}
