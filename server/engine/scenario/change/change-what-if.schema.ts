import * as z from "zod";
import { changeSchema } from "../../configuration/change.schema";
import { flowChangeSchema, requiredFlowChangeSchema } from "./change-flows.schema";

/** Changes that are supposed, in order. */
export const changeWhatIfRequestSchema = z.object({ changes: z.array(changeSchema).min(1).max(64) });
export type ChangeWhatIfRequest = z.infer<typeof changeWhatIfRequestSchema>;

/** What they would do to required flows and to the reach relation. */
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
});
export type ChangeWhatIfResult = z.infer<typeof changeWhatIfResultSchema>;
