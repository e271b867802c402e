import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import type { Actor } from "../application/actor";
import { Failure } from "../application/ports/failure";
import type { Ports } from "../application/ports/ports";
import { BUG_MESSAGE, TRPC_CODES } from "./errors";

/** What every procedure gets: on whose behalf it runs, and what use cases need. */
export interface ApiContext {
  readonly actor: Actor;
  readonly ports: Ports;
}

const PING_EVERY_MS = 5_000;

const trpc = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  // A stream says now and then that it lives; a client that hears nothing asks again.
  sse: {
    ping: { enabled: true, intervalMs: PING_EVERY_MS },
    client: { reconnectAfterInactivityMs: 3 * PING_EVERY_MS },
  },
  errorFormatter: ({ shape, error }) => {
    const failure = error.cause instanceof Failure ? error.cause : undefined;
    const isOurFault = error.code === "INTERNAL_SERVER_ERROR";
    return {
      ...shape,
      message: isOurFault ? BUG_MESSAGE : (misfit(error.cause) ?? shape.message),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        retryable: failure?.retryable ?? false,
        // Where in what was sent, for a file that does not fit.
        file: failure?.file,
        place: failure?.place,
      },
    };
  },
});

/** The first thing wrong with an input, in words; undefined for other errors. */
function misfit(cause: unknown): string | undefined {
  if (!(cause instanceof ZodError)) return undefined;
  const [issue] = cause.issues;
  if (issue === undefined) return undefined;
  const message = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  return `\`${issue.path.join(".")}\` cannot be used: ${message}; check the address of the page`;
}

export const createRouter = trpc.router;
export const createCaller = trpc.createCallerFactory;

/** Turns failures into the codes of the one table; everything else is a bug, which is reported and hidden. */
const mapFailures = trpc.middleware(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof Failure) {
    throw new TRPCError({ code: TRPC_CODES[cause.code], message: cause.message, cause });
  }
  if (result.error.code === "INTERNAL_SERVER_ERROR") ctx.ports.reportBug(cause ?? result.error);
  return result;
});

/** Whoever may look at the workspace. There is one actor until accounts exist, and it may do everything. */
export const viewerProcedure = trpc.procedure.use(mapFailures);
/** Whoever may change the workspace. */
export const operatorProcedure = trpc.procedure.use(mapFailures);
