import { listIntents } from "../../application/intents";
import { estateInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

/** Applications and the flows they need. */
export const intentRouter = createRouter({
  list: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => listIntents(ctx.ports, ctx.actor, input.estateId)),
});
