import type { Actor } from "./actor";
import { handOverAnalysis } from "./analyses";
import { findEstate, snapshotOf } from "./estates";
import type { FindingsAnswer, FindingsAsk } from "./ports/finding-answers";
import type { Ports } from "./ports/ports";
import type { InputFile, ReadUpload } from "./ports/question-pool";
import type { Misfit, PlaceAsk, ReportChangeBy, ReportPlace, ReportRecord } from "./ports/report-store";

const READ_TIME_LIMIT_MS = 120_000;
/** Reports of one estate, and what they may hold together: the pages stay quick, and one thread holds it all. */
const REPORT_LIMIT = 500;
const FINDING_LIMIT = 200_000;
const NAME_LENGTH_LIMIT = 255;

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly file: string;
  readonly message: string;
  readonly place?: string | undefined;
}

/** What became of an upload: every file is in one of the two. */
export interface UploadAnswer {
  readonly stored: readonly Pick<
    ReportRecord,
    "id" | "kind" | "name" | "scanner" | "madeAt" | "entryCount" | "serviceCount" | "leftOut"
  >[];
  readonly refused: readonly RefusedFile[];
}

interface ReportOf {
  readonly estateId: string;
  readonly reportId: string;
}

/**
 * Reads scanners' reports and lists of what is exploited, stores those that can be read and starts an analysis. A bad
 * file is refused with its place and spoils no other. Fails NOT_FOUND.
 */
export async function uploadFindings(
  ports: Ports,
  actor: Actor,
  { estateId, files }: { readonly estateId: string; readonly files: readonly InputFile[] },
  signal?: AbortSignal,
): Promise<UploadAnswer> {
  await findEstate(ports, actor, estateId);
  const named = files.map((file) => ({ ...file, name: plainName(file.name) }));
  const first = new Map(named.toReversed().map((file) => [file.name, file]));
  const doubles = named.filter((file) => first.get(file.name) !== file);
  const read = await ports.pool.readReports(
    named.filter((file) => first.get(file.name) === file),
    { signal, timeLimitMs: READ_TIME_LIMIT_MS },
  );
  const before = await ports.store.inWorkspace(actor.workspaceId).listReports(estateId);
  const { taken, refused } = withinLimits(before, read);
  const reports = taken.map((report) => ({ ...report, id: ports.ids.next() }));
  if (reports.length > 0)
    await change(ports, actor, estateId, (store, by) => store.addReports(estateId, reports, by));
  return {
    stored: reports.map(({ body: _, ...report }) => report),
    refused: [
      ...refused,
      ...doubles.map(({ name }) => ({
        file: name,
        message: `\`${name}\` came twice: give the files names of their own`,
      })),
    ],
  };
}

/** What of the files that were read the estate has room for. */
function withinLimits(
  before: readonly ReportRecord[],
  read: readonly ReadUpload[],
): {
  readonly taken: readonly Extract<ReadUpload, { kind: "read" }>["report"][];
  readonly refused: readonly RefusedFile[];
} {
  const taken: Extract<ReadUpload, { kind: "read" }>["report"][] = [];
  const refused: RefusedFile[] = [];
  const counts = new Map(
    before.flatMap(({ kind, name, entryCount }) => (kind === "report" ? [[name, entryCount]] : [])),
  );
  for (const each of read) {
    if (each.kind === "refused") {
      refused.push(each);
      continue;
    }
    const { report } = each;
    const next = new Map(counts).set(report.name, report.entryCount);
    const findingCount = [...next.values()].reduce((sum, count) => sum + count, 0);
    if (report.kind === "report" && (next.size > REPORT_LIMIT || findingCount > FINDING_LIMIT)) {
      const message = `with \`${report.name}\` the estate would hold ${next.size} reports with ${findingCount} findings, the limits are ${REPORT_LIMIT} and ${FINDING_LIMIT}: remove others first`;
      refused.push({ file: report.name, message });
      continue;
    }
    if (report.kind === "report") counts.set(report.name, report.entryCount);
    taken.push(report);
  }
  return { taken, refused };
}

/** Reports and lists of an estate. Fails NOT_FOUND. */
export async function listReports(
  ports: Ports,
  actor: Actor,
  { estateId }: { readonly estateId: string },
): Promise<readonly ReportRecord[]> {
  await findEstate(ports, actor, estateId);
  return ports.store.inWorkspace(actor.workspaceId).listReports(estateId);
}

/** A part of what scanners found, as it stands in a snapshot, the latest when none is named. Fails NOT_FOUND. */
export async function listFindings(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId, ...ask }: FindingsAsk & { estateId: string; snapshotId?: string | undefined },
): Promise<FindingsAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  return ports.pool.ask("findings", snapshot, ask);
}

/** Where a report stands from now on, and where it stood; or the reference that the latest snapshot does not have. */
export type PlacedAnswer =
  | { readonly kind: "placed"; readonly previous: ReportPlace }
  | ({ readonly kind: "reference" } & Misfit);

/** Says where the findings of a report stand. Fails NOT_FOUND. */
export async function placeReport(
  ports: Ports,
  actor: Actor,
  { estateId, reportId, on, vpc }: ReportOf & PlaceAsk,
): Promise<PlacedAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId });
  const place = await ports.pool.ask("reportPlace", snapshot, { on, vpc });
  if (place.kind === "reference") return place;
  const { instanceIds, vpcId } = place;
  const { previous } = await change(ports, actor, estateId, (store, by) =>
    store.placeReport(estateId, reportId, { instanceIds, vpcId }, by),
  );
  return { kind: "placed", previous };
}

/** Removes a report or list; for a day it can be restored. Fails NOT_FOUND. */
export async function removeReport(
  ports: Ports,
  actor: Actor,
  { estateId, reportId }: ReportOf,
): Promise<void> {
  await change(ports, actor, estateId, (store, by) => store.removeReport(estateId, reportId, by));
}

/** Takes a removal back. Fails NOT_FOUND, also when another report took its place. */
export async function restoreReport(
  ports: Ports,
  actor: Actor,
  { estateId, reportId }: ReportOf,
): Promise<void> {
  await change(ports, actor, estateId, (store, by) => store.restoreReport(estateId, reportId, by));
}

type WorkspaceReports = ReturnType<Ports["store"]["inWorkspace"]>;

/** Changes reports; what that changes about alerts is for the analysis that this starts. */
async function change<T extends { readonly isAnalysisQueued: boolean }>(
  ports: Ports,
  actor: Actor,
  estateId: string,
  work: (store: WorkspaceReports, by: ReportChangeBy) => Promise<T>,
): Promise<T> {
  const { workspaceId } = actor;
  const analysisId = ports.ids.next();
  const by = { actorId: actor.id, at: ports.clock.now(), analysisId };
  const done = await work(ports.store.inWorkspace(workspaceId), by);
  ports.events.publish({ workspaceId, estateId, kind: "finding" });
  if (done.isAnalysisQueued) await handOverAnalysis(ports, { workspaceId, estateId, analysisId });
  return done;
}

/** A file's name as one line of plain text. */
function plainName(name: string): string {
  const text = name.replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim();
  return text.slice(-NAME_LENGTH_LIMIT) || "unnamed";
}
