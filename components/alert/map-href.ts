import type { Alert } from "../../server/engine/alert/alert.schema";

/** The map with the alert's subject selected; for an outage, with its failure tried. */
export function mapHref(estateId: string, alert: Pick<Alert, "family" | "subject">): string {
  const params = new URLSearchParams({ estate: estateId, sel: alert.subject.id });
  if (alert.family === "outage") params.set("fail", alert.subject.id);
  return `/topology?${params}`;
}
