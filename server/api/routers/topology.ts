import * as z from "zod";
import { locateResources, searchTopology, viewTopology } from "../../application/topology";
import { idInput, snapshotInput, textInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

const OPEN_LIMIT = 2_000;
const SEARCH_LIMIT = 100;
const LOCATE_LIMIT = 2_000;

/** The map and its outline. */
export const topologyRouter = createRouter({
  view: viewerProcedure
    .input(snapshotInput.extend({ open: z.array(idInput).max(OPEN_LIMIT).default([]) }))
    .query(({ ctx, input, signal }) => viewTopology(ctx.ports, ctx.actor, input, signal)),

  search: viewerProcedure
    .input(
      snapshotInput.extend({ q: textInput, limit: z.number().int().min(1).max(SEARCH_LIMIT).default(20) }),
    )
    .query(({ ctx, input, signal }) => searchTopology(ctx.ports, ctx.actor, input, signal)),

  /** A question, but one too long for an address, so it is posted. */
  locate: viewerProcedure
    .input(snapshotInput.extend({ ids: z.array(idInput).max(LOCATE_LIMIT) }))
    .mutation(({ ctx, input, signal }) => locateResources(ctx.ports, ctx.actor, input, signal)),
});
