import { createServer } from "node:http";
import type * as z from "zod";
import {
  type ExecutorClaim,
  type ExecutorReport,
  type ExecutorTask,
  executorClaimSchema,
  executorRenewSchema,
  executorReportSchema,
} from "../application/executor.schema";

/** A task as a test gives it out: fence and lease are the server's. */
export type TaskToDo = Omit<ExecutorTask, "fence" | "leaseUntil" | "leaseMs">;

/** The server's side of the executor's protocol, without a database behind it, on a free loopback port. */
export interface ExecutorServer {
  readonly url: string;
  readonly token: string;
  /** To be done after those that are waiting; gone once it was reported. */
  readonly give: (task: TaskToDo) => void;
  readonly claims: readonly ExecutorClaim[];
  /** Reports that were taken: those of the latest fence. */
  readonly reports: readonly ExecutorReport[];
  readonly renewCount: () => number;
  readonly setPaused: (isPaused: boolean) => void;
  /** Ends the lease of the task that is held now, as time would: the next claim gets it. */
  readonly lapse: () => void;
  /** Called before a step is taken; false breaks the connection instead, and nothing is taken. */
  readonly setTaking: (decide: (step: string) => boolean) => void;
  readonly stop: () => Promise<void>;
}

const LEASE_MS = 30_000;
const TOKEN = `umbra_executor_${"t".repeat(43)}`;

interface Held {
  readonly task: TaskToDo;
  fence: number;
  leasedUntil: number;
}

/** Starts a server that hands tasks out one after the other and checks what executors say against the schemas. */
export async function startExecutorServer(): Promise<ExecutorServer> {
  const desk = openDesk();
  let isTaken: (step: string) => boolean = () => true;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const step = request.url?.split("/").at(-1) ?? "";
    const take = Object.hasOwn(desk.steps, step) ? desk.steps[step] : undefined;
    if (!take || !isTaken(step)) {
      response.destroy();
      return;
    }
    const isOurs = request.headers.authorization === `Bearer ${TOKEN}`;
    const answer = isOurs
      ? take(JSON.parse(Buffer.concat(chunks).toString()))
      : refusal(401, "TOKEN_REFUSED");
    response
      .writeHead(answer.status, { "content-type": "application/json" })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    ...desk.shown,
    url: `http://127.0.0.1:${port}`,
    token: TOKEN,
    setTaking: (decide) => {
      isTaken = decide;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Step = (body: unknown) => { readonly status: number; readonly body: unknown };

/** Where tasks wait and reports come in. */
function openDesk() {
  const waiting: Held[] = [];
  const claims: ExecutorClaim[] = [];
  const reports: ExecutorReport[] = [];
  let isPaused = false;
  let renewCount = 0;
  const held = (actionId: string, fence: number) =>
    waiting.find((each) => each.task.actionId === actionId && each.fence === fence);
  const steps: Readonly<Record<string, Step>> = {
    claim: (body) => {
      claims.push(parsed(executorClaimSchema, body));
      const [next] = waiting;
      if (isPaused || !next || next.leasedUntil > Date.now()) return ok({ task: null, waitMs: 50 });
      next.fence += 1;
      next.leasedUntil = Date.now() + LEASE_MS;
      const leaseUntil = new Date(next.leasedUntil).toISOString();
      return ok({ task: { ...next.task, fence: next.fence, leaseUntil, leaseMs: LEASE_MS }, waitMs: 0 });
    },
    renew: (body) => {
      renewCount += 1;
      const { actionId, fence } = parsed(executorRenewSchema, body);
      const mine = held(actionId, fence);
      if (!mine) return refusal(409, "CONFLICT");
      mine.leasedUntil = Date.now() + LEASE_MS;
      return ok({ leaseMs: LEASE_MS, isPaused });
    },
    report: (body) => {
      const report = parsed(executorReportSchema, body);
      const mine = held(report.actionId, report.fence);
      if (!mine) return refusal(409, "CONFLICT");
      reports.push(report);
      waiting.splice(waiting.indexOf(mine), 1);
      return ok({});
    },
  };
  const shown = {
    claims,
    reports,
    give: (task: TaskToDo) => {
      waiting.push({ task, fence: 0, leasedUntil: 0 });
    },
    renewCount: () => renewCount,
    setPaused: (next: boolean) => {
      isPaused = next;
    },
    lapse: () => {
      for (const each of waiting) each.leasedUntil = 0;
    },
  };
  return { steps, shown };
}

/** An executor that says what no schema knows is a fault that a test shall see. */
function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  return schema.parse(body);
}

function ok(body: unknown) {
  return { status: 200, body };
}

function refusal(status: number, code: string) {
  return { status, body: { error: { code, message: "refused", retryable: false } } };
}
