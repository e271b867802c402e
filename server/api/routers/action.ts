import * as z from "zod";
import { listActions, readAction } from "../../application/actions";
import { approveAction, cancelAction, rejectAction } from "../../application/decide-actions";
import { actionStateSchema } from "../../engine/remediation/action-state.schema";
import { idInput, textInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const actionInput = z.object({ actionId: idInput });
const wordInput = actionInput.extend({ reason: textInput.trim().min(1, "say why") });

/** What rules want done, and what persons say to it. */
export const actionRouter = createRouter({
  /** Newest first. */
  list: viewerProcedure
    .input(
      z.object({
        estateId: idInput.optional(),
        ruleId: idInput.optional(),
        alertId: idInput.optional(),
        states: z.array(actionStateSchema).max(actionStateSchema.options.length).optional(),
      }),
    )
    .query(({ ctx, input }) => listActions(ctx.ports, ctx.actor, input)),

  read: viewerProcedure
    .input(actionInput)
    .query(({ ctx, input }) => readAction(ctx.ports, ctx.actor, input.actionId)),

  /** Holds for the plan with this hash alone. */
  approve: operatorProcedure
    .input(wordInput.extend({ planHash: z.string().max(128) }))
    .mutation(({ ctx, input }) => approveAction(ctx.ports, ctx.actor, input)),

  reject: operatorProcedure
    .input(wordInput)
    .mutation(({ ctx, input }) => rejectAction(ctx.ports, ctx.actor, input)),

  cancel: operatorProcedure
    .input(wordInput)
    .mutation(({ ctx, input }) => cancelAction(ctx.ports, ctx.actor, input)),
});
