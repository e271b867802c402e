import * as z from "zod";
import { criticalitySchema, membersSchema } from "../configuration/declared-facts.schema";

const endSchema = z.discriminatedUnion("kind", [
  /** The whole public space, or only `prefixes` of it where the rule admits no more. */
  z.object({ kind: z.literal("internet"), prefixes: z.array(z.string()).optional() }),
  /**
   * A tier: the members that play one role; ids of instances or of interfaces without an instance, sorted. A load
   * balancer, an endpoint to a service, a declared site or a customer gateway's site is one member, asked for by its name.
   */
  z.object({ kind: z.literal("tier"), name: z.string(), members: z.array(z.string()).min(1) }),
]);
export type IntentEnd = z.infer<typeof endSchema>;

/**
 * A required flow: `from` must reach `to`. `origin` says who said so; `why` says from what it was inferred.
 * Ids are stable: they depend on the ends and the port, not on names, order or runs.
 */
export const intentSchema = z.object({
  id: z.string(),
  application: z.string(),
  from: endSchema,
  to: endSchema,
  family: z.union([z.literal(4), z.literal(6)]),
  protocol: z.string(),
  ports: z.array(z.tuple([z.number().int(), z.number().int()])),
  members: membersSchema,
  criticality: criticalitySchema,
  origin: z.enum(["declared", "inferred", "learned"]),
  /** 0 to 1. */
  confidence: z.number(),
  why: z.string(),
});
export type Intent = z.infer<typeof intentSchema>;

/** A named set of required flows. */
export const applicationSchema = z.object({
  name: z.string(),
  criticality: criticalitySchema,
  origin: z.enum(["declared", "inferred"]),
  intentIds: z.array(z.string()),
});
export type Application = z.infer<typeof applicationSchema>;
