import { parentPort } from "node:worker_threads";
import { openZ3 } from "../../engine/solver";
import type { FromSolver, ToSolver } from "./messages";

/** Makes this thread load the solver and answer questions, one after the other, for as long as it lives. */
export function serveSolver(): void {
  const port = parentPort;
  if (!port) throw new Error("this is not a worker thread");
  const opened = openZ3();
  // Whoever asks is told; until then nobody waits for it.
  opened.catch(() => undefined);
  const send = (message: FromSolver) => port.postMessage(message);
  port.on("message", ({ id, text, timeLimitMs }: ToSolver) => {
    opened
      .then((solver) => {
        const startedAt = performance.now();
        const answer = solver.solve({ text }, timeLimitMs);
        const elapsedMs = Math.round((performance.now() - startedAt) * 10) / 10;
        send({ kind: "answer", id, answer, elapsedMs });
      })
      .catch((error: unknown) => send({ kind: "failed", id, reason: String(error) }));
  });
}
