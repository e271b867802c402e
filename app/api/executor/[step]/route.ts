import { handleExecutor } from "../../../../server/api/handle-executor";
import { wired } from "../../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Hands work to an executor, and takes in what became of it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ step: string }> },
): Promise<Response> {
  const { step } = await params;
  const { ports } = await wired();
  return handleExecutor(request, step, ports);
}
