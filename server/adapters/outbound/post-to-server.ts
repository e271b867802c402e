import * as z from "zod";
import { FAILURE_CODES, Failure, type FailureCode } from "../../application/ports/failure";

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean().default(false) }),
});

/** One request to Umbra's own server. */
interface ServerRequest {
  readonly path: string;
  readonly body: Uint8Array | string;
  readonly contentType: string;
  readonly limitMs: number;
}

/** What the server said, parsed where it was JSON. `refusal` is set for every status but 200. */
export interface ServerAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly refusal: Failure | undefined;
}

/**
 * Opens the way from one of our processes to Umbra's server over HTTP. Follows no redirect: the token goes to the
 * address given and to no other. `server` is https or on this machine, which whoever reads the settings has checked.
 */
export function postToServer(server: string, token: string) {
  return async (request: ServerRequest, signal: AbortSignal): Promise<ServerAnswer> => {
    const { path, body, contentType, limitMs } = request;
    const { status, text } = await send(new URL(path, server), {
      method: "POST",
      redirect: "error",
      headers: { authorization: `Bearer ${token}`, "content-type": contentType },
      body: typeof body === "string" ? body : new Uint8Array(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new Failure("UNAVAILABLE", `the server at ${server} does not answer`, { cause });
    });
    const refusal = status === 200 ? undefined : failureOf(status, text);
    return { status, body: parseJson(text), refusal };
  };
}

async function send(
  url: URL,
  init: RequestInit,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

/** The server's own refusal, or that of something in between, which may be over in a moment. */
function failureOf(status: number, text: string): Failure {
  const parsed = errorSchema.safeParse(parseJson(text));
  if (parsed.success) {
    const { code, message, retryable } = parsed.data.error;
    return new Failure(isFailureCode(code) ? code : retryable ? "UNAVAILABLE" : "BAD_INPUT", message, {
      retryable,
    });
  }
  const retryable = status >= 500 || status === 408 || status === 429;
  const said = text.length < 300 ? `: ${text.trim()}` : "";
  return new Failure(
    retryable ? "UNAVAILABLE" : "BAD_INPUT",
    `the server answered with status ${status}${said}`,
    { retryable },
  );
}

function isFailureCode(code: string): code is FailureCode {
  return FAILURE_CODES.some((each) => each === code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
