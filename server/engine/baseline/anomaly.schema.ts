import * as z from "zod";
import { elementSchema } from "../configuration/resource.schema";

/** The parts of an anomaly that are lists have at most so many entries; what is counted is counted whole. */
export const ANOMALY_LIST_LIMIT = 20;

/** Who noticed it. `drift` compares with what somebody approved, the other three with what is usual. */
export const anomalyDetectorSchema = z.enum(["peer-template", "drift", "change-rate", "rare-actor"]);
export type AnomalyDetector = z.infer<typeof anomalyDetectorSchema>;

/** What is configured where; an alert whose evidence names the same tells of the same change. */
const placeSchema = z.object({ kind: z.string(), id: z.string(), rule: z.string().exactOptional() });

/**
 * Something that differs from what is approved or usual, whoever noticed it. What it lists and what is answered
 * "intended" is this form.
 */
export const anomalySchema = z.object({
  /** From subject, token and role alone (`engine/finding` `fingerprint`): the same anomaly in every run. Its alert's too. */
  id: z.string(),
  detector: anomalyDetectorSchema,
  /** The resource, account or principal that it is about. */
  subject: elementSchema,
  /** One line: who differs in what. */
  title: z.string(),
  differs: z.object({
    /** `extra`: it has what is not usual. `missing`: it lacks what is. `changed`: other than approved. */
    kind: z.enum(["extra", "missing", "changed"]),
    /** The exact thing that differs, in the words it is compared in. */
    token: z.string(),
    /** As it is configured or was recorded. */
    literals: z.array(z.string()).max(ANOMALY_LIST_LIMIT),
    /** Changes whenever any of it does: "intended" holds for what was looked at and for nothing else. */
    digest: z.string(),
    places: z.array(placeSchema).max(ANOMALY_LIST_LIMIT),
  }),
  /** The job that subject and peers do, and what says so; null where nobody is compared with others. */
  role: z.object({ name: z.string(), how: z.string() }).nullable(),
  /** Some of those it differs from, sorted by id. */
  peers: z.array(elementSchema).max(ANOMALY_LIST_LIMIT),
  /** All of them. */
  peerCount: z.number().int(),
  /** The figure that was judged; null for drift and for what was done for the first time, which are facts. `unit` completes "value, at least bound". */
  measure: z
    .object({ value: z.number(), expected: z.number(), bound: z.number(), unit: z.string() })
    .nullable(),
  /** The snapshots that were compared; null where the detector reads no second or no snapshot. */
  snapshots: z.object({ base: z.string().nullable(), head: z.string().nullable() }),
  /** When it happened, where that is known, as ISO 8601 in UTC; null for what a snapshot shows. */
  at: z.iso.datetime().nullable(),
  /** By itself, before alerts are looked at. 3: lets everyone in. 2: lets many in. 1: decides about packets. 0: else. */
  danger: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
});
export type Anomaly = z.infer<typeof anomalySchema>;
