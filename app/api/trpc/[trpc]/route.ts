import { handleTrpc } from "../../../../server/api/handle-trpc";
import { wired } from "../../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

async function answer(request: Request): Promise<Response> {
  return handleTrpc(request, await wired());
}

export { answer as GET, answer as POST };
