import { handleExecutor } from "../api/handle-executor";
import type { Actor } from "../application/actor";
import type { ExecutorReport, ExecutorTask } from "../application/executor.schema";
import { createExecutor } from "../application/executors";
import type { Ports } from "../application/ports/ports";
import { stepKindSchema } from "../engine/remediation/plan/plan.schema";
import { ACCOUNT } from "./network-builder-owner";

/**
 * An executor that speaks the server's protocol and has a network of its own in memory: the form of each resource, as
 * the plans that it was handed expect and leave them. It counts what it carried out.
 */
export async function openFakeExecutor(ports: Ports, actor: Actor) {
  const { token, executorId } = await createExecutor(ports, actor, "hand");
  /** The form of each resource that is otherwise than the plan at hand expects. */
  const production = new Map<string, string>();
  const executed: string[] = [];
  const handedOut: ExecutorTask[] = [];
  const say = async (step: string, body: unknown): Promise<{ status: number; body: unknown }> => {
    const request = new Request(`http://127.0.0.1/api/executor/${step}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await handleExecutor(request, step, ports);
    return { status: answer.status, body: await answer.json() };
  };
  const claim = async (): Promise<ExecutorTask | null> => {
    const answer = await say("claim", {
      name: "hand",
      allows: stepKindSchema.options,
      webhooks: [],
      accountId: ACCOUNT,
    });
    if (answer.status !== 200) throw new Error(`the claim was answered with ${answer.status}`);
    const { task } = answer.body as { task: ExecutorTask | null };
    if (task) handedOut.push(task);
    return task;
  };
  const formOf = (id: string, otherwise: string) => production.get(id) ?? otherwise;
  /** Does what a task asks for, and answers with the report of it, which is not sent. */
  const perform = (task: ExecutorTask): ExecutorReport => {
    const { touched } = task.plan;
    const isUndone = task.purpose === "roll-back";
    if (task.purpose === "execute" || isUndone) {
      executed.push(`${task.purpose} ${task.actionId}`);
      for (const { element, before, after } of touched)
        production.set(element.id, (isUndone ? before : after) ?? before);
    }
    const observed = touched.map(({ element, before }) => ({
      id: element.id,
      form: formOf(element.id, before),
    }));
    const steps = task.steps.map(({ kind }) => ({ kind, outcome: "done" as const, detail: "" }));
    const { actionId, fence, purpose } = task;
    return { actionId, fence, purpose, outcome: "done", detail: "", steps, observed };
  };
  const report = (said: ExecutorReport) => say("report", said);
  return {
    executorId,
    production,
    executed,
    handedOut,
    claim,
    perform,
    report,
    renew: (task: ExecutorTask) => say("renew", { actionId: task.actionId, fence: task.fence }),
    /** Claims, does and reports one task; answers with what it was, null where there was none. */
    work: async () => {
      const task = await claim();
      if (task) await report(perform(task));
      return task?.purpose ?? null;
    },
  };
}

export type FakeExecutor = Awaited<ReturnType<typeof openFakeExecutor>>;
