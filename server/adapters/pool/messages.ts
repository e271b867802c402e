import type { ReadEvents } from "../../application/ports/change-events";
import type { FailureCode } from "../../application/ports/failure";
import type {
  HandedReport,
  InputFile,
  ReadInput,
  ReadUpload,
  SnapshotComparison,
  SnapshotComparisons,
  SnapshotQuestion,
  SnapshotQuestions,
} from "../../application/ports/question-pool";
import type { Decision } from "../../engine/intent";

/** One question as a thread is handed it. `body` only when the thread said that it does not hold the snapshot. */
export interface AskMessage {
  readonly kind: "ask";
  readonly id: number;
  readonly question: SnapshotQuestion;
  readonly snapshotId: string;
  readonly body: Uint8Array | null;
  readonly ask: SnapshotQuestions[SnapshotQuestion]["ask"];
  /** What owners decided, for the questions that depend on it. */
  readonly decisions: readonly Decision[];
  /** What scanners found, for the questions that depend on it; `reports` only when the thread does not hold them. */
  readonly findings: { readonly key: string; readonly reports: readonly HandedReport[] | null } | null;
  /** The day of the snapshot, for the questions that depend on it. */
  readonly day: string | undefined;
}

/** A snapshot in a message; `body` only when the thread said that it does not hold it. */
interface Handed {
  readonly snapshotId: string;
  readonly body: Uint8Array | null;
}

/** One question about two snapshots. */
export interface CompareMessage {
  readonly kind: "compare";
  readonly id: number;
  readonly comparison: SnapshotComparison;
  readonly before: Handed;
  readonly after: Handed;
  readonly ask: SnapshotComparisons[SnapshotComparison]["ask"];
}

export interface ReadMessage {
  readonly kind: "read";
  readonly id: number;
  readonly files: readonly InputFile[];
  readonly assumeDefaultRoutes: boolean;
}

export interface ReadReportsMessage {
  readonly kind: "read-reports";
  readonly id: number;
  readonly files: readonly InputFile[];
}

export interface ReadEventsMessage {
  readonly kind: "read-events";
  readonly id: number;
  readonly files: readonly InputFile[];
}

export type ToThread = AskMessage | CompareMessage | ReadMessage | ReadReportsMessage | ReadEventsMessage;

/** A failure on its way between threads, which do not share classes. */
export interface FailureForm {
  readonly code: FailureCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly file: string | undefined;
  readonly place: string | undefined;
}

export type FromThread =
  | {
      readonly kind: "need-bodies";
      readonly id: number;
      readonly snapshotIds: readonly string[];
      readonly needsFindings: boolean;
    }
  | {
      readonly kind: "progress";
      readonly id: number;
      readonly doneCount: number;
      readonly totalCount: number;
    }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly failure: FailureForm }
  | { readonly kind: "bug"; readonly id: number; readonly error: unknown };

/** What a thread can be asked, answered with a value or by throwing. */
export interface Handlers<Held, Findings> {
  readonly hold: (body: Uint8Array) => Held;
  readonly holdFindings: (reports: readonly HandedReport[]) => Findings;
  readonly answer: (
    question: SnapshotQuestion,
    held: Held,
    ask: AskMessage["ask"],
    onProgress: (doneCount: number, totalCount: number) => void,
    said: Pick<AskMessage, "decisions" | "day"> & { readonly findings: Findings | null },
  ) => unknown;
  readonly compare: (
    comparison: SnapshotComparison,
    before: Held,
    after: Held,
    ask: CompareMessage["ask"],
  ) => unknown;
  readonly readInput: (
    files: readonly InputFile[],
    options: { readonly assumeDefaultRoutes: boolean },
  ) => Promise<ReadInput>;
  readonly readReports: (files: readonly InputFile[]) => readonly ReadUpload[];
  readonly readEvents: (files: readonly InputFile[]) => Promise<ReadEvents>;
}
