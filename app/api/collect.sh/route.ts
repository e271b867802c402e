import { collectScript } from "../../../server/wiring";

export const runtime = "nodejs";

/** The read-only collection script, as a file to save; `/welcome` shows the same text. */
export function GET(): Response {
  return new Response(collectScript(), {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": 'attachment; filename="umbra-collect.sh"',
      "Cache-Control": "no-cache",
    },
  });
}
