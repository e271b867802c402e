import * as z from "zod";
import { fireRule } from "../../application/fire-rules";
import { autoTerms } from "../../application/rule-modes";
import {
  changeRule,
  createRule,
  draftRule,
  listRules,
  readRule,
  removeRule,
  startDryRun,
} from "../../application/rules";
import { remediationRuleSchema } from "../../engine/remediation/rule.schema";
import { estateInput, idInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

const ruleInput = z.object({ ruleId: idInput });

/** Remediation rules: written, kept, replayed, and asked to answer what is open. */
export const ruleRouter = createRouter({
  /** By name. */
  list: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => listRules(ctx.ports, ctx.actor, input.estateId)),

  read: viewerProcedure
    .input(ruleInput)
    .query(({ ctx, input }) => readRule(ctx.ports, ctx.actor, input.ruleId)),

  /** A rule made from an alert, not saved yet. */
  draft: viewerProcedure
    .input(estateInput.extend({ alertId: idInput }))
    .query(({ ctx, input }) => draftRule(ctx.ports, ctx.actor, input)),

  create: operatorProcedure
    .input(estateInput.extend({ rule: remediationRuleSchema }))
    .mutation(({ ctx, input }) => createRule(ctx.ports, ctx.actor, input)),

  change: operatorProcedure
    .input(
      ruleInput.extend({
        revision: z.number().int(),
        rule: remediationRuleSchema,
        /** The rule's name, typed by whoever lets it act without asking. */
        typedName: z.string().max(200).optional(),
      }),
    )
    .mutation(({ ctx, input }) => changeRule(ctx.ports, ctx.actor, input)),

  remove: operatorProcedure
    .input(ruleInput)
    .mutation(({ ctx, input }) => removeRule(ctx.ports, ctx.actor, input.ruleId)),

  /** Replays the history with the rule, in a run. */
  dryRun: operatorProcedure
    .input(ruleInput)
    .mutation(({ ctx, input }) => startDryRun(ctx.ports, ctx.actor, input.ruleId)),

  /** Lets it answer the alerts that are open now. */
  fire: operatorProcedure
    .input(ruleInput)
    .mutation(({ ctx, input }) => fireRule(ctx.ports, ctx.actor, input.ruleId)),

  /** What it has to show before it may act without asking, beside its typed name. */
  autoTerms: viewerProcedure.input(ruleInput).query(async ({ ctx, input }) => {
    return autoTerms(ctx.ports, ctx.actor, await readRule(ctx.ports, ctx.actor, input.ruleId));
  }),
});
