import * as z from "zod";
import { listAudit, verifyAudit } from "../../application/audit";
import { idInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

const MOST_ENTRIES = 200;

/** The audit: everything that anybody did about acting. */
export const auditRouter = createRouter({
  /** Newest first; `nextBefore` asks for those before, null when there are none. */
  list: viewerProcedure
    .input(
      z.object({
        before: z.number().int().positive().optional(),
        subjectId: idInput.optional(),
        limit: z.number().int().min(1).max(MOST_ENTRIES).default(50),
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx.ports, ctx.actor, input)),

  /** Follows the whole chain. */
  verify: viewerProcedure.query(({ ctx }) => verifyAudit(ctx.ports, ctx.actor)),
});
