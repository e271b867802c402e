import type { Diagnostic } from "../engine/configuration";
import { FACTS_PROBLEM } from "./answers/declare-facts";
import { mirror } from "./mirror";
import { aged, judgePartition, type PartitionNews } from "./partitions";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { HeldPartition, SourceRecord } from "./ports/source-store";
import type { WorkspaceId } from "./ports/store";
import type { WatchedFile } from "./ports/watched-folders";

/** A folder that looks the same for this long is not being written to. */
const QUIET_MS = 2_000;
const READ_TIME_LIMIT_MS = 120_000;
/** Said of a file of which nothing could be read; a single resource that is wrong is said otherwise. */
const UNREADABLE = [
  FACTS_PROBLEM,
  "invalid-json",
  "empty-file",
  "not-text",
  "json-too-deep",
  "too-many-names",
];

/**
 * Looks at every watched folder. One that changed is read once two looks in a row, some time apart, found it the
 * same: what is half written is left alone. A file that cannot be read keeps its last good content and is stale,
 * with the place of the fault; one that is gone is gone. A folder without any file is taken for a fault.
 */
export async function watchFolders(ports: Ports): Promise<void> {
  for (const { workspaceId, sourceId, kind } of await ports.store.sourceRefs()) {
    if (kind !== "folder") continue;
    const source = await ports.store.inWorkspace(workspaceId).findSource(sourceId);
    if (source) await look(ports, workspaceId, source).catch(ports.reportBug);
  }
}

async function look(ports: Ports, workspaceId: WorkspaceId, source: SourceRecord): Promise<void> {
  const store = ports.store.inWorkspace(workspaceId);
  const { id, looks } = source;
  const at = ports.clock.now();
  const folder = source.folder ?? "";
  const signature = await ports.folders.signature(folder).catch(faultOf);
  const isFault = signature instanceof Failure;
  const mark = isFault ? `fault ${signature.message}` : signature;
  if (looks.seen !== mark) {
    await store.noteLook(id, { ...looks, seen: mark, seenAt: at });
    return;
  }
  if (looks.taken === mark) {
    await store.noteSight(id, at);
    return;
  }
  if (looks.seenAt && at.getTime() - looks.seenAt.getTime() < QUIET_MS) return;
  const files = isFault ? signature : await ports.folders.read(folder).catch(faultOf);
  // Written to while it was read: the next looks will tell when it is quiet again.
  if (!isFault && (await ports.folders.signature(folder).catch(faultOf)) !== signature) return;
  await take(ports, workspaceId, source, files);
  await store.noteSight(id, at);
  await store.noteLook(id, { seen: mark, seenAt: looks.seenAt, taken: mark });
}

function faultOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure("UNAVAILABLE", "the folder cannot be read: see that it is there and may be read", {
    cause: error,
  });
}

async function take(
  ports: Ports,
  workspaceId: WorkspaceId,
  source: SourceRecord,
  files: readonly WatchedFile[] | Failure,
): Promise<void> {
  const trouble = troubleOf(files);
  const found = trouble === null && !(files instanceof Failure) ? files : [];
  const faults = await unreadable(ports, found);
  const at = ports.clock.now();
  const times = { start: at, end: at, at };
  await mirror(ports, workspaceId, source.id, (current, before) => {
    const known = new Map(before.map((each) => [each.kind, each]));
    const partitions: readonly HeldPartition[] =
      trouble === null
        ? found.map((file) => judgePartition(known.get(file.path), newsOf(source.id, file, faults), times))
        : before.map((each) => aged(each, { status: "stale", reason: trouble, at }));
    const { accountId, intervalSeconds } = current;
    return { partitions, accountId, intervalSeconds, trouble, sweepId: null };
  });
}

function troubleOf(files: readonly WatchedFile[] | Failure): string | null {
  if (files instanceof Failure) return files.message;
  return files.length === 0 ? "there is no JSON file in the folder" : null;
}

function newsOf(
  sourceId: string,
  { path, hash, packed }: WatchedFile,
  faults: ReadonlyMap<string, string>,
): PartitionNews {
  const place = { sourceId, accountId: "", region: "", kind: path, file: path };
  const reason = faults.get(path);
  if (reason !== undefined) return { ...place, status: "stale", reason };
  return { ...place, status: "ok", itemIds: [], hash, body: packed };
}

/** Files of which nothing could be read, with what is wrong and where. */
async function unreadable(ports: Ports, files: readonly WatchedFile[]): Promise<ReadonlyMap<string, string>> {
  if (files.length === 0) return new Map();
  const inputs = files.map(({ path, packed }) => ({ name: `${path}.gz`, bytes: packed }));
  try {
    const read = await ports.pool.readInput(
      inputs,
      { assumeDefaultRoutes: false },
      { timeLimitMs: READ_TIME_LIMIT_MS },
    );
    const faults = read.diagnostics.filter(({ code }) => UNREADABLE.includes(code));
    return new Map(faults.flatMap((each) => (each.file === undefined ? [] : [[each.file, textOf(each)]])));
  } catch (error) {
    // Nothing in it could be read at all: each file is as unreadable as the one that is named.
    if (!(error instanceof Failure)) throw error;
    const text = textOf({ message: error.message, place: error.place });
    return new Map(files.map(({ path }) => [path, text]));
  }
}

function textOf({ message, place }: Pick<Diagnostic, "message" | "place">): string {
  return `${message}${place === undefined ? "" : ` (${place})`}`.slice(0, 300);
}
