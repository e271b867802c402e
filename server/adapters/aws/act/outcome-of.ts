import type { CallOutcome } from "../../../application/ports/cloud-hand";
import { codeOf } from "../poll/refusal";
import { NotAllowedError } from "./guarded-clients";

/** The provider did nothing and asks for patience. */
const THROTTLED: ReadonlySet<string> = new Set([
  "RequestLimitExceeded",
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
]);

/**
 * What an error of a changing call says. Only an answer of the provider that refuses counts as a refusal: a
 * broken connection, a timeout or a server's error may hide that the call was carried out.
 */
export function outcomeOf(error: unknown): Exclude<CallOutcome, { kind: "accepted" }> {
  const code = codeOf(error);
  if (error instanceof NotAllowedError) return { kind: "refused", reason: error.message, mayRetry: false };
  if (THROTTLED.has(code)) return { kind: "refused", reason: code, mayRetry: true };
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500 && status !== 408)
    return { kind: "refused", reason: code, mayRetry: false };
  return { kind: "unclear", reason: code };
}

/** The status of an answer that came; undefined where none did. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const metadata: unknown = Reflect.get(error, "$metadata");
  if (typeof metadata !== "object" || metadata === null) return undefined;
  const status: unknown = Reflect.get(metadata, "httpStatusCode");
  return typeof status === "number" ? status : undefined;
}
