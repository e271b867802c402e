import { handleEvents } from "../../../server/api/handle-events";
import { wired } from "../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Takes the provider's trail in and answers with what was understood. */
export async function POST(request: Request): Promise<Response> {
  return handleEvents(request, await wired());
}
