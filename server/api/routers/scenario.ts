import * as z from "zod";
import { runKindSchema } from "../../application/run-kinds";
import {
  createScenario,
  listScenarios,
  readScenario,
  removeScenario,
  renameScenario,
  runScenario,
} from "../../application/scenarios";
import { estateInput, idInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const nameInput = z.string().trim().min(1).max(200);
const scenarioInput = z.object({ scenarioId: idInput });

/** Questions with a name, to be asked again. */
export const scenarioRouter = createRouter({
  create: operatorProcedure
    .input(
      estateInput.extend({
        name: nameInput,
        kind: runKindSchema,
        request: z.record(z.string(), z.unknown()),
      }),
    )
    .mutation(({ ctx, input }) => createScenario(ctx.ports, ctx.actor, input)),

  /** Newest first, each with its latest run. */
  list: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => listScenarios(ctx.ports, ctx.actor, input.estateId)),

  read: viewerProcedure
    .input(scenarioInput)
    .query(({ ctx, input }) => readScenario(ctx.ports, ctx.actor, input.scenarioId)),

  rename: operatorProcedure
    .input(scenarioInput.extend({ name: nameInput }))
    .mutation(({ ctx, input }) => renameScenario(ctx.ports, ctx.actor, input)),

  remove: operatorProcedure
    .input(scenarioInput)
    .mutation(({ ctx, input }) => removeScenario(ctx.ports, ctx.actor, input.scenarioId)),

  /** Runs it now, on the latest snapshot. */
  run: operatorProcedure
    .input(scenarioInput)
    .mutation(({ ctx, input }) => runScenario(ctx.ports, ctx.actor, input.scenarioId)),
});
