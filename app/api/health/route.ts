import { hasEstates } from "../../has-estates";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** 200 when the server can read its database, 503 when it cannot. */
export async function GET(): Promise<Response> {
  try {
    await hasEstates();
    return Response.json({ status: "ok" });
  } catch {
    return Response.json({ status: "the database does not answer" }, { status: 503 });
  }
}
