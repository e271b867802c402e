import { parentPort } from "node:worker_threads";
import { Failure } from "../../application/ports/failure";
import type { AskMessage, FailureForm, FromThread, Handlers, ToThread } from "./messages";

/** Configurations a thread holds; the one not asked about for longest goes first. */
const HELD_LIMIT = 3;
/** Sets of findings it holds: of the estate asked about, and of the one before. */
const FINDINGS_LIMIT = 2;

interface HeldParts<Held, Findings> {
  readonly snapshots: Map<string, Held>;
  /** By the key of their source. */
  readonly findings: Map<string, Findings>;
}

/** Makes this thread answer questions, one after the other, for as long as it lives. */
export function serveQuestions<Held, Findings>(handlers: Handlers<Held, Findings>): void {
  const port = parentPort;
  if (!port) throw new Error("this is not a worker thread");
  const held: HeldParts<Held, Findings> = { snapshots: new Map(), findings: new Map() };
  const send = (message: FromThread) => port.postMessage(message);
  port.on("message", (message: ToThread) => {
    answer(message, held, handlers, send).catch((error: unknown) => {
      if (error instanceof Failure) send({ kind: "failure", id: message.id, failure: formOf(error) });
      else send({ kind: "bug", id: message.id, error });
    });
  });
}

async function answer<Held, Findings>(
  message: ToThread,
  held: HeldParts<Held, Findings>,
  handlers: Handlers<Held, Findings>,
  send: (message: FromThread) => void,
): Promise<void> {
  const { id } = message;
  if (message.kind === "read") {
    const { files, assumeDefaultRoutes } = message;
    send({ kind: "answer", id, answer: await handlers.readInput(files, { assumeDefaultRoutes }) });
    return;
  }
  if (message.kind === "read-reports") {
    send({ kind: "answer", id, answer: handlers.readReports(message.files) });
    return;
  }
  if (message.kind === "read-events") {
    send({ kind: "answer", id, answer: await handlers.readEvents(message.files) });
    return;
  }
  const handed = message.kind === "compare" ? [message.before, message.after] : [message];
  const snapshots = handed.map(({ snapshotId, body }) => {
    const snapshot = held.snapshots.get(snapshotId) ?? (body ? handlers.hold(body) : undefined);
    if (snapshot !== undefined) keep(held.snapshots, snapshotId, snapshot, HELD_LIMIT);
    return snapshot;
  });
  const findings = message.kind === "compare" ? null : findingsOf(message, held, handlers);
  const [first, second] = snapshots;
  if (first === undefined || snapshots.includes(undefined) || findings === undefined) {
    const missing = handed.filter((_, position) => snapshots[position] === undefined);
    const snapshotIds = missing.map(({ snapshotId }) => snapshotId);
    send({ kind: "need-bodies", id, snapshotIds, needsFindings: findings === undefined });
    return;
  }
  if (message.kind === "compare") {
    const { comparison, ask } = message;
    send({ kind: "answer", id, answer: handlers.compare(comparison, first, second ?? first, ask) });
    return;
  }
  const onProgress = (doneCount: number, totalCount: number) =>
    send({ kind: "progress", id, doneCount, totalCount });
  const { question, ask, decisions, day } = message;
  const said = { decisions, day, findings };
  send({ kind: "answer", id, answer: handlers.answer(question, first, ask, onProgress, said) });
}

/** What the question is to know of findings: null for nothing, undefined when they are not held. */
function findingsOf<Held, Findings>(
  { findings }: AskMessage,
  held: HeldParts<Held, Findings>,
  handlers: Handlers<Held, Findings>,
): Findings | null | undefined {
  if (findings === null) return null;
  const { key, reports } = findings;
  const known = held.findings.get(key) ?? (reports ? handlers.holdFindings(reports) : undefined);
  if (known !== undefined) keep(held.findings, key, known, FINDINGS_LIMIT);
  return known;
}

/** Keeps a thing as the one asked about last. */
function keep<T>(held: Map<string, T>, key: string, thing: T, limit: number): void {
  held.delete(key);
  held.set(key, thing);
  for (const oldest of held.keys()) {
    if (held.size <= limit) break;
    held.delete(oldest);
  }
}

function formOf({ code, message, retryable, file, place }: Failure): FailureForm {
  return { code, message, retryable, file, place };
}
