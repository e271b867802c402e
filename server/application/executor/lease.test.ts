import { expect, it } from "vitest";
import type { ExecutorRenewAnswer } from "../executor.schema";
import { Failure } from "../ports/failure";
import { holdLease } from "./lease";

type Answer = ExecutorRenewAnswer | "lost" | "away";

/** A lease of 30 s under a clock that the test moves; renewals answer with the list, the last one for ever. */
function held(answers: readonly Answer[]) {
  let nowMs = 1_000;
  let asked = 0;
  let sleepers: { readonly dueMs: number; readonly wake: () => void }[] = [];
  const stopping = new AbortController();
  const ports = {
    elapsedMs: () => nowMs,
    wait: (delayMs: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) reject(new Error("stopped"));
        signal.addEventListener("abort", () => reject(new Error("stopped")), { once: true });
        sleepers.push({ dueMs: nowMs + delayMs, wake: resolve });
      }),
    server: {
      renew: async () => {
        const answer = answers[Math.min(asked, answers.length - 1)] ?? "away";
        asked += 1;
        if (answer === "away") throw new Failure("UNAVAILABLE", "away");
        return answer;
      },
    },
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (delayMs: number) => {
    await settle();
    for (const untilMs = nowMs + delayMs; nowMs < untilMs; ) {
      nowMs = Math.min(untilMs, ...sleepers.map(({ dueMs }) => dueMs));
      const due = sleepers.filter(({ dueMs }) => dueMs <= nowMs);
      sleepers = sleepers.filter(({ dueMs }) => dueMs > nowMs);
      for (const { wake } of due) wake();
      await settle();
    }
  };
  const lease = holdLease(ports, { actionId: "a", fence: 1, leaseMs: 30_000 }, nowMs, stopping.signal);
  /** What a question for room came to within a while; undefined: it is still waited for. */
  const room = async (callMs: number, withinMs = 0) => {
    let answer: boolean | undefined;
    lease.hasRoomFor(callMs).then((found) => {
      answer = found;
    });
    await pass(withinMs);
    await settle();
    return answer;
  };
  return { lease, stopping, pass, room };
}

const renewed = { leaseMs: 30_000, isPaused: false };
const paused = { leaseMs: 30_000, isPaused: true };

it("lets a call begin while enough is left for it, and none when the rest is too short", async () => {
  const { lease, pass, room } = held(["away"]);
  expect(await room(10_000)).toBe(true);
  await pass(18_000);
  expect(await room(10_000)).toBe(true);
  await pass(1);
  expect(await room(10_000)).toBeUndefined();
  // Nothing renews it: it runs out while it is waited for.
  expect(await room(10_000, 12_500)).toBe(false);
  expect(lease.over.aborted).toBe(true);
});

it("is renewed for as long as it is held", async () => {
  const { lease, pass, room } = held([renewed]);
  await pass(600_000);
  expect(await room(10_000)).toBe(true);
  lease.end();
});

it("survives a server that is away for a while", async () => {
  const { lease, pass, room } = held(["away", "away", "away", renewed]);
  await pass(19_000);
  expect(await room(10_000)).toBeUndefined();
  expect(await room(10_000, 1_500)).toBe(true);
  lease.end();
});

it("is over once the server says that it is somebody else's", async () => {
  const { lease, pass, room } = held([renewed, "lost"]);
  await pass(9_000);
  expect(lease.over.aborted).toBe(false);
  await pass(1_000);
  expect(lease.over.aborted).toBe(true);
  expect(await room(1)).toBe(false);
});

it("waits while automation is paused, and goes on afterwards", async () => {
  const { lease, pass, room } = held([paused, paused, paused, paused, renewed]);
  await pass(5_000);
  expect(await room(10_000, 14_900)).toBeUndefined();
  expect(await room(10_000, 5_500)).toBe(true);
  lease.end();
});

it("is over when the executor shall stop", async () => {
  const { stopping, room } = held(["away"]);
  stopping.abort();
  expect(await room(1)).toBe(false);
});
