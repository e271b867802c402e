import * as z from "zod";
import { watchChanges } from "../../application/changes";
import { exportConfiguration, listEstates, readReport, removeEstate } from "../../application/estates";
import { readFidelity } from "../../application/fidelities";
import { loadSample } from "../../application/imports";
import { readOverview } from "../../application/overview";
import { estateInput, snapshotInput } from "../inputs";
import { withFailures } from "../stream";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

/** Estates: what is under watch, and what was read of it. */
export const estateRouter = createRouter({
  /** Newest first. */
  list: viewerProcedure.query(({ ctx }) => listEstates(ctx.ports, ctx.actor)),

  /** Creates the sample estate, or answers with the one that exists. */
  createSample: operatorProcedure.mutation(({ ctx }) => loadSample(ctx.ports, ctx.actor)),

  /** What changes in the workspace, as it does; whoever connects again asks for everything again. */
  changes: viewerProcedure.input(z.object({}).optional()).subscription(async function* ({ ctx, signal }) {
    for await (const { estateId, kind, id } of withFailures(watchChanges(ctx.ports, ctx.actor, signal)))
      yield { estateId, kind, id };
  }),

  remove: operatorProcedure
    .input(estateInput)
    .mutation(({ ctx, input }) => removeEstate(ctx.ports, ctx.actor, input.estateId)),

  overview: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => readOverview(ctx.ports, ctx.actor, input.estateId)),

  /** What reading the input had to say. */
  report: viewerProcedure
    .input(snapshotInput)
    .query(({ ctx, input }) => readReport(ctx.ports, ctx.actor, input)),

  /** How far the snapshot is the network, and what stays open. */
  fidelity: viewerProcedure
    .input(snapshotInput)
    .query(({ ctx, input }) => readFidelity(ctx.ports, ctx.actor, input)),

  /** The configuration as JSON text, for download. */
  configuration: viewerProcedure
    .input(snapshotInput)
    .query(({ ctx, input }) => exportConfiguration(ctx.ports, ctx.actor, input)),
});
