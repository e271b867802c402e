import { askTrace } from "../../application/traces";
import { flowInput } from "../flow-input";
import { snapshotInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

/** "Can A reach B", answered hop by hop. */
export const traceRouter = createRouter({
  ask: viewerProcedure
    .input(snapshotInput.extend(flowInput.shape))
    .query(({ ctx, input, signal }) => askTrace(ctx.ports, ctx.actor, input, signal)),
});
