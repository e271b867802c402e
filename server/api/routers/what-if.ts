import { runWhatIf } from "../../application/what-ifs";
import { whatIfRequestSchema } from "../../engine/scenario/outage/outage.schema";
import { snapshotInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

/** Supposed failures. Leaving the request stops the work. */
export const whatIfRouter = createRouter({
  run: viewerProcedure
    .input(snapshotInput.extend(whatIfRequestSchema.shape))
    .query(({ ctx, input, signal }) => runWhatIf(ctx.ports, ctx.actor, input, signal)),
});
