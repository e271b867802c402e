import {
  executorClaimSchema,
  executorRenewSchema,
  executorReportSchema,
} from "../application/executor.schema";
import { reportWork } from "../application/executor-reports";
import { authenticateExecutor } from "../application/executor-tokens";
import { claimWork, renewWork } from "../application/executor-work";
import type { ExecutorRow } from "../application/ports/automation-store";
import { Failure } from "../application/ports/failure";
import type { Ports } from "../application/ports/ports";
import { failureResponse, jsonOf, parseBody, readBytes, refuseToken, tokenOf } from "./bearer-requests";

const CLAIM_LIMIT_BYTES = 64 * 1024;
const RENEW_LIMIT_BYTES = 4_096;
const REPORT_LIMIT_BYTES = 8 * 1024 * 1024;

const ADVICE = "program and server may differ in version";

type Step = (ports: Ports, executor: ExecutorRow, request: Request) => Promise<unknown>;

/** What an executor may say, by the last part of the path. */
const STEPS: Readonly<Record<string, Step>> = {
  claim: async (ports, executor, request) =>
    claimWork(ports, executor, parseBody(executorClaimSchema, await bodyOf(request, CLAIM_LIMIT_BYTES))),
  renew: async (ports, executor, request) =>
    renewWork(ports, executor, parseBody(executorRenewSchema, await bodyOf(request, RENEW_LIMIT_BYTES))),
  report: async (ports, executor, request) => {
    await reportWork(
      ports,
      executor,
      parseBody(executorReportSchema, await bodyOf(request, REPORT_LIMIT_BYTES)),
    );
    return {};
  },
};

/**
 * Answers `POST /api/executor/claim`, `renew` and `report`. The bearer token names the one executor that speaks, and
 * nothing else is open to it. 200 with the step's answer, 401 for a token that opens nothing, 409 for an action that is
 * another's by now, or another 4xx `{ error: { code, message, retryable } }`.
 */
export async function handleExecutor(request: Request, step: string, ports: Ports): Promise<Response> {
  try {
    const take = Object.hasOwn(STEPS, step) ? STEPS[step] : undefined;
    if (!take) throw new Failure("NOT_FOUND", "an executor says claim, renew and report");
    const executor = await authenticateExecutor(ports, tokenOf(request));
    if (!executor)
      return refuseToken("this token opens nothing: create an executor, and give it the token shown then");
    return Response.json(await take(ports, executor, request));
  } catch (error) {
    return failureResponse(ports, error);
  }
}

async function bodyOf(request: Request, limitBytes: number): Promise<unknown> {
  return jsonOf(await readBytes(request, limitBytes, ADVICE));
}
