import { parentPort } from "node:worker_threads";
import { Failure } from "../../application/ports/failure";
import type { FailureForm, FromThread, Handlers, ToThread } from "./messages";

/** Configurations a thread holds; the one not asked about for longest goes first. */
const HELD_LIMIT = 3;

/** Makes this thread answer questions, one after the other, for as long as it lives. */
export function serveQuestions<Held>(handlers: Handlers<Held>): void {
  const port = parentPort;
  if (!port) throw new Error("this is not a worker thread");
  const held = new Map<string, Held>();
  const send = (message: FromThread) => port.postMessage(message);
  port.on("message", (message: ToThread) => {
    answer(message, held, handlers, send).catch((error: unknown) => {
      if (error instanceof Failure) send({ kind: "failure", id: message.id, failure: formOf(error) });
      else send({ kind: "bug", id: message.id, error });
    });
  });
}

async function answer<Held>(
  message: ToThread,
  held: Map<string, Held>,
  handlers: Handlers<Held>,
  send: (message: FromThread) => void,
): Promise<void> {
  const { id } = message;
  if (message.kind === "read") {
    const { files, assumeDefaultRoutes } = message;
    send({ kind: "answer", id, answer: await handlers.readInput(files, { assumeDefaultRoutes }) });
    return;
  }
  const handed = message.kind === "compare" ? [message.before, message.after] : [message];
  const snapshots = handed.map(({ snapshotId, body }) => {
    const snapshot = held.get(snapshotId) ?? (body ? handlers.hold(body) : undefined);
    if (snapshot !== undefined) keep(held, snapshotId, snapshot);
    return snapshot;
  });
  const [first, second] = snapshots;
  if (first === undefined || snapshots.includes(undefined)) {
    const missing = handed.filter((_, position) => snapshots[position] === undefined);
    send({ kind: "need-bodies", id, snapshotIds: missing.map(({ snapshotId }) => snapshotId) });
    return;
  }
  if (message.kind === "compare") {
    const { comparison, ask } = message;
    send({ kind: "answer", id, answer: handlers.compare(comparison, first, second ?? first, ask) });
    return;
  }
  const onProgress = (doneCount: number, totalCount: number) =>
    send({ kind: "progress", id, doneCount, totalCount });
  const { question, ask, decisions } = message;
  send({ kind: "answer", id, answer: handlers.answer(question, first, ask, onProgress, decisions) });
}

/** Keeps a snapshot as the one asked about last. */
function keep<Held>(held: Map<string, Held>, snapshotId: string, snapshot: Held): void {
  held.delete(snapshotId);
  held.set(snapshotId, snapshot);
  for (const oldest of held.keys()) {
    if (held.size <= HELD_LIMIT) break;
    held.delete(oldest);
  }
}

function formOf({ code, message, retryable, file, place }: Failure): FailureForm {
  return { code, message, retryable, file, place };
}
