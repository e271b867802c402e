import * as z from "zod";
import {
  createAgentSource,
  createFolderSource,
  listFolders,
  listSources,
  removeSource,
  revokeToken,
  rotateToken,
} from "../../application/sources";
import { idInput, textInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const sourceInput = z.object({ sourceId: idInput });
const targetInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("estate"), estateId: idInput }),
  z.object({ kind: z.literal("new-estate"), name: textInput }),
]);

/** Sources: what keeps an estate's mirror fresh by itself. */
export const sourceRouter = createRouter({
  /** With the freshness of every part, oldest source first. */
  list: viewerProcedure.query(({ ctx }) => listSources(ctx.ports, ctx.actor)),

  /** Answers with the token, which is shown this once. */
  createAgent: operatorProcedure
    .input(z.object({ name: textInput, target: targetInput }))
    .mutation(({ ctx, input }) => createAgentSource(ctx.ports, ctx.actor, input)),

  /** Folders that may be watched and are not yet; empty where the operator allowed none. */
  folders: viewerProcedure.query(({ ctx }) => listFolders(ctx.ports, ctx.actor)),

  createFolder: operatorProcedure
    .input(z.object({ name: textInput, folder: textInput, target: targetInput }))
    .mutation(({ ctx, input }) => createFolderSource(ctx.ports, ctx.actor, input)),

  /** Answers with the new token; the old one stops working. */
  rotate: operatorProcedure
    .input(sourceInput)
    .mutation(({ ctx, input }) => rotateToken(ctx.ports, ctx.actor, input.sourceId)),

  revoke: operatorProcedure
    .input(sourceInput)
    .mutation(({ ctx, input }) => revokeToken(ctx.ports, ctx.actor, input.sourceId)),

  remove: operatorProcedure
    .input(sourceInput)
    .mutation(({ ctx, input }) => removeSource(ctx.ports, ctx.actor, input.sourceId)),
});
