import * as z from "zod";
import { failureSchema, horizonSchema } from "../engine/scenario/outage/outage.schema";

const FAILURE_LIMIT = 64;
const portInput = z.number().int().min(0).max(65_535);
/** First and last port. */
const portRangeInput = z
  .tuple([portInput, portInput])
  .refine(([lo, hi]) => lo <= hi, "the first port is above the last");
const byteInput = z.number().int().min(0).max(255);
const referenceInput = z.string().trim().min(1).max(512);

/** One flow in the words of a person, and what is supposed to have failed. */
export const flowInput = z.object({
  from: referenceInput,
  to: referenceInput,
  protocol: z.string().trim().min(1).max(16).default("tcp"),
  ports: portRangeInput.optional(),
  clientPorts: portRangeInput.optional(),
  icmp: z.object({ type: byteInput, code: byteInput }).optional(),
  family: z.union([z.literal(4), z.literal(6)]).default(4),
  oneWay: z.boolean().default(false),
  horizon: horizonSchema.default("T1"),
  view: z.enum(["configured", "observed"]).default("observed"),
  failures: z.array(failureSchema).max(FAILURE_LIMIT).default([]),
});
