import * as z from "zod";
import {
  findNetworks,
  locateNeighbours,
  locateResources,
  searchTopology,
  viewExposure,
  viewTopology,
} from "../../application/topology";
import { idInput, snapshotInput, textInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

const OPEN_LIMIT = 2_000;
const SEARCH_LIMIT = 100;
const LOCATE_LIMIT = 20_000;

const placesInput = z.array(idInput).max(OPEN_LIMIT).default([]);

/** The map and its outline. */
export const topologyRouter = createRouter({
  view: viewerProcedure
    .input(snapshotInput.extend({ open: placesInput, hide: placesInput, only: placesInput }))
    .query(({ ctx, input, signal }) => viewTopology(ctx.ports, ctx.actor, input, signal)),

  exposure: viewerProcedure
    .input(snapshotInput)
    .query(({ ctx, input, signal }) => viewExposure(ctx.ports, ctx.actor, input, signal)),

  search: viewerProcedure
    .input(
      snapshotInput.extend({ q: textInput, limit: z.number().int().min(1).max(SEARCH_LIMIT).default(20) }),
    )
    .query(({ ctx, input, signal }) => searchTopology(ctx.ports, ctx.actor, input, signal)),

  networks: viewerProcedure
    .input(snapshotInput.extend({ q: textInput }))
    .query(({ ctx, input, signal }) => findNetworks(ctx.ports, ctx.actor, input, signal)),

  /** A question, but one too long for an address, so it is posted. */
  neighbours: viewerProcedure
    .input(
      snapshotInput.extend({
        ids: z.array(idInput).min(1).max(LOCATE_LIMIT),
        hops: z.number().int().min(1).max(2),
      }),
    )
    .mutation(({ ctx, input, signal }) => locateNeighbours(ctx.ports, ctx.actor, input, signal)),

  /** A question, but one too long for an address, so it is posted. */
  locate: viewerProcedure
    .input(snapshotInput.extend({ ids: z.array(idInput).max(LOCATE_LIMIT) }))
    .mutation(({ ctx, input, signal }) => locateResources(ctx.ports, ctx.actor, input, signal)),
});
