import type {
  ExecutorClaim,
  ExecutorClaimAnswer,
  ExecutorRenew,
  ExecutorRenewAnswer,
  ExecutorReport,
} from "../executor.schema";

/**
 * The server as an executor sees it. `lost`: the action is no longer this executor's, whatever it still holds.
 * Fails with the server's code and words; UNAVAILABLE when there was no answer.
 */
export interface ExecutorClient {
  claim(claim: ExecutorClaim, signal: AbortSignal): Promise<ExecutorClaimAnswer>;
  renew(held: ExecutorRenew, signal: AbortSignal): Promise<ExecutorRenewAnswer | "lost">;
  report(report: ExecutorReport, signal: AbortSignal): Promise<"taken" | "lost">;
}
