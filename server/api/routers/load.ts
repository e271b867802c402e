import * as z from "zod";
import { askLoad, declareDemand, importDemands, removeDemand } from "../../application/loads";
import { factDemandSchema } from "../../engine/configuration/declared-facts.schema";
import { estateInput, idInput, snapshotInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

/** Of a file, in characters: a request is a mebibyte at most. */
const FILE_LIMIT = 900_000;
const GROWTH_LIMIT = 1_000_000;
const THRESHOLD_RATIO = 0.8;

/** Traffic and the limits it fills up. Leaving the request stops the work. */
export const loadRouter = createRouter({
  ask: viewerProcedure
    .input(
      snapshotInput.extend({
        growth: z.number().min(1).max(GROWTH_LIMIT).default(1),
        application: z.string().min(1).max(200).optional(),
        thresholdRatio: z.number().min(1e-6).max(1).default(THRESHOLD_RATIO),
        view: z.enum(["configured", "observed"]).default("observed"),
        sweeps: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input, signal }) => askLoad(ctx.ports, ctx.actor, input, signal)),

  declare: operatorProcedure
    .input(estateInput.extend({ id: idInput.max(200).optional(), demand: factDemandSchema }))
    .mutation(({ ctx, input }) => declareDemand(ctx.ports, ctx.actor, input)),

  remove: operatorProcedure
    .input(estateInput.extend({ id: idInput }))
    .mutation(({ ctx, input }) => removeDemand(ctx.ports, ctx.actor, input)),

  /** Replaces what was imported before. */
  importFile: operatorProcedure
    .input(
      estateInput.extend({
        file: z.string().min(1).max(512),
        text: z.string().max(FILE_LIMIT),
      }),
    )
    .mutation(({ ctx, input }) => importDemands(ctx.ports, ctx.actor, input)),
});
