import { readerPolicy } from "../../../server/wiring";

export const runtime = "nodejs";

/** What the agent's role needs and no more, as a file to save; the page of sources shows the same text. */
export function GET(): Response {
  return new Response(readerPolicy(), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="umbra-read-only.json"',
      "Cache-Control": "no-cache",
    },
  });
}
