import * as z from "zod";
import { dryRunRequestSchema, dryRunResultSchema } from "../engine/remediation/dry-run.schema";
import { fixRequestSchema, fixResultSchema } from "../engine/remediation/fix-result.schema";
import { breachAskSchema } from "../engine/scenario/breach/breach.schema";
import { breachReportSchema } from "../engine/scenario/breach/breach-result.schema";
import { cutsRequestSchema, cutsResultSchema } from "../engine/scenario/cuts/cuts.schema";
import { whatIfRequestSchema } from "../engine/scenario/outage/outage.schema";
import { whatIfResultSchema } from "../engine/scenario/outage/what-if-result.schema";
import { breachTitle, breachVerdict, runBreachInThreads } from "./breaches";
import { searchCutsInThreads } from "./cuts";
import { dryRunVerdict, executeDryRun } from "./dry-run";
import { snapshotSource } from "./estates";
import { executeFixRun, fixVerdict } from "./fix-run";
import type { Ports } from "./ports/ports";
import type { RunVerdict } from "./ports/run-store";
import type { WorkspaceId } from "./ports/store";
import { suiteRequestSchema, suiteResult, suiteResultSchema } from "./suite-run.schema";

const RUN_TIME_LIMIT_MS = 20 * 60_000;

/** What a run is about: one snapshot of one estate, and the request of its kind. */
export interface RunSubject<Request> {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
  readonly snapshotId: string;
  readonly runId: string;
  readonly request: Request;
}

export interface RunControl {
  /** Ends the work: it was cancelled, or someone else has it. */
  readonly signal: AbortSignal;
  /** `stage` says in words what is being done; counts of zero: not known. */
  readonly onProgress: (stage: string, doneCount: number, totalCount: number) => void;
}

/** What one kind of run asks and answers, and how. Request and result are JSON. */
export interface RunKindDefinition<Request, Result> {
  readonly requestSchema: z.ZodType<Request>;
  readonly resultSchema: z.ZodType<Result>;
  /** Says what is tried, for lists; used where the caller has no better words. */
  readonly title: (request: Request) => string;
  /** What it came to, in one sentence. */
  readonly verdict: (result: Result) => RunVerdict;
  /** Fails with CANCELLED soon after `signal` fires. The same subject gives the same result. */
  readonly execute: (ports: Ports, subject: RunSubject<Request>, control: RunControl) => Promise<Result>;
}

/** The kinds of runs there are; a new kind is one entry here and one result view in `components/scenario`. */
export const RUN_KINDS = {
  /** Supposed failures, and what every required flow does then. */
  "what-if": define({
    requestSchema: whatIfRequestSchema,
    resultSchema: whatIfResultSchema,
    title: ({ failures }) =>
      `What if: ${failures.map(({ mode, id, route }) => [MODE_WORDS[mode], route, id].filter(Boolean).join(" ")).join(", ")}`,
    verdict: ({ sentence, lost, degraded, undecided }) => ({
      sentence,
      kind: lost.length + degraded.length > 0 ? "affected" : undecided.length > 0 ? "undecided" : "proved",
    }),
    execute: (ports, subject, { signal, onProgress }) => {
      onProgress("following the required flows", 0, 0);
      return ports.pool.ask("whatIf", snapshotOfSubject(ports, subject), subject.request, {
        signal,
        isBackground: true,
        timeLimitMs: RUN_TIME_LIMIT_MS,
        onProgress: (doneCount, totalCount) =>
          onProgress("following the required flows", doneCount, totalCount),
      });
    },
  }),
  /** Every check there is, on one snapshot. Raises and resolves no alert: that is what analyses do. */
  suite: define({
    requestSchema: suiteRequestSchema,
    resultSchema: suiteResultSchema,
    title: () => "All checks",
    verdict: ({ findings, undecidedCount }) => ({
      sentence: `${findings.length} weaknesses found, ${undecidedCount} checks undecided.`,
      kind: findings.length > 0 ? "affected" : undecidedCount > 0 ? "undecided" : "proved",
    }),
    execute: async (ports, subject, { signal, onProgress }) => {
      onProgress("checking", 0, 0);
      const answer = await ports.pool.ask(
        "analyze",
        snapshotOfSubject(ports, subject),
        {},
        {
          signal,
          timeLimitMs: RUN_TIME_LIMIT_MS,
          onProgress: (doneCount, totalCount) => onProgress("checking", doneCount, totalCount),
        },
      );
      return suiteResult(answer);
    },
  }),
  /** The cures of one alert, each tried on a copy. */
  fix: define({
    requestSchema: fixRequestSchema,
    resultSchema: fixResultSchema,
    title: ({ fingerprint }) => `Fixes for alert ${fingerprint.slice(0, 12)}`,
    verdict: fixVerdict,
    execute: executeFixRun,
  }),
  /** A remediation rule, replayed over the history of its estate. */
  "dry-run": define({
    requestSchema: dryRunRequestSchema,
    resultSchema: dryRunResultSchema,
    title: ({ rule }) => `Dry-run of: ${rule.name}`,
    verdict: dryRunVerdict,
    execute: executeDryRun,
  }),
  /** The smallest sets of failures that break an application or a required flow, with the proof. */
  cuts: define({
    requestSchema: cutsRequestSchema,
    resultSchema: cutsResultSchema,
    title: ({ target }) =>
      `What would it take to break ${target.kind === "application" ? target.name : target.id}?`,
    verdict: ({ sentence, outcome }) => ({
      sentence,
      kind: outcome === "found" ? "affected" : outcome === "none" ? "proved" : "undecided",
    }),
    execute: (ports, subject, control) =>
      searchCutsInThreads(ports, snapshotOfSubject(ports, subject), subject.request, control),
  }),
  /** A supposed attack, with the smallest sets that stop it. */
  breach: define({
    requestSchema: breachAskSchema,
    resultSchema: breachReportSchema,
    title: breachTitle,
    verdict: breachVerdict,
    execute: (ports, subject, control) =>
      runBreachInThreads(ports, snapshotOfSubject(ports, subject), subject.request, control),
  }),
} as const;

export type RunKind = keyof typeof RUN_KINDS;
type Definition<K extends RunKind> = (typeof RUN_KINDS)[K];
export type RunRequest<K extends RunKind> = z.infer<Definition<K>["requestSchema"]>;
export type RunResult<K extends RunKind> = z.infer<Definition<K>["resultSchema"]>;

/** Names of all kinds. */
export const runKindSchema = z.enum(Object.keys(RUN_KINDS) as [RunKind, ...RunKind[]]);

/** The kind called `name`, with request and result as JSON of unknown shape; undefined when there is none. */
export function runKind(name: string): RunKindDefinition<unknown, unknown> | undefined {
  const kind = runKindSchema.safeParse(name);
  // Requests come from its own schema, so that what `execute` is handed is what it takes.
  return kind.success ? (RUN_KINDS[kind.data] as RunKindDefinition<unknown, unknown>) : undefined;
}

const MODE_WORDS = {
  down: "loss of",
  deleted: "removal of",
  blocked: "block by",
  withdrawn: "withdrawal of",
  detached: "disassociation of",
};

function define<Request, Result>(
  definition: RunKindDefinition<Request, Result>,
): RunKindDefinition<Request, Result> {
  return definition;
}

function snapshotOfSubject(ports: Ports, { workspaceId, estateId, snapshotId }: RunSubject<unknown>) {
  return snapshotSource(ports, workspaceId, estateId, snapshotId);
}
