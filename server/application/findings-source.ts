import { Failure } from "./ports/failure";
import type { FindingsSource } from "./ports/question-pool";
import type { WorkspaceStore } from "./ports/store";

/** What scanners found in an estate, its bodies not yet read; null while no report of a scanner was uploaded. */
export async function findingsSource(
  store: Pick<WorkspaceStore, "listReports" | "reportBody">,
  estateId: string,
): Promise<FindingsSource | null> {
  const reports = await store.listReports(estateId);
  if (!reports.some(({ kind }) => kind === "report")) return null;
  return {
    // The id of a report stands for its content, which is never changed.
    key: JSON.stringify([estateId, reports.map(({ id, instanceIds, vpcId }) => [id, instanceIds, vpcId])]),
    load: () =>
      Promise.all(
        reports.map(async ({ id, name, instanceIds, vpcId }) => {
          const body = await store.reportBody(estateId, id);
          if (!body) throw new Failure("CONFLICT", `\`${name}\` was replaced just now: try again`);
          return { name, instanceIds, vpcId, body };
        }),
      ),
  };
}
