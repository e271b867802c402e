import type { Alert, SolverRecord } from "../../engine/alert/alert.schema";
import type {
  ChangeSummary,
  Coverage,
  Diagnostic,
  FactException,
  ResourceChange,
} from "../../engine/configuration";
import type { Element } from "../../engine/configuration/resource.schema";
import type { Application, Decision, Intent } from "../../engine/intent";
import type { FixRequest, FixResult, RemediationRule } from "../../engine/remediation";
import type {
  AttackUnderFailures,
  ChokeState,
  ChokeStep,
  CutState,
  CutStep,
  FactProblem,
  PatchChoice,
  Removable,
  WhatIfResult,
} from "../../engine/scenario";
import type { BreachAsk } from "../../engine/scenario/breach/breach.schema";
import type { BreachAnswer } from "../../engine/scenario/breach/breach-result.schema";
import type {
  ChangeWhatIfRequest,
  ChangeWhatIfResult,
} from "../../engine/scenario/change/change-what-if.schema";
import type { CutsRequest } from "../../engine/scenario/cuts/cuts.schema";
import type { WhatIfRequest } from "../../engine/scenario/outage/outage.schema";
import type { SolverAnswer, SolverQuestion } from "../../engine/solver";
import type {
  Located,
  NetworkWith,
  ResourceList,
  ResourceQuery,
  TopologyHit,
  TopologyOptions,
  TopologyView,
} from "../../engine/topology";
import type { DriftAnswer, PeersAnswer } from "./anomaly-answers";
import type { ApplicationsAnswer } from "./application-answers";
import type { ChangeList } from "./change-answers";
import type { ReadEvents } from "./change-events";
import type { Fidelity, FidelityParts } from "./fidelity";
import type { FindingsAnswer, FindingsAsk } from "./finding-answers";
import type { DemandsAnswer, DemandsAsk, LoadAnswer, LoadAsk } from "./load-answers";
import type { PlanQuestions } from "./plan-answers";
import type { NewReport, PlaceAnswer, PlaceAsk, ReportPlace } from "./report-store";
import type { ExposureAnswer, ResourceDetail, ResourceExportAsk } from "./resource-answers";
import type { RulesAnswer, TraceAnswer, TraceAsk } from "./trace-answers";

/** One file of an input; `name` uses `/` and may carry a relative path. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * What the kinds in the file count as instead of `ok`: its content is that of an earlier reading. Without content
   * there never was one that succeeded.
   */
  readonly freshness?: Coverage["status"] | undefined;
}

/** Something in an input that is not modeled, by name. */
export interface IgnoredInput {
  readonly name: string;
  readonly file?: string | undefined;
  readonly count: number;
  /** Set for an attribute of what was read (`Vpcs.DhcpOptionsId`), which itself is not read. */
  readonly part?: "attribute" | undefined;
}

/** Resources per kind, in the order of kinds; kinds without a resource are left out. */
export type Counts = readonly { readonly kind: string; readonly count: number }[];

/** A stored report of a scanner or list, with what people say of where its findings stand. */
export interface HandedReport extends ReportPlace {
  readonly name: string;
  readonly body: Uint8Array;
}

/** What scanners found in an estate; `load` is called only when the answering thread does not hold it. */
export interface FindingsSource {
  /** Another one whenever anything of it changes. */
  readonly key: string;
  readonly load: () => Promise<readonly HandedReport[]>;
}

/** An uploaded file of findings, read; or why not, and where in it. */
export type ReadUpload =
  | { readonly kind: "read"; readonly report: Omit<NewReport, "id"> }
  | { readonly kind: "refused"; readonly file: string; readonly message: string; readonly place?: string };

/** A configuration read from files, ready to be stored. */
export interface ReadInput {
  /** Hash of the content: equal networks have equal ids. */
  readonly snapshotId: string;
  /** Canonical text, gzip. */
  readonly body: Uint8Array;
  readonly counts: Counts;
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
  readonly ignored: readonly IgnoredInput[];
}

/** One check of the suite and what it decided. */
export interface SuiteCheck {
  readonly family: Alert["family"];
  readonly kind: string;
  readonly subject: Element;
  readonly outcome: "holds" | "violated" | "unknown";
  /** The alert it raises when violated. */
  readonly fingerprint?: string | undefined;
  /** Id of the element whose alert tells of it instead. */
  readonly coveredBy?: string | undefined;
  /** For `unknown`: what is missing or not modeled, in words. */
  readonly missing?: readonly string[] | undefined;
}

export interface SuiteAnswer {
  readonly alerts: readonly Alert[];
  readonly checks: readonly SuiteCheck[];
  /** Kinds of which the snapshot holds all there are, so that a subject which is not there is gone. */
  readonly completeKinds?: readonly string[] | undefined;
  /** Alerts that their owners accept until a day, as the file of declared facts says. */
  readonly exceptions?: readonly FactException[] | undefined;
}

/** What the suite says of a snapshot, and the fingerprints of the alerts that a rule speaks of. */
export interface RuleMoment {
  readonly suite: SuiteAnswer;
  readonly matching: readonly string[];
}

export interface IntentsAnswer {
  readonly applications: readonly Application[];
  readonly intents: readonly Intent[];
}

/** A flow that an owner declares, as it is checked before it is stored. */
export type DeclarationAsk = Pick<Extract<Decision, { kind: "declare" }>, "application" | "flow">;

/** What of a declared flow a snapshot does not understand; `place` is the part of the flow. */
export interface DeclarationAnswer {
  readonly kind: "problems";
  readonly problems: readonly FactProblem[];
}

/** A solver's answer to the claim of an alert; null where its time is not told. */
export type AlertAnswer = SolverAnswer & { readonly elapsedMs: number | null };

/** Questions put to one snapshot: what is asked and what comes back. */
export interface SnapshotQuestions extends PlanQuestions {
  analyze: { ask: Record<string, never>; answer: SuiteAnswer };
  trace: { ask: TraceAsk; answer: TraceAnswer };
  whatIf: { ask: WhatIfRequest; answer: WhatIfResult };
  /** Supposed changes of the configuration. Fails CONFLICT when they do not fit it. */
  changeWhatIf: { ask: ChangeWhatIfRequest; answer: ChangeWhatIfResult };
  /** The cures of one alert, each tried on a copy. */
  fix: { ask: FixRequest; answer: FixResult };
  /** What a remediation rule meets in a snapshot. */
  ruleMoment: { ask: { readonly rule: RemediationRule }; answer: RuleMoment };
  /** Which of the rules an alert fits, by position; when it was raised and how often is another matter. */
  fittingRules: {
    ask: { readonly rules: readonly RemediationRule[]; readonly alert: Alert };
    answer: readonly number[];
  };
  resource: { ask: { readonly id: string }; answer: ResourceDetail | null };
  /** Null when the snapshot has no such resource. */
  decide: { ask: { readonly id: string; readonly flow: TraceAsk }; answer: RulesAnswer | null };
  intents: { ask: Record<string, never>; answer: IntentsAnswer };
  /** The same with what each flow does now, and what was decided. */
  applications: { ask: Record<string, never>; answer: ApplicationsAnswer };
  checkDeclaration: { ask: DeclarationAsk; answer: DeclarationAnswer };
  /** How much of every limit the traffic uses. Fails BAD_INPUT for an application that has none. */
  load: { ask: LoadAsk; answer: LoadAnswer };
  checkDemands: { ask: DemandsAsk; answer: DemandsAnswer };
  /** Who differs from those that do the same job. `head` is the snapshot's own id. */
  peers: { ask: { readonly head: string }; answer: PeersAnswer };
  /** How far the snapshot is the network. */
  fidelity: { ask: FidelityParts; answer: Fidelity };
  /** What scanners found, and where it stands. */
  findings: { ask: FindingsAsk; answer: FindingsAnswer };
  /** Where a report stands, as a person writes it, in ids of the snapshot. */
  reportPlace: { ask: PlaceAsk; answer: PlaceAnswer };
  /** The configuration's canonical JSON text. */
  text: { ask: Record<string, never>; answer: string };
  view: { ask: TopologyOptions; answer: TopologyView };
  /** What answers the internet. */
  exposure: { ask: Record<string, never>; answer: ExposureAnswer };
  search: { ask: { readonly q: string; readonly limit: number }; answer: readonly TopologyHit[] };
  /** The claims of alerts as questions for the solver, in the same order; null where none can be written. */
  alertQuestions: {
    ask: { readonly alerts: readonly Alert[] };
    answer: readonly (Pick<SolverQuestion, "text" | "hash"> | null)[];
  };
  /** What the solver's answers say of the same alerts. */
  alertRecords: {
    ask: { readonly alerts: readonly Alert[]; readonly answers: readonly AlertAnswer[] };
    answer: readonly SolverRecord[];
  };
  /** The next turn of a search for smallest breaking sets; `previous` is the last turn and the solver's answer to it. */
  cutStep: {
    ask: {
      readonly request: CutsRequest;
      readonly previous: {
        readonly state: CutState;
        readonly question: SolverQuestion;
        readonly answer: SolverAnswer;
      } | null;
    };
    answer: CutStep;
  };
  /** What an attack comes to. */
  breach: { ask: BreachAsk; answer: BreachAnswer };
  /** The same while each single thing is down; null where something is supposed to have failed already. */
  breachUnderFailures: { ask: BreachAsk; answer: AttackUnderFailures | null };
  /**
   * The next turn of a search for what stops an attack: anything when `kinds` is null. Null: there is nothing to stop.
   */
  chokeStep: {
    ask: {
      readonly request: BreachAsk;
      readonly kinds: readonly Removable["kind"][] | null;
      readonly previous: {
        readonly state: ChokeState;
        readonly question: SolverQuestion;
        readonly answer: SolverAnswer;
      } | null;
    };
    answer: ChokeStep | null;
  };
  /** The patches that protect most against an attack, for 1, 2 and up to `limit`. Null: there is nothing to stop. */
  bestPatches: {
    ask: { readonly request: BreachAsk; readonly limit: number };
    answer: PatchChoice | null;
  };
  /** Where the resources stand that are at most so many hops away. */
  neighbours: { ask: { readonly ids: readonly string[]; readonly hops: number }; answer: readonly Located[] };
  /** Every network that has an address or a part of a prefix; null for a text that is neither. */
  networks: { ask: { readonly q: string }; answer: readonly NetworkWith[] | null };
  /** A part of a table of resources. */
  list: { ask: ResourceQuery; answer: ResourceList };
  /** All rows of such a table as a text to be saved. */
  exportList: { ask: ResourceExportAsk; answer: string };
  /** Where resources stand; ids that the snapshot does not hold are left out. */
  locate: { ask: { readonly ids: readonly string[] }; answer: readonly Located[] };
}
export type SnapshotQuestion = keyof SnapshotQuestions;

/** Questions about what differs between two snapshots. */
export interface SnapshotComparisons {
  summary: { ask: Record<string, never>; answer: ChangeSummary };
  changes: { ask: Record<string, never>; answer: ChangeList };
  /** What of it is drift, the first snapshot being the approved one. */
  drift: { ask: { readonly base: string; readonly head: string }; answer: DriftAnswer };
  /** Null when the resource does not differ. */
  change: { ask: { readonly kind: string; readonly id: string }; answer: ResourceChange | null };
}
export type SnapshotComparison = keyof SnapshotComparisons;

/** A stored snapshot; `load` is called only when the answering thread does not hold it. */
export interface SnapshotSource {
  readonly snapshotId: string;
  readonly load: () => Promise<Uint8Array>;
}

/**
 * A snapshot with what the owners of its estate decided, of which day it is, and what scanners found in it; each is asked
 * for once, by the first question that depends on it.
 */
export interface DecidedSnapshot extends SnapshotSource {
  readonly decisions: () => Promise<readonly Decision[]>;
  /** The day on which it was taken, `YYYY-MM-DD`; of several times the latest. */
  readonly day: () => Promise<string | undefined>;
  /** Null while no report was uploaded. */
  readonly findings: () => Promise<FindingsSource | null>;
}

export interface AskOptions {
  /** Ends the work when it fires; the question then fails with CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  readonly timeLimitMs?: number;
  /** Nobody waits for it at this moment: it never takes the last thread. */
  readonly isBackground?: boolean;
  /** Called now and then with how far the work is. */
  readonly onProgress?: (doneCount: number, totalCount: number) => void;
}

/**
 * Threads that hold configurations and answer questions about them, so that the server's own thread never
 * computes for long. A question that brings its thread down fails alone, with UNAVAILABLE.
 */
export interface QuestionPool {
  ask<K extends SnapshotQuestion>(
    kind: K,
    snapshot: DecidedSnapshot,
    ask: SnapshotQuestions[K]["ask"],
    options?: AskOptions,
  ): Promise<SnapshotQuestions[K]["answer"]>;
  compare<K extends SnapshotComparison>(
    kind: K,
    before: SnapshotSource,
    after: SnapshotSource,
    ask: SnapshotComparisons[K]["ask"],
    options?: AskOptions,
  ): Promise<SnapshotComparisons[K]["answer"]>;
  /** Reads files into a configuration. Fails with BAD_INPUT or TOO_LARGE, with file and place. */
  readInput(
    files: readonly InputFile[],
    options: { readonly assumeDefaultRoutes: boolean },
    askOptions?: AskOptions,
  ): Promise<ReadInput>;
  /** Reads scanners' reports and lists, each for itself: one that cannot be read is told with file and place. */
  readReports(files: readonly InputFile[], askOptions?: AskOptions): Promise<readonly ReadUpload[]>;
  /** Reads the provider's trail, packed or not; what cannot be read is told in the answer. Fails TOO_LARGE. */
  readEvents(files: readonly InputFile[], askOptions?: AskOptions): Promise<ReadEvents>;
  close(): Promise<void>;
}
