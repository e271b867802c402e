import * as z from "zod";

/** What a table of resources can be sorted by, in the order of its columns. */
export const resourceSortSchema = z.enum(["kind", "name", "id", "vpc", "zone", "region", "account"]);
export type ResourceSort = z.infer<typeof resourceSortSchema>;
