import * as z from "zod";
import { parseAddress, parsePrefix } from "../net";

/** A resource id as the provider writes it. */
export const idSchema = z.string().min(1).max(512);
/** Prefix text without host bits, either family. */
export const prefixSchema = z
  .string()
  .refine((text) => parsePrefix(text) !== undefined, "is not a prefix such as 10.0.0.0/16");
/** One address in text form, either family. */
export const addressSchema = z
  .string()
  .refine((text) => parseAddress(text) !== undefined, "is not an IP address");

/** One tag. A list of pairs, not a record: keys such as `__proto__` stay plain data. */
export const tagSchema = z.object({ key: z.string(), value: z.string() });

/**
 * What every resource has (semantics M-1). `kind` is set by each schema. Identity is
 * (provider, accountId, region, id); `id` alone is unique within one configuration.
 * `accountId` and `region` are "" where the input does not say. Tags are sorted by key.
 */
export const resourceFields = {
  id: idSchema,
  arn: z.string().optional(),
  name: z.string().optional(),
  accountId: z.string(),
  region: z.string(),
  tags: z.array(tagSchema),
};

/** Points at a resource; the `element` of every answer. `name` is for people and never decides anything. */
export const elementSchema = z.object({ kind: z.string(), id: z.string(), name: z.string().optional() });
export type Element = z.infer<typeof elementSchema>;
