import * as z from "zod";
import { coverageStatusSchema } from "../configuration.schema";
import { elementSchema } from "../resource.schema";

/** In the order in which a diff lists them: what decides about packets first. */
export const fieldChangeKindSchema = z.enum([
  "rule-added",
  "rule-removed",
  "entry-added",
  "entry-removed",
  "entry-changed",
  "route-added",
  "route-removed",
  "route-retargeted",
  "association-added",
  "association-removed",
  "attribute",
]);
export type FieldChangeKind = z.infer<typeof fieldChangeKindSchema>;

/** One thing that differs in a resource. `before` is absent for what came, `after` for what went. */
export const fieldChangeSchema = z.object({
  kind: fieldChangeKindSchema,
  /** What it is about, for people: `Inbound rule`, `Route 0.0.0.0/0`, `Source dest check`. */
  label: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** Tags, names, descriptions and counts: no packet's way depends on them. */
  isCosmetic: z.boolean(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

export const changeOpSchema = z.enum(["added", "removed", "changed"]);

/** One resource that differs. For one that came or went, `fields` lists what it has or had. */
export const resourceChangeSchema = z.object({
  op: changeOpSchema,
  element: elementSchema,
  accountId: z.string(),
  region: z.string(),
  /** The VPC it belongs to, where the configuration says so. */
  vpcId: z.string().nullable(),
  /** Changed in nothing but what is cosmetic. */
  isCosmetic: z.boolean(),
  /**
   * False when the side without the resource did not completely read its kind there: then it may only have
   * gone out of sight, or come into it.
   */
  isCertain: z.boolean(),
  fields: z.array(fieldChangeSchema),
});
export type ResourceChange = z.infer<typeof resourceChangeSchema>;

/** A part of the network that is known better or worse than before. */
export const coverageChangeSchema = z.object({
  accountId: z.string(),
  region: z.string(),
  kind: z.string(),
  before: coverageStatusSchema,
  after: coverageStatusSchema,
});
export type CoverageChange = z.infer<typeof coverageChangeSchema>;

/** What differs between two configurations. */
export interface ConfigurationDiff {
  /** By kind, then by id. */
  readonly changes: readonly ResourceChange[];
  /** By account, region and kind. */
  readonly coverage: readonly CoverageChange[];
}

/** A diff in numbers, and its first changes in words; what a history keeps of it. */
export const changeSummarySchema = z.object({
  addedCount: z.number().int(),
  removedCount: z.number().int(),
  /** Changed in more than what is cosmetic. */
  changedCount: z.number().int(),
  cosmeticCount: z.number().int(),
  coverageCount: z.number().int(),
  titles: z.array(z.string()),
  /** Resources of each kind that came, went or changed in more than what is cosmetic; absent in what was stored earlier. */
  kinds: z.array(z.object({ kind: z.string(), count: z.number().int() })).exactOptional(),
});
export type ChangeSummary = z.infer<typeof changeSummarySchema>;
