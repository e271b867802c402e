import { NotReadOnlyError } from "./read-only";
import { IncompleteReplyError } from "./read-pages";

/** Why a kind could not be read. `stale`: it may work next time. */
export interface Refusal {
  readonly status: "denied" | "unsupported" | "stale";
  /** One line, without ids or names of the account's own. */
  readonly reason: string;
}

const DENIED: ReadonlySet<string> = new Set([
  "UnauthorizedOperation",
  "Client.UnauthorizedOperation",
  "UnauthorizedAccess",
  "AccessDenied",
  "AccessDeniedException",
  "AuthFailure",
  "AuthorizationError",
  "OptInRequired",
]);
const UNSUPPORTED: ReadonlySet<string> = new Set([
  "InvalidAction",
  "UnknownOperation",
  "UnknownOperationException",
  "UnsupportedOperation",
  "Unsupported",
  "NotImplemented",
]);

/**
 * What a failed call says. The provider's message is left out: it can name who was refused, and holds encoded
 * details of the policy.
 */
export function refusalOf(action: string, error: unknown): Refusal {
  if (error instanceof NotReadOnlyError) throw error;
  if (error instanceof IncompleteReplyError) return { status: "stale", reason: error.message };
  const code = codeOf(error);
  if (DENIED.has(code)) return { status: "denied", reason: `the provider refused ${action}: ${code}` };
  if (UNSUPPORTED.has(code) || statusOf(error) === 501) {
    return { status: "unsupported", reason: `the provider does not know ${action}: ${code}` };
  }
  return { status: "stale", reason: `${action} failed: ${code}` };
}

/** The provider's or the system's code, in letters and digits alone. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return /^[A-Za-z0-9_.]{1,60}$/.test(code) ? code : "unknown error";
}

function statusOf(error: unknown): number | undefined {
  const metadata = typeof error === "object" && error !== null ? Reflect.get(error, "$metadata") : undefined;
  const status =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "httpStatusCode") : undefined;
  return typeof status === "number" ? status : undefined;
}
