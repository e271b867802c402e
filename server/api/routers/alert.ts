import * as z from "zod";
import { dismissAlert, listAlerts, readAlert, reopenAlert } from "../../application/alerts";
import { tryAlertFixes } from "../../application/fixes";
import { alertSchema, alertStateSchema, severitySchema } from "../../engine/alert/alert.schema";
import { estateInput, idInput, textInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const alertInput = estateInput.extend({ id: idInput });

/** One value or several; absent means all. */
function some<T extends z.ZodType>(schema: T) {
  return z.union([schema.transform((value) => [value]), z.array(schema).max(16)]).optional();
}

/** Alerts of an estate and what people decide about them. */
export const alertRouter = createRouter({
  /** Worst first. */
  list: viewerProcedure
    .input(
      estateInput.extend({
        state: some(alertStateSchema),
        severity: some(severitySchema),
        family: some(alertSchema.shape.family),
        q: textInput.optional(),
      }),
    )
    .query(({ ctx, input }) => listAlerts(ctx.ports, ctx.actor, input)),

  read: viewerProcedure.input(alertInput).query(({ ctx, input }) => readAlert(ctx.ports, ctx.actor, input)),

  /** Tries its cures on the latest snapshot, in a run. */
  tryFixes: operatorProcedure
    .input(alertInput)
    .mutation(({ ctx, input }) => tryAlertFixes(ctx.ports, ctx.actor, input)),

  dismiss: operatorProcedure
    .input(alertInput.extend({ reason: z.string().trim().min(1).max(2_000) }))
    .mutation(({ ctx, input }) => dismissAlert(ctx.ports, ctx.actor, input)),

  reopen: operatorProcedure
    .input(alertInput)
    .mutation(({ ctx, input }) => reopenAlert(ctx.ports, ctx.actor, input)),
});
