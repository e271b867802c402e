import { tracked } from "@trpc/server";
import * as z from "zod";
import { runKindSchema } from "../../application/run-kinds";
import { cancelRun, listRuns, readRun, startRun, watchRun } from "../../application/runs";
import { idInput, snapshotInput } from "../inputs";
import { withFailures } from "../stream";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const LIST_LIMIT = 200;
const runInput = z.object({ runId: idInput });

/** Runs: started, followed, cancelled. */
export const runRouter = createRouter({
  /** Queues a run and returns at once; the client follows it with `watch`. */
  start: operatorProcedure
    .input(
      snapshotInput.extend({
        kind: runKindSchema,
        request: z.record(z.string(), z.unknown()),
        title: z.string().trim().min(1).max(300).optional(),
      }),
    )
    .mutation(({ ctx, input }) => startRun(ctx.ports, ctx.actor, input)),

  read: viewerProcedure.input(runInput).query(({ ctx, input }) => readRun(ctx.ports, ctx.actor, input.runId)),

  cancel: operatorProcedure
    .input(runInput)
    .mutation(({ ctx, input }) => cancelRun(ctx.ports, ctx.actor, input.runId)),

  /** Newest first, without results. */
  list: viewerProcedure
    .input(
      z.object({
        estateId: idInput.optional(),
        scenarioId: idInput.optional(),
        scheduleId: idInput.optional(),
        states: z.array(z.enum(["queued", "running", "done", "failed", "cancelled"])).optional(),
        limit: z.number().int().min(1).max(LIST_LIMIT).default(50),
      }),
    )
    .query(({ ctx, input }) => listRuns(ctx.ports, ctx.actor, input)),

  /** The run now and after each change; ends when it is over. What it is now is all that a reconnecting client missed. */
  watch: viewerProcedure
    .input(runInput.extend({ lastEventId: z.string().max(512).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const run of withFailures(watchRun(ctx.ports, ctx.actor, input.runId, signal)))
        yield tracked(`${run.id} ${run.state} ${run.progress.doneCount}`, run);
    }),
});
