import * as z from "zod";
import { planSchema, planStepSchema, stepKindSchema } from "../engine/remediation/plan/plan.schema";

/**
 * What executor and server say to each other: `POST /api/executor/claim`, `/renew` and `/report`, with the bearer
 * token of one executor. The server owns every state; the executor is its hand. Whoever claims an action gets a
 * fence one higher than anybody before; a report with an older fence is refused with 409 and changes nothing.
 */
export const executorClaimSchema = z.object({
  /** Names the process, for the page and the audit. */
  name: z.string().min(1).max(100),
  /** What its operator allows it to do; it is handed nothing else. */
  allows: z.array(stepKindSchema).min(1),
  /** Endpoints that it knows by name. */
  webhooks: z.array(z.string().max(64)).max(50),
  /** The account that its keys belong to; null: it reaches no provider. */
  accountId: z.string().nullable(),
});
export type ExecutorClaim = z.infer<typeof executorClaimSchema>;

/**
 * What is to be done now:
 * - `precheck`: read every touched resource, compare with `before`, ask the provider for its dry run. Change nothing.
 * - `execute`: carry `steps` out in order, reading production before each: a step that stands already is not repeated.
 *   Handed out again after a crash: then some may stand.
 * - `roll-back`: the same with the steps of the inverse.
 * - `observe`: read every touched resource.
 */
export const executorTaskSchema = z.object({
  actionId: z.string(),
  fence: z.number().int(),
  /** ISO time, by the server's clock; `leaseMs` is what is left of it now. */
  leaseUntil: z.string(),
  leaseMs: z.number().int(),
  purpose: z.enum(["precheck", "execute", "roll-back", "observe"]),
  /** For providers and receivers that know repetitions by an id: the same at every try. */
  idempotencyKey: z.string(),
  planHash: z.string(),
  plan: planSchema,
  /** Those of the plan, or of its inverse. */
  steps: z.array(planStepSchema),
});
export type ExecutorTask = z.infer<typeof executorTaskSchema>;

/** `{ task: null }`: nothing to do, or automation is paused; ask again after `waitMs`. */
export const executorClaimAnswerSchema = z.object({
  task: executorTaskSchema.nullable(),
  waitMs: z.number().int(),
});
export type ExecutorClaimAnswer = z.infer<typeof executorClaimAnswerSchema>;

const held = { actionId: z.string(), fence: z.number().int() };
export const executorRenewSchema = z.object(held);
export type ExecutorRenew = z.infer<typeof executorRenewSchema>;
/** 409 when it is no longer the executor's. */
export const executorRenewAnswerSchema = z.object({
  leaseMs: z.number().int(),
  /** Automation was paused meanwhile: begin no further step. */
  isPaused: z.boolean(),
});
export type ExecutorRenewAnswer = z.infer<typeof executorRenewAnswerSchema>;

/** How a touched resource was found: `form` as `touchedForm` writes it; null: there is none. */
const observedSchema = z.object({ id: z.string(), form: z.string().nullable() });
export type Observed = z.infer<typeof observedSchema>;
/** What became of one step. `stood`: it stood already when it was to be made. */
const stepOutcomeSchema = z.object({
  kind: stepKindSchema,
  outcome: z.enum(["done", "stood", "refused", "conflict", "unknown", "not-begun"]),
  /** The provider's code or our words; nothing secret. */
  detail: z.string().max(1_000),
});
export type StepOutcome = z.infer<typeof stepOutcomeSchema>;

export const executorReportSchema = z.object({
  ...held,
  purpose: executorTaskSchema.shape.purpose,
  /**
   * - `done`: all of the purpose; for `precheck` that all touched resources are as expected and the dry run would work;
   * - `conflict`: production is other than the plan expects; nothing (further) was done;
   * - `refused`: the provider, the receiver or the executor's own list forbids it; nothing (further) was done;
   * - `unknown`: a call was made whose end is not known, and production could not be re-read.
   */
  outcome: z.enum(["done", "conflict", "refused", "unknown"]),
  detail: z.string().max(2_000),
  steps: z.array(stepOutcomeSchema).max(200),
  observed: z.array(observedSchema).max(200),
});
export type ExecutorReport = z.infer<typeof executorReportSchema>;
