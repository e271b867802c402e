import { Failure } from "../application/ports/failure";
import type { Ports } from "../application/ports/ports";
import { BUG_MESSAGE, HTTP_STATUSES } from "./errors";

/** The bearer token of a request; "" where there is none. */
export function tokenOf(request: Request): string {
  return /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
}

/** What a program gets whose token opens nothing. */
export function refuseToken(message: string): Response {
  const error = { code: "TOKEN_REFUSED", message, retryable: false };
  return Response.json({ error }, { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
}

/** A failure as a program reads it; whatever is none is a bug, which is reported and hidden. */
export function failureResponse(ports: Ports, error: unknown): Response {
  if (error instanceof Failure) {
    const { code, message, retryable } = error;
    return Response.json({ error: { code, message, retryable } }, { status: HTTP_STATUSES[code] });
  }
  ports.reportBug(error);
  const fault = { code: "INTERNAL", message: BUG_MESSAGE, retryable: true };
  return Response.json({ error: fault }, { status: 500 });
}

/**
 * Reads a body, counting as it comes: what the request says of its length is not believed. Fails TOO_LARGE, saying
 * what would make it smaller.
 */
export async function readBytes(request: Request, limitBytes: number, advice: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  if (request.body === null) throw new Failure("BAD_INPUT", "the request has no body: send it again");
  for await (const chunk of request.body) {
    byteCount += chunk.byteLength;
    if (byteCount > limitBytes) throw new Failure("TOO_LARGE", `more than ${limitBytes} bytes: ${advice}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Fails BAD_INPUT. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Failure("BAD_INPUT", "the body is not JSON: program and server may differ in version", {
      cause,
    });
  }
}

/** The body as the step takes it. Fails BAD_INPUT. */
export function parseBody<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: unknown } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Failure(
    "BAD_INPUT",
    "the body is not what this step takes: program and server may differ in version",
    { cause: parsed.error },
  );
}
