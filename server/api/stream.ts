import { TRPCError } from "@trpc/server";
import { Failure } from "../application/ports/failure";
import { TRPC_CODES } from "./errors";

/** The same stream, its failures under the codes of the one table: what goes wrong in it, no middleware sees. */
export async function* withFailures<T>(stream: AsyncIterable<T>): AsyncGenerator<T, void> {
  try {
    yield* stream;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new TRPCError({ code: TRPC_CODES[error.code], message: error.message, cause: error });
  }
}
