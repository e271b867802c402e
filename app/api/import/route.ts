import { handleImport } from "../../../server/api/handle-import";
import { wired } from "../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Takes files in and answers with what was understood. */
export async function POST(request: Request): Promise<Response> {
  return handleImport(request, await wired());
}
