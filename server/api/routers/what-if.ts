import { runChangeWhatIf, runWhatIf } from "../../application/what-ifs";
import { changeWhatIfRequestSchema } from "../../engine/scenario/change/change-what-if.schema";
import { whatIfRequestSchema } from "../../engine/scenario/outage/outage.schema";
import { snapshotInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

/** Supposed failures. Leaving the request stops the work. */
export const whatIfRouter = createRouter({
  run: viewerProcedure
    .input(snapshotInput.extend(whatIfRequestSchema.shape))
    .query(({ ctx, input, signal }) => runWhatIf(ctx.ports, ctx.actor, input, signal)),

  /** Supposed changes of rules and routes. A query that travels as a mutation does: rules can be long. */
  changes: viewerProcedure
    .input(snapshotInput.extend(changeWhatIfRequestSchema.shape))
    .mutation(({ ctx, input, signal }) => runChangeWhatIf(ctx.ports, ctx.actor, input, signal)),
});
