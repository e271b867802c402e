import * as z from "zod";
import { pauseAutomation, readAutomation, resumeAutomation } from "../../application/automation";
import { textInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const reasonInput = z.object({ reason: textInput.default("") });

/** The switch that stops everything that acts. */
export const automationRouter = createRouter({
  read: viewerProcedure.query(({ ctx }) => readAutomation(ctx.ports, ctx.actor)),

  pause: operatorProcedure
    .input(reasonInput)
    .mutation(({ ctx, input }) => pauseAutomation(ctx.ports, ctx.actor, input.reason)),

  resume: operatorProcedure
    .input(reasonInput)
    .mutation(({ ctx, input }) => resumeAutomation(ctx.ports, ctx.actor, input.reason)),
});
