import * as z from "zod";
import { elementSchema } from "../configuration/resource.schema";
import { failureSchema } from "../scenario/outage/outage.schema";

/** How much of one limit is used, by whom, and when growth uses it up. */
export const loadEvidenceSchema = z.object({
  element: elementSchema,
  dimension: z.enum(["bandwidth", "internetBandwidth", "packets", "connections", "flow"]),
  direction: z.enum(["in", "out", "both"]),
  /** Which part of the element: a zone, a tunnel, a destination. */
  part: z.string().nullable(),
  unit: z.string(),
  /** What is asked for, and the limit, in that unit. */
  amount: z.number(),
  limit: z.number(),
  ratio: z.number(),
  /** The share of the limit that may be used. */
  thresholdRatio: z.number(),
  /** How far what grows may grow; null where no growth is declared. */
  growthFactor: z.number().nullable(),
  /** When the threshold is reached, and when all of the limit; `YYYY-MM-DD`. */
  date: z.string().nullable(),
  overloadDate: z.string().nullable(),
  /** The day from which growth counts; null without growth. */
  countedFrom: z.string().nullable(),
  /** `imported` when some of it was measured and taken from a file. */
  basis: z.enum(["declared", "imported"]),
  /** The largest share first. */
  demands: z.array(
    z.object({
      id: z.string(),
      /** The same for people. Alerts of before it was kept have none. */
      name: z.string().optional(),
      application: z.string().nullable(),
      share: z.number(),
      growthPerYear: z.number().nullable(),
    }),
  ),
  /** What is supposed to be down; null: nothing. */
  whileDown: failureSchema.nullable(),
  /** Where the limit comes from, in words. */
  source: z.string(),
});
export type LoadEvidence = z.infer<typeof loadEvidenceSchema>;
