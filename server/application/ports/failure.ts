/**
 * Why a request could not be answered, as far as a caller can act on it.
 * - `BAD_INPUT`: the request is wrong; the message says what to change.
 * - `NOT_FOUND`: no such thing in this workspace; also said of another workspace's things.
 * - `CONFLICT`: something else changed or is in the way; trying again may help.
 * - `TOO_LARGE`: above a stated limit.
 * - `TIMEOUT`: the time limit of the question passed.
 * - `CANCELLED`: the caller went away.
 * - `UNAVAILABLE`: something needed is not there now (the database, a worker).
 */
export const FAILURE_CODES = [
  "BAD_INPUT",
  "NOT_FOUND",
  "CONFLICT",
  "TOO_LARGE",
  "TIMEOUT",
  "CANCELLED",
  "UNAVAILABLE",
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What else is known about a failure: `file` and `place` point into an input. */
export interface FailureDetails {
  readonly cause?: unknown;
  readonly retryable?: boolean | undefined;
  readonly file?: string | undefined;
  readonly place?: string | undefined;
}

const BRAND = Symbol.for("umbra.failure");

/** Whether something is not there: for work that may outlive what it works on. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Failure && error.code === "NOT_FOUND";
}

/** A request that could not be answered. Thrown by use cases and adapters, caught at the boundary. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly [BRAND] = true;
  readonly code: FailureCode;
  readonly retryable: boolean;
  readonly file: string | undefined;
  readonly place: string | undefined;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? (code === "CONFLICT" || code === "UNAVAILABLE");
    this.file = details.file;
    this.place = details.place;
  }

  /** The server and the pages are bundled apart and hold two copies of this class: a failure of either is one. */
  static override [Symbol.hasInstance](value: unknown): value is Failure {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
