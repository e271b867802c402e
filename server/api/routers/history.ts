import * as z from "zod";
import { listHistory, readChange, readDiff, readHistoryPoint } from "../../application/history";
import { estateInput, idInput, snapshotIdInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

const PAGE_LIMIT = 200;

/** Without `head` the latest, without `base` the one before `head`. */
const diffInput = estateInput.extend({ base: snapshotIdInput.optional(), head: snapshotIdInput.optional() });

/** What changed in an estate, when, and by whom. */
export const historyRouter = createRouter({
  /** Newest first. */
  list: viewerProcedure
    .input(
      estateInput.extend({
        before: z.number().int().min(1).optional(),
        limit: z.number().int().min(1).max(PAGE_LIMIT).default(50),
      }),
    )
    .query(({ ctx, input }) => listHistory(ctx.ports, ctx.actor, input)),

  read: viewerProcedure
    .input(estateInput.extend({ snapshotId: snapshotIdInput }))
    .query(({ ctx, input }) => readHistoryPoint(ctx.ports, ctx.actor, input)),

  diff: viewerProcedure
    .input(diffInput)
    .query(({ ctx, input, signal }) => readDiff(ctx.ports, ctx.actor, input, signal)),

  /** One resource of a diff, field by field. */
  change: viewerProcedure
    .input(diffInput.extend({ kind: z.string().min(1).max(64), id: idInput }))
    .query(({ ctx, input, signal }) => readChange(ctx.ports, ctx.actor, input, signal)),
});
