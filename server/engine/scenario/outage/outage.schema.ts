import * as z from "zod";

/** What fails in a what-if; see `semantics` `Failure`. */
export const failureSchema = z.object({
  kind: z.string().max(64),
  id: z.string().max(512),
  mode: z.enum(["down", "deleted", "blocked", "withdrawn", "detached"]),
  route: z.string().max(128).optional(),
});

export const horizonSchema = z.enum(["T0", "T1", "T2"]);

/** A what-if over failures: every required flow before and after. */
export const whatIfRequestSchema = z.object({
  failures: z.array(failureSchema).min(1).max(64),
  horizon: horizonSchema.default("T1"),
  /** `both`: the worse answer leads, and where they differ the cause is named. */
  view: z.enum(["both", "configured", "observed"]).default("both"),
});
export type WhatIfRequest = z.infer<typeof whatIfRequestSchema>;
