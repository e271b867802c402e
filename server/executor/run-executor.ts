import type { ExecutorLimits, ExecutorPorts } from "../application/executor/executor-ports";
import { holdLease } from "../application/executor/lease";
import { performTask } from "../application/executor/perform-task";
import type { ExecutorReport, ExecutorTask } from "../application/executor.schema";
import { Failure } from "../application/ports/failure";

/** How an executor shows itself to the server, and when it ends. */
export interface ExecutorRun extends ExecutorLimits {
  readonly name: string;
  readonly isOnce: boolean;
}

const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** Tries to report before it is left to whoever claims the action next. */
const REPORT_TRIES = 6;

/**
 * Takes one task after the other until the signal fires. What fails is written and tried again, after a pause that
 * grows; a bug ends the process, and whoever claims the action next reads what stands.
 *
 * @returns whether the last question to the server was answered
 */
export async function runExecutor(
  ports: ExecutorPorts,
  run: ExecutorRun,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (let failureCount = 0; ; ) {
    const askedAtMs = ports.elapsedMs();
    const answer = await claim(ports, run, say, signal);
    failureCount = answer === undefined ? failureCount + 1 : 0;
    if (answer?.task) await work(ports, run, { task: answer.task, askedAtMs }, say, signal);
    else if (run.isOnce) return answer !== undefined;
    if (signal.aborted) return answer !== undefined;
    if (answer?.task) continue;
    const pauseMs = answer?.waitMs ?? 1_000 * 2 ** Math.min(failureCount, 5);
    await ports
      .wait(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, pauseMs)), signal)
      .catch(() => undefined);
    if (signal.aborted) return answer !== undefined;
  }
}

async function claim(
  { server, endpoints }: ExecutorPorts,
  { name, allows, accountId }: ExecutorRun,
  say: (text: string) => void,
  signal: AbortSignal,
) {
  try {
    return await server.claim(
      { name, allows: [...allows], webhooks: [...endpoints.names], accountId },
      signal,
    );
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof Failure)) throw error;
    say(`no work: ${error.message}`);
    return undefined;
  }
}

async function work(
  ports: ExecutorPorts,
  limits: ExecutorLimits,
  { task, askedAtMs }: { readonly task: ExecutorTask; readonly askedAtMs: number },
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = `${task.purpose} of action ${task.actionId}`;
  const lease = holdLease(ports, task, askedAtMs, signal);
  try {
    const report = await performTask({ ports, limits, task, lease });
    if (report === "over") {
      say(`${told}: given back, production will be read before anything is done again`);
      return;
    }
    const words = report.detail === "" ? report.outcome : `${report.outcome}: ${report.detail}`;
    say(`${told}: ${words}${await reportIt(ports, report, signal)}`);
  } finally {
    lease.end();
  }
}

/** Nothing is lost where it does not come through: the next executor finds out from production. */
async function reportIt(ports: ExecutorPorts, report: ExecutorReport, signal: AbortSignal): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      const answer = await ports.server.report(report, signal);
      return answer === "taken" ? "" : ", no longer ours";
    } catch (error) {
      if (signal.aborted) return ", not reported";
      if (!(error instanceof Failure)) throw error;
      if (!error.retryable || tries >= REPORT_TRIES) return `, not reported: ${error.message}`;
      await ports.wait(500 * 2 ** tries, signal).catch(() => undefined);
    }
  }
}
