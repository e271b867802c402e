import * as z from "zod";
import { createExecutor, listExecutors, revokeExecutor } from "../../application/executors";
import { idInput, textInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

/** Processes that carry actions out, with credentials of their own. */
export const executorRouter = createRouter({
  /** Oldest first. */
  list: viewerProcedure.query(({ ctx }) => listExecutors(ctx.ports, ctx.actor)),

  /** Answers with the token, which is shown this once. */
  create: operatorProcedure
    .input(z.object({ name: textInput }))
    .mutation(({ ctx, input }) => createExecutor(ctx.ports, ctx.actor, input.name)),

  revoke: operatorProcedure
    .input(z.object({ executorId: idInput }))
    .mutation(({ ctx, input }) => revokeExecutor(ctx.ports, ctx.actor, input.executorId)),
});
