import * as z from "zod";
import {
  changeApplication,
  decideFlows,
  declareFlow,
  listApplications,
  restoreDecisions,
} from "../../application/applications";
import { criticalitySchema, factFlowSchema } from "../../engine/configuration/declared-facts.schema";
import { decisionSchema, flowEditSchema } from "../../engine/intent/decision.schema";
import { estateInput, idInput, snapshotInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

/** Flows decided about at once. */
const BULK_LIMIT = 2_000;
const nameInput = z.string().trim().min(1).max(200);
const verdictInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("accept"), intentId: idInput, edit: flowEditSchema.default({}) }),
  z.strictObject({
    kind: z.literal("dismiss"),
    intentId: idInput,
    reason: z.string().trim().min(1).max(1_000),
  }),
]);

/** Applications, the flows they need, and what owners decide about them. */
export const applicationRouter = createRouter({
  list: viewerProcedure
    .input(snapshotInput)
    .query(({ ctx, input }) => listApplications(ctx.ports, ctx.actor, input)),

  /** Accepts or dismisses inferred flows, all or none. */
  decide: operatorProcedure
    .input(estateInput.extend({ verdicts: z.array(verdictInput).min(1).max(BULK_LIMIT) }))
    .mutation(({ ctx, input }) => decideFlows(ctx.ports, ctx.actor, input)),

  /** Name, and with it what is one application; importance. */
  change: operatorProcedure
    .input(
      estateInput.extend({
        application: nameInput,
        name: nameInput.optional(),
        criticality: criticalitySchema.optional(),
      }),
    )
    .mutation(({ ctx, input }) => changeApplication(ctx.ports, ctx.actor, input)),

  declare: operatorProcedure
    .input(estateInput.extend({ id: idInput.optional(), application: nameInput, flow: factFlowSchema }))
    .mutation(({ ctx, input }) => declareFlow(ctx.ports, ctx.actor, input)),

  /** Undoes decisions. */
  restore: operatorProcedure
    .input(
      estateInput.extend({
        changes: z
          .array(z.strictObject({ subject: z.string().min(1).max(300), decision: decisionSchema.nullable() }))
          .min(1)
          .max(BULK_LIMIT),
      }),
    )
    .mutation(({ ctx, input }) => restoreDecisions(ctx.ports, ctx.actor, input)),
});
