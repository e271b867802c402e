import type { Coverage } from "./configuration.schema";

/**
 * Whether what is known of a part may be true no longer: it is stale or suspicious, or its resources are those of
 * an earlier reading, whatever kept the latest from succeeding. What was never there is missing, not doubtful.
 */
export function isDoubtful({ status, isKept }: Coverage): boolean {
  return status === "stale" || status === "suspicious" || (isKept === true && status !== "ok");
}

/** Names a part and its status, as the reason why something stays open. */
export function doubtText({ accountId, region, kind, status }: Coverage): string {
  return `what is known of ${kind} in ${accountId} ${region} is ${status}`;
}
