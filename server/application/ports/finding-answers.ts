import type { Element } from "../../engine/configuration/resource.schema";
import type { Band, SCANNERS, ScanPort } from "../../engine/vulnerability/scan-report.schema";

/** What became of a finding: every one has exactly one state. */
export const FINDING_STATES = ["placed", "notPlaced", "settled"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Columns that findings are sorted by. */
export const FINDING_SORTS = ["severity", "id", "component", "epss", "instance", "report"] as const;
export type FindingSort = (typeof FINDING_SORTS)[number];

/** A part of the findings of one state. */
export interface FindingsAsk {
  readonly state: FindingState;
  /** Empty: all. */
  readonly bands: readonly Band[];
  /** Only those known to be exploited. */
  readonly isKnownExploited: boolean;
  /** In the id, its aliases, the component, the subject, the report or the instance. */
  readonly q: string;
  readonly sort: FindingSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** One finding as a page shows it. */
export interface FindingRow {
  readonly id: string;
  readonly aliases: readonly string[];
  /** The scanner's, else that of its vector; `unknown` where neither can be read. */
  readonly band: Band;
  /** 0 to 10. */
  readonly score: number | null;
  /** 0 to 1. */
  readonly epss: number | null;
  readonly isKnownExploited: boolean;
  readonly component: string | null;
  readonly version: string | null;
  readonly fixedIn: readonly string[];
  /** What the scanner says that it is about. */
  readonly subject: string;
  /** Where it stands: the first of them, and how many there are. */
  readonly instances: readonly Element[];
  readonly instanceCount: number;
  /** How they were found; null where it stands nowhere. */
  readonly method: string | null;
  /** Empty: whichever is reached. */
  readonly ports: readonly ScanPort[];
  readonly portBasis: "reported" | "seen open" | "assumed" | null;
  /** Why it stands nowhere, or counts no more. */
  readonly why: string | null;
  readonly report: string;
  readonly scanner: (typeof SCANNERS)[number];
}

/** How many findings are in each state: they add up to `total`. */
export type FindingCounts = Readonly<Record<FindingState | "total", number>>;

export interface FindingsAnswer {
  /** Of all findings, whatever the filters. */
  readonly counts: FindingCounts;
  /** Vulnerabilities that the import declares itself, in `umbra.json`; they are in no report and in none of the lists. */
  readonly declaredCount: number;
  /** The same for each report that has any, by its name. */
  readonly reports: readonly (FindingCounts & { readonly name: string })[];
  /** How many findings were placed by each method. */
  readonly methods: readonly { readonly method: string; readonly count: number }[];
  /** Of the asked state, by severity. */
  readonly bands: readonly { readonly band: Band; readonly count: number }[];
  /** How many of the asked state are known to be exploited. */
  readonly knownExploitedCount: number;
  readonly matchCount: number;
  readonly rows: readonly FindingRow[];
}
