import { handleIngest } from "../../../../server/api/handle-ingest";
import { wired } from "../../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Takes one step of an agent's sweep in. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ step: string }> },
): Promise<Response> {
  const { step } = await params;
  const { ports } = await wired();
  return handleIngest(request, step, ports);
}
