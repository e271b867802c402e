import type { Coverage, Diagnostic } from "../engine/configuration";
import type { Actor } from "./actor";
import { handOverAnalysis } from "./analyses";
import { FACTS_PROBLEM } from "./answers/declare-facts";
import { snapshotSource } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { Counts, IgnoredInput, InputFile, ReadInput } from "./ports/question-pool";
import type { ImportOutcome, NewEstate, NewImport } from "./ports/store";

export const SAMPLE_NAME = "acme-shop";
const SAMPLE_TITLE = "Sample: acme shop";
const NAME_LENGTH_LIMIT = 120;
/** More are counted, not stored: nobody reads them, and they would outweigh the network. */
const STORED_DIAGNOSTIC_LIMIT = 2_000;
const READ_TIME_LIMIT_MS = 120_000;
const OVERTAKEN_LIMIT = 3;

export interface ImportRequest {
  readonly files: readonly InputFile[];
  /** Adds a snapshot to this estate; absent: a new estate. */
  readonly estateId?: string | undefined;
  /** Of a new estate. */
  readonly name?: string | undefined;
  /** Supplies main route tables where the input carries none. */
  readonly assumeDefaultRoutes: boolean;
}

export interface ImportAnswer {
  readonly estateId: string;
  readonly snapshotId: string;
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
  readonly ignored: readonly IgnoredInput[];
  /** True when the estate's latest snapshot was this one already. */
  readonly unchanged: boolean;
}

/**
 * Reads files into a snapshot, stores it and starts the analysis, which goes on after this returns. The same
 * network gives the same snapshot id whatever its layout, and is stored once.
 * Fails BAD_INPUT and TOO_LARGE with file and place, NOT_FOUND for an unknown estate; then nothing is stored.
 */
export async function importConfiguration(
  ports: Ports,
  actor: Actor,
  request: ImportRequest,
  signal?: AbortSignal,
): Promise<ImportAnswer> {
  if (request.estateId !== undefined) {
    const estate = await ports.store.inWorkspace(actor.workspaceId).findEstate(request.estateId);
    if (!estate) throw new Failure("NOT_FOUND", "no such estate: choose one, or import as a new estate");
  }
  const read = await ports.pool.readInput(
    request.files,
    { assumeDefaultRoutes: request.assumeDefaultRoutes },
    { signal, timeLimitMs: READ_TIME_LIMIT_MS },
  );
  refuseBadFacts(read);
  const createEstate =
    request.estateId === undefined
      ? { name: estateName(request.name ?? "", request.files), sampleName: null }
      : null;
  return storeImport(ports, actor, read, {
    estateId: request.estateId ?? ports.ids.next(),
    createEstate,
    sourceName: null,
  });
}

/** Somebody waits for the import and can mend the file: nothing of what they declared is passed over. */
function refuseBadFacts({ diagnostics }: ReadInput): void {
  const problem = diagnostics.find(({ code }) => code === FACTS_PROBLEM);
  if (!problem) return;
  const { message, file, place } = problem;
  throw new Failure("BAD_INPUT", `declared facts: ${message}; mend it and import again`, { file, place });
}

/** Creates the sample estate, or answers with the one that exists. */
export async function loadSample(ports: Ports, actor: Actor): Promise<{ readonly estateId: string }> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const existing = await store.findSampleEstate(SAMPLE_NAME);
  if (existing) return { estateId: existing.id };
  const read = await ports.pool.readInput(await ports.sample.read(), { assumeDefaultRoutes: false });
  try {
    const createEstate = { name: SAMPLE_TITLE, sampleName: SAMPLE_NAME };
    const target = { estateId: ports.ids.next(), createEstate, sourceName: null };
    const { estateId } = await storeImport(ports, actor, read, target);
    return { estateId };
  } catch (error) {
    // Someone else created it in the meantime: theirs is as good.
    const other = await store.findSampleEstate(SAMPLE_NAME);
    if (error instanceof Failure && error.code === "CONFLICT" && other) return { estateId: other.id };
    throw error;
  }
}

/** Where a read input goes, and what brought it where that was not the actor at a page. */
export interface ImportTarget {
  readonly estateId: string;
  readonly createEstate: NewEstate | null;
  readonly sourceName: string | null;
}

/**
 * Stores what was read as a change of the estate, told against what it was before, and starts the analysis. What
 * reads as the estate's latest snapshot adds nothing: only when it was last seen moves.
 */
async function storeImport(
  ports: Ports,
  actor: Actor,
  read: ReadInput,
  target: ImportTarget,
): Promise<ImportAnswer> {
  const { snapshotId, counts, coverage, ignored } = read;
  const { estateId } = target;
  const store = ports.store.inWorkspace(actor.workspaceId);
  const added = prepareImport(ports, actor, read, target);
  const { analysisId, diagnostics } = added;
  let outcome: ImportOutcome = "outdated";
  for (let attempt = 1; outcome === "outdated"; attempt += 1) {
    // Whoever is overtaken again and again is stored without a count: the diff can still be asked for.
    const changes = attempt > OVERTAKEN_LIMIT ? null : await changesSince(ports, actor, estateId, read);
    outcome = await store.addImport({ ...added, changes });
  }
  await handOverAnalysis(ports, { workspaceId: actor.workspaceId, estateId, analysisId });
  return {
    estateId,
    snapshotId,
    counts,
    diagnostics,
    coverage,
    // Attributes are told by the page of coverage; in the report of an import they would drown the rest.
    ignored: ignored.filter(({ part }) => part === undefined),
    unchanged: outcome === "unchanged",
  };
}

/** What is to be stored of something read, but for how it differs from what was before. */
export function prepareImport(
  ports: Ports,
  actor: Pick<Actor, "id">,
  read: ReadInput,
  target: ImportTarget,
): Omit<NewImport, "changes"> {
  return {
    ...read,
    ...target,
    diagnostics: boundedDiagnostics(read.diagnostics),
    importId: ports.ids.next(),
    actorId: actor.id,
    takenAt: ports.clock.now(),
    analysisId: ports.ids.next(),
  };
}

/** What changed since the estate's latest snapshot, and which that is. */
export async function changesSince(
  ports: Ports,
  actor: Pick<Actor, "workspaceId">,
  estateId: string,
  read: ReadInput,
): Promise<NewImport["changes"]> {
  const latest = (await ports.store.inWorkspace(actor.workspaceId).findEstate(estateId))?.latest;
  if (!latest || latest.snapshotId === read.snapshotId)
    return { since: latest?.snapshotId ?? null, summary: null };
  const before = snapshotSource(ports, actor.workspaceId, estateId, latest.snapshotId);
  const after = { snapshotId: read.snapshotId, load: async () => read.body };
  return { since: latest.snapshotId, summary: await ports.pool.compare("summary", before, after, {}) };
}

/** The first diagnostics by severity, the rest as one that counts them. */
function boundedDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= STORED_DIAGNOSTIC_LIMIT) return diagnostics;
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = diagnostics.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  const leftOutCount = diagnostics.length - STORED_DIAGNOSTIC_LIMIT;
  const rest: Diagnostic = {
    severity: sorted[STORED_DIAGNOSTIC_LIMIT]?.severity ?? "info",
    code: "more-diagnostics",
    message: `${leftOutCount} more are not listed: correct the ones above and import again`,
  };
  return [...sorted.slice(0, STORED_DIAGNOSTIC_LIMIT), rest];
}

/** The given name without control characters; else the common folder or the only file's name. */
function estateName(name: string, files: readonly InputFile[]): string {
  const given = plainText(name);
  if (given !== "") return given;
  const first = files[0]?.name ?? "";
  if (first.includes("/")) return plainText(first.split("/")[0] ?? "") || "imported network";
  const only = files.length === 1 ? first.replace(/\.[a-z]+$/i, "") : "";
  return plainText(only) || "imported network";
}

function plainText(text: string): string {
  return text.replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim().slice(0, NAME_LENGTH_LIMIT);
}
