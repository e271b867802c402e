import type { Element } from "../../engine/configuration/resource.schema";
import type { SCANNERS } from "../../engine/vulnerability/scan-report.schema";

/** `report`: of a scanner. The others are lists about vulnerabilities: known as exploited (KEV), and how likely (EPSS). */
export const REPORT_KINDS = ["report", "known-exploited", "probabilities"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** A file as it was read, ready to be stored. */
export interface NewReport {
  readonly id: string;
  readonly kind: ReportKind;
  /** Of the file; of several reports of one name the last uploaded counts. */
  readonly name: string;
  /** Null for a list. */
  readonly scanner: (typeof SCANNERS)[number] | null;
  /** When it was made, as it says; null where it does not. */
  readonly madeAt: string | null;
  /** Findings of a report, entries of a list. */
  readonly entryCount: number;
  /** Open ports that a port scan saw. */
  readonly serviceCount: number;
  /** What it holds that is no vulnerability. */
  readonly leftOut: readonly { readonly what: string; readonly count: number }[];
  /** What was read of it, packed. */
  readonly body: Uint8Array;
}

/** What a person says of where a report's findings stand. */
export interface ReportPlace {
  /** Instances that all of it is about; empty: those that it names itself. */
  readonly instanceIds: readonly string[];
  /** The VPC in which its addresses and names are looked up; null: everywhere. */
  readonly vpcId: string | null;
}

/** The same as a person writes it: instances by any reference, a VPC by id or name. */
export interface PlaceAsk {
  readonly on: readonly string[];
  readonly vpc: string | null;
}

/** A reference that a snapshot does not have, and what may have been meant. */
export interface Misfit {
  readonly message: string;
  readonly candidates: readonly Element[];
}

export type PlaceAnswer =
  | ({ readonly kind: "place" } & ReportPlace)
  | ({ readonly kind: "reference" } & Misfit);

/** A report or list as stored, its body left where it is. */
export interface ReportRecord extends Omit<NewReport, "body">, ReportPlace {
  readonly uploadedAt: Date;
  readonly actorId: string;
}

/** Who changes reports, and the analysis to queue for it. */
export interface ReportChangeBy {
  readonly actorId: string;
  readonly at: Date;
  readonly analysisId: string;
}

/** Whether there was a snapshot to analyse again. */
interface Queued {
  readonly isAnalysisQueued: boolean;
}

/**
 * Scanners' reports of one workspace's estates, and the lists that say more of what they found. Every change queues an
 * analysis of the latest snapshot in place of those still at work, all or nothing. Each fails NOT_FOUND without the
 * estate or the report.
 */
export interface ReportStore {
  /** By kind and name; those that were removed are left out. */
  listReports(estateId: string): Promise<readonly ReportRecord[]>;
  /** Of a report that was removed, too, for as long as that can be undone. */
  reportBody(estateId: string, reportId: string): Promise<Uint8Array | undefined>;
  /** A report takes the place of one of the same name, and its words of where it stands; a list that of its kind. */
  addReports(estateId: string, reports: readonly NewReport[], by: ReportChangeBy): Promise<Queued>;
  /** Answers where it stood before. */
  placeReport(
    estateId: string,
    reportId: string,
    place: ReportPlace,
    by: ReportChangeBy,
  ): Promise<Queued & { readonly previous: ReportPlace }>;
  removeReport(estateId: string, reportId: string, by: ReportChangeBy): Promise<Queued>;
  /** Takes a removal back: NOT_FOUND when another took its place, or a day went by. */
  restoreReport(estateId: string, reportId: string, by: ReportChangeBy): Promise<Queued>;
}
