import * as z from "zod";
import { sinkKindSchema } from "../../application/notification.schema";
import {
  addSink,
  listAlertDeliveries,
  listDeadDeliveries,
  listSinks,
  removeSink,
  resendDelivery,
  setSinkEnabled,
  testSink,
} from "../../application/sinks";
import { severitySchema } from "../../engine/alert/alert.schema";
import { estateInput, idInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const sinkInput = z.object({ sinkId: idInput });

/** Where changes of alerts are sent, and what became of what was sent. */
export const sinkRouter = createRouter({
  /** Oldest first; without addresses and secrets. */
  list: viewerProcedure.query(({ ctx }) => listSinks(ctx.ports, ctx.actor)),

  /** The secret of a webhook is in this answer and in no other. */
  add: operatorProcedure
    .input(
      z.object({
        kind: sinkKindSchema,
        name: z.string().trim().min(1).max(80),
        address: z.string().trim().min(1).max(2_048),
        minSeverity: severitySchema,
      }),
    )
    .mutation(({ ctx, input }) => addSink(ctx.ports, ctx.actor, input)),

  setEnabled: operatorProcedure
    .input(sinkInput.extend({ isEnabled: z.boolean() }))
    .mutation(({ ctx, input }) => setSinkEnabled(ctx.ports, ctx.actor, input)),

  remove: operatorProcedure
    .input(sinkInput)
    .mutation(({ ctx, input }) => removeSink(ctx.ports, ctx.actor, input.sinkId)),

  /** Waits for the sink's answer. */
  test: operatorProcedure
    .input(sinkInput)
    .mutation(({ ctx, input, signal }) =>
      testSink(ctx.ports, ctx.actor, input.sinkId, signal ?? new AbortController().signal),
    ),

  /** What is not tried any more, newest first. */
  deadDeliveries: viewerProcedure
    .input(sinkInput)
    .query(({ ctx, input }) => listDeadDeliveries(ctx.ports, ctx.actor, input.sinkId)),

  resend: operatorProcedure
    .input(z.object({ deliveryId: idInput }))
    .mutation(({ ctx, input }) => resendDelivery(ctx.ports, ctx.actor, input.deliveryId)),

  /** Where changes of one alert were sent, newest first. */
  alertDeliveries: viewerProcedure
    .input(estateInput.extend({ id: idInput }))
    .query(({ ctx, input }) => listAlertDeliveries(ctx.ports, ctx.actor, input)),
});
