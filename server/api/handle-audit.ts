import type { Actor } from "../application/actor";
import { exportAudit } from "../application/audit";
import type { Ports } from "../application/ports/ports";

/** Answers `GET /api/audit`: the audit as JSON lines, oldest first, as it is read; `umbra audit verify` takes it. */
export function handleAudit(ports: Ports, actor: Actor): Response {
  const lines = exportAudit(ports, actor);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/jsonl; charset=utf-8",
      "Content-Disposition": 'attachment; filename="umbra-audit.jsonl"',
      "Cache-Control": "no-store",
    },
  });
}
