import type { PlanStep } from "../../engine/remediation/plan/plan.schema";
import type { StepOutcome } from "../executor.schema";
import type { OutboundOutcome } from "../ports/outbound";
import { POST_LIMIT_MS } from "../ports/signed-endpoints";
import { end } from "./carry-out-step";
import type { StepEnd, Work } from "./executor-ports";
import { formOf, readTouched } from "./production";

type MessageStep = Extract<PlanStep, { kind: "webhook" }>;

/** Our side of the Standard Webhooks specification: the version of `data` is in it, fields may be added. */
const BODY_VERSION = 1;
/** Before each further try. With the limit of one try, all of them take less than two minutes. */
const RETRY_WAITS_MS: readonly number[] = [2_000, 8_000, 20_000];
/** The longest a receiver's own wish is followed. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Sends a message, under one id at every try. Somebody else makes the changes, so before each further try production
 * is read: what stands is not asked for again. Anything but 2xx leaves the outcome unknown.
 */
export async function sendMessage(work: Work, step: MessageStep, position: number): Promise<StepEnd> {
  const { ports, lease, task } = work;
  const id = position === 0 ? task.idempotencyKey : `${task.idempotencyKey}.${position}`;
  const body = messageBody(work, step);
  for (let attempt = 0; ; attempt++) {
    if (await stands(work)) return end(step, attempt === 0 ? "stood" : "done", "it stands");
    if (!(await lease.hasRoomFor(POST_LIMIT_MS))) return "over";
    // Not cut short when the executor stops: what was begun is waited for.
    const outcome = await ports.endpoints.post(step.name, { id, body }, new AbortController().signal);
    const settled = settledOutcome(step, outcome);
    if (settled) return settled;
    const waitMs = RETRY_WAITS_MS[attempt];
    const reason = outcome.kind === "answered" ? `answered with ${outcome.status}` : outcome.reason;
    if (waitMs === undefined) return end(step, "unknown", `${attempt + 1} tries: ${reason}`);
    const askedMs = outcome.kind === "answered" ? (outcome.retryAfterMs ?? 0) : 0;
    await ports.wait(Math.max(waitMs, Math.min(askedMs, LONGEST_WAIT_MS)), lease.over).catch(() => undefined);
  }
}

/** What an answer says for good; undefined where another try may help. */
function settledOutcome(step: MessageStep, outcome: OutboundOutcome): StepOutcome | undefined {
  if (outcome.kind === "refused") return end(step, "refused", outcome.reason);
  if (outcome.kind === "failed") return undefined;
  const { status } = outcome;
  if (status >= 200 && status < 300) return end(step, "done", `answered with ${status}`);
  if (status >= 300 && status < 400)
    return end(step, "unknown", `answered with ${status}: it leads elsewhere, which is not followed`);
  const mayPass = status >= 500 || status === 408 || status === 429;
  return mayPass ? undefined : end(step, "unknown", `answered with ${status}`);
}

/** Whether production is already as the plan wants it; a reading that failed says nothing. */
async function stands({ ports, lease, task }: Work): Promise<boolean> {
  const seen = await readTouched(ports.hand, task.plan.touched, lease.over);
  if ("unread" in seen) return false;
  return seen.every(({ touched, resource }) => touched.after !== null && formOf(resource) === touched.after);
}

/** The same at every try and by every executor: the time of a try stands in the headers. */
function messageBody({ task }: Work, { changes }: MessageStep): string {
  const { title, texts, fingerprint, snapshotId } = task.plan;
  return JSON.stringify({
    type: "remediation.requested",
    data: {
      version: BODY_VERSION,
      actionId: task.actionId,
      planHash: task.planHash,
      fingerprint,
      snapshotId,
      title,
      texts,
      changes,
    },
  });
}
