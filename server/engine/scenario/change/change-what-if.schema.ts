import * as z from "zod";
import { changeSchema } from "../../configuration/change.schema";
import { elementSchema } from "../../configuration/resource.schema";
import { flowChangeSchema, requiredFlowChangeSchema } from "./change-flows.schema";

/** Changes that are supposed, in order. */
export const changeWhatIfRequestSchema = z.object({ changes: z.array(changeSchema).min(1).max(64) });
export type ChangeWhatIfRequest = z.infer<typeof changeWhatIfRequestSchema>;

/** What they do to the attack that is tried with every snapshot. */
export const attackChangeSchema = z.object({
  /** Hosts that fall now, and hosts that do not fall any more. */
  falls: z.array(elementSchema),
  spared: z.array(elementSchema),
  /** Stores whose data is at risk now, and those of which it is not any more. */
  atRisk: z.array(elementSchema),
  secured: z.array(elementSchema),
  /** What was decided and is not any more. */
  undecided: z.array(elementSchema),
  /** What of the attack was not followed, in words; null: all of it was. */
  leftOut: z.string().nullable(),
});
export type AttackChange = z.infer<typeof attackChangeSchema>;

/** What they would do to required flows, to the reach relation, and to an attack. */
export const changeWhatIfResultSchema = z.object({
  /** In words, one per change. */
  changes: z.array(z.string()),
  sentence: z.string(),
  lost: z.array(requiredFlowChangeSchema),
  degraded: z.array(requiredFlowChangeSchema),
  gained: z.array(requiredFlowChangeSchema),
  undecided: z.array(requiredFlowChangeSchema),
  opened: z.array(flowChangeSchema),
  closed: z.array(flowChangeSchema),
  /** Flows that were decided and are not any more. */
  unclear: z.array(flowChangeSchema),
  /** Why the relation was not compared, in words; null when it was. */
  notCompared: z.string().nullable(),
  /** Null where nothing is known that an attack could use. */
  attack: attackChangeSchema.nullable(),
});
export type ChangeWhatIfResult = z.infer<typeof changeWhatIfResultSchema>;
