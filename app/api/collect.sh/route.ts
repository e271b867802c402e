import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const runtime = "nodejs";

/** The read-only collection script, as a file to save; `/welcome` shows the same text. */
export async function GET(): Promise<Response> {
  const script = await readFile(join(process.cwd(), "public", "collect.sh"), "utf8");
  return new Response(script, {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": 'attachment; filename="collect.sh"',
      "Cache-Control": "no-cache",
    },
  });
}
