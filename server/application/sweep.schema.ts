import * as z from "zod";

/** Bytes of one piece of a sweep. */
export const CHUNK_LIMIT_BYTES = 1024 * 1024;
/** Bytes of what closes a sweep: ids of everything, no content. */
export const MANIFEST_LIMIT_BYTES = 32 * 1024 * 1024;
/** Pieces of one sweep: 200 MiB packed, far more than any account's replies. */
export const CHUNK_COUNT_LIMIT = 200;
const PARTITION_LIMIT = 5_000;
const ITEM_LIMIT = 250_000;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const reasonSchema = z.string().min(1).max(300);
/** Whose account it is about; null when the provider did not say. */
const accountSchema = z
  .string()
  .regex(/^\d{12}$/)
  .nullable();
/** How long until the next sweep, as a rule. */
const intervalSchema = z
  .number()
  .int()
  .min(1)
  .max(7 * 86_400);

/** The first word of a sweep: which one it is, and whose account it is about. */
export const sweepBeginSchema = z.object({
  sweepId: z.uuid(),
  startedAt: z.iso.datetime(),
  accountId: accountSchema,
});
export type SweepBegin = z.infer<typeof sweepBeginSchema>;

/** One piece of the sweep's documents, in order from 0. */
export const sweepChunkSchema = z.object({
  sweepId: z.uuid(),
  sequence: z
    .number()
    .int()
    .min(0)
    .max(CHUNK_COUNT_LIMIT - 1),
  sha256: sha256Schema,
});
export type SweepChunk = z.infer<typeof sweepChunkSchema>;

const place = {
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string().regex(/^[a-z0-9-]{1,40}$/),
  kind: z.string().regex(/^[a-zA-Z]{1,60}$/),
  /** The key under which the provider's replies of this kind stand. */
  key: z.string().regex(/^[A-Za-z]{1,80}$/),
};

/** What a sweep says of one (account, region, kind). */
export const partitionReportSchema = z.discriminatedUnion("status", [
  z.object({
    ...place,
    status: z.literal("ok"),
    itemIds: z.array(z.string().min(1).max(512)).max(ITEM_LIMIT),
    /** SHA-256 of the document's text. */
    hash: sha256Schema,
    /** Pieces, one after the other, that hold the document packed by gzip. */
    firstChunk: z.number().int().min(0),
    chunkCount: z.number().int().min(1),
  }),
  z.object({ ...place, status: z.enum(["denied", "unsupported", "stale"]), reason: reasonSchema }),
]);
export type PartitionReport = z.infer<typeof partitionReportSchema>;

/** Closes a sweep: everything it read, and what could not be read. Nothing counts before this has arrived. */
export const sweepCommitSchema = z.object({
  sweepId: z.uuid(),
  endedAt: z.iso.datetime(),
  accountId: accountSchema,
  intervalSeconds: intervalSchema,
  chunkCount: z.number().int().min(0).max(CHUNK_COUNT_LIMIT),
  partitions: z.array(partitionReportSchema).max(PARTITION_LIMIT),
  /** Why nothing could be read at all; `partitions` is then empty. */
  trouble: reasonSchema.nullable(),
});
export type SweepCommit = z.infer<typeof sweepCommitSchema>;

/** What became of a sweep. The same sweep committed again gets the same answer. */
export const sweepAnswerSchema = z.object({
  sweepId: z.string(),
  /** Null while nothing was ever read completely. */
  estateId: z.string().nullable(),
  snapshotId: z.string().nullable(),
  /** True when the network is as it was. */
  isUnchanged: z.boolean(),
  /** Partitions by what they now count as. */
  counts: z.record(z.string(), z.number().int()),
});
export type SweepAnswer = z.infer<typeof sweepAnswerSchema>;
