import * as z from "zod";
import {
  createSchedule,
  listSchedules,
  pauseSchedule,
  previewSchedule,
  removeSchedule,
} from "../../application/schedules";
import { estateInput, idInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const DAY_MINUTES = 24 * 60;

const termsInput = z.object({
  cron: z.string().trim().max(200).nullable(),
  timeZone: z.string().trim().min(1).max(64),
  onChange: z.boolean().default(false),
  minGapMinutes: z.number().int().min(1).max(DAY_MINUTES).default(5),
  skipIfRunning: z.boolean().default(true),
});
const scheduleInput = z.object({ scheduleId: idInput });

/** When scenarios run by themselves. */
export const scheduleRouter = createRouter({
  /** Terms in words, with the next five times. */
  preview: viewerProcedure.input(termsInput).query(({ ctx, input }) => previewSchedule(ctx.ports, input)),

  create: operatorProcedure
    .input(termsInput.extend({ scenarioId: idInput }))
    .mutation(({ ctx, input }) => createSchedule(ctx.ports, ctx.actor, input)),

  /** The next due first. */
  list: viewerProcedure
    .input(estateInput.extend({ scenarioId: idInput.optional() }))
    .query(({ ctx, input }) => listSchedules(ctx.ports, ctx.actor, input)),

  pause: operatorProcedure
    .input(scheduleInput.extend({ isPaused: z.boolean() }))
    .mutation(({ ctx, input }) => pauseSchedule(ctx.ports, ctx.actor, input)),

  remove: operatorProcedure
    .input(scheduleInput)
    .mutation(({ ctx, input }) => removeSchedule(ctx.ports, ctx.actor, input.scheduleId)),
});
