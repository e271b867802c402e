import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import type { FailureCode } from "../application/ports/failure";

/** Failures as tRPC codes; does not compile while a code is missing. */
export const TRPC_CODES = {
  BAD_INPUT: "BAD_REQUEST",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  TOO_LARGE: "PAYLOAD_TOO_LARGE",
  TIMEOUT: "TIMEOUT",
  CANCELLED: "CLIENT_CLOSED_REQUEST",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
} as const satisfies Record<FailureCode, TRPC_ERROR_CODE_KEY>;

/** The same failures as HTTP statuses, for what is not tRPC. */
export const HTTP_STATUSES = {
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  TIMEOUT: 408,
  CANCELLED: 499,
  UNAVAILABLE: 503,
} as const satisfies Record<FailureCode, number>;

/** What a client is told when the fault is ours: nothing of the inside. */
export const BUG_MESSAGE = "something went wrong inside Umbra: try again, and report it if it stays";
