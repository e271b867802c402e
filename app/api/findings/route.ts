import { handleFindings } from "../../../server/api/handle-findings";
import { wired } from "../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Takes scanners' reports in and answers with what was understood. */
export async function POST(request: Request): Promise<Response> {
  return handleFindings(request, await wired());
}
