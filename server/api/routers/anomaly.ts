import * as z from "zod";
import { listAnomalies, readCompared } from "../../application/anomalies";
import { approveBaseline, readBaseline, withdrawBaseline } from "../../application/baselines";
import { readEventSpan } from "../../application/change-events";
import { answerIntended, retractIntended } from "../../application/intended";
import { estateInput, idInput, snapshotIdInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const reasonInput = z.string().trim().min(1).max(1_000);
const anomalyInput = estateInput.extend({ anomalyId: idInput });

/** What differs from the baseline or from what is usual, and what people say to it. */
export const anomalyRouter = createRouter({
  list: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => listAnomalies(ctx.ports, ctx.actor, input.estateId)),

  /** Which jobs are compared, and how many resources have too few peers. */
  compared: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input, signal }) => readCompared(ctx.ports, ctx.actor, input.estateId, signal)),

  /** How much of the provider's trail is known. Files come in by `POST /api/events`. */
  events: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => readEventSpan(ctx.ports, ctx.actor, input.estateId)),

  /** It is intended, until the end of a day. */
  answer: operatorProcedure
    .input(
      anomalyInput.extend({
        owner: z.string().trim().min(1).max(200),
        reason: reasonInput,
        expires: z.iso.date(),
      }),
    )
    .mutation(({ ctx, input }) => answerIntended(ctx.ports, ctx.actor, input)),

  retract: operatorProcedure
    .input(anomalyInput)
    .mutation(({ ctx, input }) => retractIntended(ctx.ports, ctx.actor, input)),

  /** Null while no snapshot is approved. */
  baseline: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => readBaseline(ctx.ports, ctx.actor, input.estateId)),

  approveBaseline: operatorProcedure
    .input(estateInput.extend({ snapshotId: snapshotIdInput, reason: reasonInput }))
    .mutation(({ ctx, input }) => approveBaseline(ctx.ports, ctx.actor, input)),

  withdrawBaseline: operatorProcedure
    .input(estateInput)
    .mutation(({ ctx, input }) => withdrawBaseline(ctx.ports, ctx.actor, input.estateId)),
});
