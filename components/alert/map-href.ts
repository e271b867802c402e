import type { Alert } from "../../server/engine/alert/alert.schema";
import { failureCode, simulable } from "../topology/failure-code";

/** The map with the alert's subject selected; for an outage, with its failure tried. */
export function mapHref(estateId: string, { family, subject }: Pick<Alert, "family" | "subject">): string {
  const params = new URLSearchParams({ estate: estateId, sel: subject.id });
  const tried = simulable(subject);
  if (family === "outage" && tried.kind === "failure") params.set("fail", failureCode(tried.failure));
  return `/topology?${params}`;
}
