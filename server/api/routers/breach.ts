import { runBreach } from "../../application/breaches";
import { breachAskSchema } from "../../engine/scenario/breach/breach.schema";
import { snapshotInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

/** Supposed attacks. Leaving the request stops the work. */
export const breachRouter = createRouter({
  run: viewerProcedure
    .input(snapshotInput.extend(breachAskSchema.shape))
    .query(({ ctx, input, signal }) => runBreach(ctx.ports, ctx.actor, input, signal)),
});
