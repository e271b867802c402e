import * as z from "zod";
import { readResourceHistory } from "../../application/history";
import { decideRulesOf, exportResourcesOf, listResourcesOf, readResource } from "../../application/resources";
import { resourceSortSchema } from "../../engine/topology/resource-list.schema";
import { flowInput } from "../flow-input";
import { idInput, snapshotInput, textInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

const PAGE_LIMIT = 500;
const kindInput = z.string().min(1).max(64);

const tableInput = snapshotInput.extend({
  q: textInput.default(""),
  kinds: z.array(kindInput).max(64).default([]),
  sort: resourceSortSchema.default("kind"),
  descending: z.boolean().default(false),
});

/** The resources of a snapshot: one, and all of them as a table. */
export const resourceRouter = createRouter({
  read: viewerProcedure
    .input(snapshotInput.extend({ id: idInput }))
    .query(({ ctx, input }) => readResource(ctx.ports, ctx.actor, input)),

  list: viewerProcedure
    .input(
      tableInput.extend({
        offset: z.number().int().min(0).max(10_000_000).default(0),
        limit: z.number().int().min(1).max(PAGE_LIMIT).default(100),
      }),
    )
    .query(({ ctx, input, signal }) => listResourcesOf(ctx.ports, ctx.actor, input, signal)),

  export: viewerProcedure
    .input(tableInput.extend({ format: z.enum(["csv", "json"]) }))
    .query(({ ctx, input, signal }) => exportResourcesOf(ctx.ports, ctx.actor, input, signal)),

  /** Its rules with what each does in a flow. */
  decide: viewerProcedure
    .input(snapshotInput.extend({ id: idInput, flow: flowInput }))
    .query(({ ctx, input, signal }) => decideRulesOf(ctx.ports, ctx.actor, input, signal)),

  history: viewerProcedure
    .input(snapshotInput.extend({ kind: kindInput, id: idInput }))
    .query(({ ctx, input, signal }) => readResourceHistory(ctx.ports, ctx.actor, input, signal)),
});
