import { handleAudit } from "../../../server/api/handle-audit";
import { wired } from "../../../server/wiring";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The whole audit as JSON lines, as a file to save. */
export async function GET(): Promise<Response> {
  const { ports, actor } = await wired();
  return handleAudit(ports, actor);
}
