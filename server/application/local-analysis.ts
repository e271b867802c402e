import { analyze } from "../engine/alert";
import {
  type Configuration,
  type ConfigurationIndex,
  contentHash,
  type Diagnostic,
  type Element,
  type FactDemand,
  type FactException,
  indexConfiguration,
  RESOURCE_KINDS,
} from "../engine/configuration";
import type { Application, Intent } from "../engine/intent";
import {
  attackFacts,
  type BadReference,
  type DeclaredBreach,
  type Demand,
  declaredDemands,
  type Exposure,
  findExposure,
  type ReachRow,
  type ResolvedFailures,
  reachRelation,
  requiredFlows,
  resolveDetachment,
  resolveFailures,
  resolveReference,
  resolveWithdrawal,
  runWhatIf,
  type WhatIfRequest,
  type WhatIfResult,
} from "../engine/scenario";
import {
  buildNetwork,
  type End,
  type Horizon,
  type Question,
  type Failure as SupposedFailure,
  type Trace,
  traceWithBlockers,
  type View,
} from "../engine/semantics";
import type {
  ExploitProbabilities,
  KnownExploited,
  ScanReport,
} from "../engine/vulnerability/scan-report.schema";
import { type DeclaredProblem, declareFacts } from "./answers/declare-facts";
import { buildFidelity } from "./fidelity/build-fidelity";
import type { ReadEvents } from "./ports/change-events";
import type { DemandFile } from "./ports/demand-file";
import type { FactFile } from "./ports/fact-file";
import { Failure } from "./ports/failure";
import type { Fidelity } from "./ports/fidelity";
import type { Counts, IgnoredInput } from "./ports/question-pool";
import type { Solver } from "./ports/solver";

/** What local analyses need from the outside. */
export interface LocalPorts {
  /** Reads a folder, archive or file. Fails with file and place. */
  readonly readInput: (path: string, options: { assumeDefaultRoutes: boolean }) => Promise<LocalInput>;
  /** Reads a scanner's report. Fails BAD_INPUT, TOO_LARGE or NOT_FOUND with file and place; so do the next two. */
  readonly readReport: (path: string) => Promise<ScanReport>;
  readonly readKnownExploited: (path: string) => Promise<KnownExploited>;
  readonly readProbabilities: (path: string) => Promise<ExploitProbabilities>;
  /** Reads the provider's trail from files, folders and archives. Fails NOT_FOUND or TOO_LARGE. */
  readonly readEvents: (paths: readonly string[]) => Promise<ReadEvents>;
  /** Fails NOT_FOUND. */
  readonly readText: (path: string) => Promise<string>;
  /** Fails BAD_INPUT when the file cannot be written. */
  readonly writeText: (path: string, text: string) => Promise<void>;
  readonly solver: Solver;
  /** What a file of declared facts holds, or why and where it cannot be read. */
  readonly readFacts: (text: string, file: string) => FactFile;
  /** What a file of traffic says, in whatever form it is handed in. Fails BAD_INPUT with file and place. */
  readonly readDemands: (text: string, file: string) => DemandFile;
  /** Today as `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface LocalInput {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  readonly ignored: readonly IgnoredInput[];
  /** Attributes of what was read that are not read themselves. */
  readonly attributes?: readonly Pick<IgnoredInput, "name" | "count">[];
  /** Declared facts that lay beside the configuration. */
  readonly facts?: readonly FactFile[];
}

/** An input that was read, with what its owner declared. */
export interface LocalNetwork extends LocalInput {
  readonly index: ConfigurationIndex;
  readonly applications: readonly Application[];
  /** By application, then id. */
  readonly intents: readonly Intent[];
  readonly exceptions: readonly FactException[];
  /** What attacks are derived from, and where they are declared to start. */
  readonly breach: DeclaredBreach;
  /** Declared traffic. */
  readonly demands: readonly Demand[];
}

/** A reference that names nothing, or several things; `candidates` may have been meant. */
export class ReferenceFailure extends Failure {
  readonly candidates: readonly Element[];

  constructor(
    { message, candidates }: Pick<BadReference, "message" | "candidates">,
    option: string,
    details: { readonly file?: string; readonly place?: string } = {},
  ) {
    super("BAD_INPUT", `${option}: ${message}`, details);
    this.candidates = candidates;
  }
}

/** Whether a failure comes with candidates. Not by `instanceof`, which every failure answers alike. */
export function isReferenceFailure(failure: Failure): failure is ReferenceFailure {
  return "candidates" in failure;
}

/** Reads an input and its declared facts. Fails BAD_INPUT, TOO_LARGE or NOT_FOUND with file and place. */
export async function openLocal(
  ports: LocalPorts,
  request: {
    readonly config: string;
    readonly facts?: string | undefined;
    readonly assumeDefaultRoutes: boolean;
  },
): Promise<LocalNetwork> {
  const { assumeDefaultRoutes, config, facts: factsFile } = request;
  const input = await ports.readInput(config, { assumeDefaultRoutes });
  const named = factsFile === undefined ? [] : [ports.readFacts(await ports.readText(factsFile), factsFile)];
  const { configuration, problems, diagnostics } = declareFacts(input.configuration, [
    ...(input.facts ?? []),
    ...named,
  ]);
  for (const problem of problems) throw factFailure(problem);
  const index = indexConfiguration(configuration);
  const { applications, intents } = requiredFlows(index);
  const breach = attackFacts(index);
  for (const problem of breach.problems) throw factFailure(problem);
  return {
    ...input,
    configuration,
    diagnostics: [...input.diagnostics, ...diagnostics],
    index,
    applications,
    intents,
    exceptions: configuration.declared?.exceptions ?? [],
    breach,
    demands: declaredDemands(index, configuration.declared?.demands ?? [], "declared").demands,
  };
}

/** Demands of a file of their own, as flows. Fails BAD_INPUT with file, place and candidates. */
export function demandsOf(
  index: ConfigurationIndex,
  facts: readonly FactDemand[],
  given: {
    readonly file: string;
    readonly origin: Demand["origin"];
    readonly placeOf: (place: string) => string;
  },
): readonly Demand[] {
  const { demands, problems } = declaredDemands(index, facts, given.origin);
  for (const problem of problems)
    throw factFailure({ ...problem, file: given.file, place: given.placeOf(problem.place) });
  return demands;
}

/** A declaration that does not fit ends a command: what was declared is never passed over. */
function factFailure({ file, place, ...problem }: DeclaredProblem): ReferenceFailure {
  return new ReferenceFailure(problem, "declared facts", { file, ...(place === "" ? {} : { place }) });
}

/** The answer of `umbra import`. */
export interface LocalReport {
  readonly snapshotId: string;
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Configuration["coverage"];
  readonly ignored: readonly IgnoredInput[];
  readonly fidelity: Fidelity;
}

/** An import stays quick: what stays open of a larger input is told by its analysis. */
const ASKED_INTERFACE_LIMIT = 1_000;

/** What was read of an input: counts by kind, and all that is missing or was left aside. */
export function reportLocal(local: LocalNetwork): LocalReport {
  const { configuration, diagnostics, ignored, attributes = [] } = local;
  const { resources, coverage } = configuration;
  const aside = [...ignored, ...attributes.map((each) => ({ ...each, part: "attribute" as const }))];
  const isAsked = resources.networkInterface.length <= ASKED_INTERFACE_LIMIT;
  const checks = isAsked ? analyze(configuration).checks : null;
  const counts = RESOURCE_KINDS.map((kind) => ({ kind, count: resources[kind].length }));
  return {
    snapshotId: contentHash(configuration),
    counts: counts.filter(({ count }) => count > 0),
    diagnostics,
    coverage,
    ignored,
    fidelity: buildFidelity(configuration, { diagnostics, coverage, ignored: aside, checks }),
  };
}

/** What is supposed to have happened, in references. */
export interface SupposedEvents {
  readonly fail: readonly string[];
  readonly block: readonly string[];
  /** `TABLE=DESTINATION`, or `TABLE=ATTACHMENT`. */
  readonly withdraw: readonly string[];
  /** Transit gateway attachments. */
  readonly detach: readonly string[];
  readonly horizon: Horizon;
  readonly view: View;
}

export interface LocalTraceAsk extends SupposedEvents {
  readonly from: string;
  readonly to: string;
  readonly question: Omit<Question, "from" | "to">;
}

/** Follows one flow. Fails BAD_INPUT with candidates for a reference that is not one end. */
export function traceLocal(local: LocalNetwork, ask: LocalTraceAsk): Trace {
  const network = buildNetwork(local.configuration, { ...options(local, ask) });
  const from = endOf(local, ask.from, "source", "--from");
  const to = endOf(local, ask.to, "destination", "--to");
  return traceWithBlockers(network, { ...ask.question, from, to });
}

/** The whole relation, or the part of it between two ends. Fails BAD_INPUT with candidates. */
export function reachLocal(
  local: LocalNetwork,
  ask: { readonly from?: string | undefined; readonly to?: string | undefined; readonly isOneWay: boolean },
): readonly ReachRow[] {
  const network = buildNetwork(local.configuration);
  const place = (text: string | undefined, option: string) =>
    text === undefined ? undefined : placeOf(local, text, option);
  return reachRelation(network, {
    from: place(ask.from, "--from"),
    to: place(ask.to, "--to"),
    isOneWay: ask.isOneWay,
  });
}

/** What answers the internet. */
export function exposureLocal(local: LocalNetwork): Exposure {
  return findExposure(buildNetwork(local.configuration));
}

/** What failures do to every required flow. Fails BAD_INPUT with candidates. */
export function whatIfLocal(
  local: LocalNetwork,
  ask: Omit<SupposedEvents, "view"> & Pick<WhatIfRequest, "view">,
): WhatIfResult {
  const { horizon, view } = ask;
  const failures = [...failuresOf(local, ask)];
  return runWhatIf(local.configuration, local.intents, { failures, horizon, view });
}

function options(local: LocalNetwork, { horizon, view, ...events }: SupposedEvents) {
  return { failures: failuresOf(local, events), horizon, view };
}

/** What references say has failed. Fails BAD_INPUT with candidates. */
export function failuresOf(
  { index }: LocalNetwork,
  {
    fail,
    block = [],
    withdraw = [],
    detach = [],
  }: Pick<SupposedEvents, "fail"> & Partial<Pick<SupposedEvents, "block" | "withdraw" | "detach">>,
): readonly SupposedFailure[] {
  const take = (option: string, text: string, resolved: ResolvedFailures): readonly SupposedFailure[] => {
    if (resolved.kind !== "failures") throw new ReferenceFailure(resolved, `${option} ${text}`);
    return resolved.failures;
  };
  return [
    ...fail.flatMap((text) => take("--fail", text, resolveFailures(index, text))),
    ...block.flatMap((text) => take("--block", text, resolveFailures(index, text, "blocked"))),
    ...withdraw.flatMap((text) => take("--withdraw", text, resolveWithdrawal(index, text))),
    ...detach.flatMap((text) => take("--detach", text, resolveDetachment(index, text))),
  ];
}

function endOf(local: LocalNetwork, text: string, role: "source" | "destination", option: string): End {
  const resolved = resolveReference(local.index, text, role);
  if (resolved.kind !== "end") throw new ReferenceFailure(resolved, `${option} ${text}`);
  return resolved.end;
}

/** The id by which a reach relation is narrowed. */
function placeOf(local: LocalNetwork, text: string, option: string): string {
  const end = endOf(local, text, "source", option);
  if (end.kind === "internet" && end.prefixes === undefined) return "internet";
  if (end.kind === "address") return end.address;
  if (end.kind !== "internet" && end.kind !== "gateway" && end.kind !== "site") return end.id;
  throw new ReferenceFailure(
    {
      message:
        "the relation is between interfaces and the internet: name a host, interface, subnet, VPC or internet",
      candidates: [],
    },
    `${option} ${text}`,
  );
}
