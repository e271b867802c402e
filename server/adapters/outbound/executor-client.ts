import type * as z from "zod";
import { executorClaimAnswerSchema, executorRenewAnswerSchema } from "../../application/executor.schema";
import type { ExecutorClient } from "../../application/ports/executor-client";
import { Failure } from "../../application/ports/failure";
import { postToServer } from "./post-to-server";

const STEP_LIMIT_MS = 10_000;
/** The action is another executor's now, or nobody's. */
const LOST_STATUS = 409;

/** Takes work from Umbra's server over HTTP. */
export function httpExecutorClient(server: string, token: string): ExecutorClient {
  const post = postToServer(server, token);
  const ask = async (step: string, body: unknown, signal: AbortSignal) => {
    const path = `/api/executor/${step}`;
    return post(
      { path, body: JSON.stringify(body), contentType: "application/json", limitMs: STEP_LIMIT_MS },
      signal,
    );
  };
  return {
    claim: async (claim, signal) => {
      const { body, refusal } = await ask("claim", claim, signal);
      if (refusal) throw refusal;
      return understood(executorClaimAnswerSchema, body);
    },
    renew: async (held, signal) => {
      const { status, body, refusal } = await ask("renew", held, signal);
      if (status === LOST_STATUS) return "lost";
      if (refusal) throw refusal;
      return understood(executorRenewAnswerSchema, body);
    },
    report: async (report, signal) => {
      const { status, refusal } = await ask("report", report, signal);
      if (status === LOST_STATUS) return "lost";
      if (refusal) throw refusal;
      return "taken";
    },
  };
}

function understood<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const message = "the server's answer is not understood: executor and server may differ in version";
  throw new Failure("UNAVAILABLE", message, { cause: parsed.error });
}
