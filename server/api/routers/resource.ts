import { readResource } from "../../application/resources";
import { idInput, snapshotInput } from "../inputs";
import { createRouter, viewerProcedure } from "../trpc";

/** One resource of a snapshot. */
export const resourceRouter = createRouter({
  read: viewerProcedure
    .input(snapshotInput.extend({ id: idInput }))
    .query(({ ctx, input }) => readResource(ctx.ports, ctx.actor, input)),
});
