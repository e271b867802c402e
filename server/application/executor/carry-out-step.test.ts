import { expect, it } from "vitest";
import type { Resource } from "../../engine/configuration";
import { endlessLease, executorTask } from "../../testing/executor-task";
import type { CallOutcome, CloudHand, ProviderStep } from "../ports/cloud-hand";
import { Failure } from "../ports/failure";
import { carryOutStep } from "./carry-out-step";

type Group = Extract<Resource, { kind: "autoScalingGroup" }>;

const place = { accountId: "123456789012", region: "us-east-1" };
const step: ProviderStep = {
  kind: "set-desired-capacity",
  place,
  autoScalingGroupId: "fleet",
  autoScalingGroupName: "fleet",
  from: 1,
  to: 3,
  members: [],
};
const grouped = (desiredCapacity: number, servingCount: number): Group => ({
  kind: "autoScalingGroup",
  id: "fleet",
  ...place,
  tags: [],
  minSize: 1,
  desiredCapacity,
  maxSize: 4,
  subnetIds: [],
  targetGroupArns: [],
  loadBalancerNames: [],
  healthCheckType: "EC2",
  instances: [0, 1, 2].map((each) => ({
    instanceId: `i-${each}`,
    healthStatus: "Healthy",
    lifecycleState: each < servingCount ? "InService" : "Pending",
  })),
  suspendedProcesses: [],
});

/** A provider that answers each reading and each call with the next of its list, the last one for ever. */
function run(
  readings: readonly (Group | "unread")[],
  calls: readonly CallOutcome[],
  hasRoom: () => boolean = () => true,
) {
  const next = <T>(list: readonly T[], at: number) => list[Math.min(at, list.length - 1)] as T;
  let readCount = 0;
  let callCount = 0;
  let waitedMs = 0;
  const hand: CloudHand = {
    identify: async () => ({ accountId: place.accountId }),
    read: async () => {
      const found = next(readings, readCount);
      readCount += 1;
      if (found === "unread") throw new Failure("UNAVAILABLE", "it cannot be read");
      return found;
    },
    obstacle: async () => undefined,
    rehearse: async () => ({ kind: "none" }),
    perform: async () => {
      callCount += 1;
      return next(calls, callCount - 1);
    },
    close: () => undefined,
  };
  const endpoints = {
    names: [],
    refusal: async () => undefined,
    post: async () => ({ kind: "refused" as const, reason: "none" }),
  };
  const wait = async (delayMs: number) => {
    waitedMs += delayMs;
  };
  const ended = carryOutStep(
    {
      ports: { hand, endpoints, wait },
      limits: { allows: [step.kind], accountId: place.accountId },
      task: executorTask({ purpose: "execute", steps: [step], touched: [] }),
      lease: { ...endlessLease(), hasRoomFor: async () => hasRoom() },
    },
    step,
  );
  return ended.then((end) => ({
    outcome: end === "over" ? end : end.outcome,
    detail: end === "over" ? "" : end.detail,
    callCount,
    waitedMs,
  }));
}

const accepted = { kind: "accepted" } as const;
const unclear = { kind: "unclear", reason: "TimeoutError" } as const;
const throttled = { kind: "refused", reason: "Throttling", mayRetry: true } as const;
const denied = { kind: "refused", reason: "AccessDenied", mayRetry: false } as const;
const [small, large] = [grouped(1, 1), grouped(3, 3)];

it.each([
  { name: "done", readings: [small, large], calls: [accepted], outcome: "done", callCount: 1 },
  { name: "it stands: no call", readings: [large], calls: [], outcome: "stood", callCount: 0 },
  {
    name: "it is otherwise: no call",
    readings: [grouped(2, 2)],
    calls: [],
    outcome: "conflict",
    callCount: 0,
  },
  { name: "unread: no call", readings: ["unread" as const], calls: [], outcome: "unknown", callCount: 0 },
  {
    name: "seen late",
    readings: [small, small, small, large],
    calls: [accepted],
    outcome: "done",
    callCount: 1,
  },
  {
    name: "accepted, never seen: not made again",
    readings: [small],
    calls: [accepted],
    outcome: "unknown",
    callCount: 1,
  },
  {
    name: "a timeout hid that it was done",
    readings: [small, large],
    calls: [unclear],
    outcome: "done",
    callCount: 1,
  },
  {
    name: "a timeout, then somebody else",
    readings: [small, grouped(2, 2)],
    calls: [unclear],
    outcome: "conflict",
    callCount: 1,
  },
  {
    name: "a timeout, then unread",
    readings: [small, "unread" as const],
    calls: [unclear],
    outcome: "unknown",
    callCount: 1,
  },
  { name: "timeouts for ever", readings: [small], calls: [unclear], outcome: "unknown", callCount: 3 },
  {
    name: "patience is asked for for ever",
    readings: [small],
    calls: [throttled],
    outcome: "refused",
    callCount: 3,
  },
  {
    name: "patience, then it works",
    readings: [small, small, large],
    calls: [throttled, accepted],
    outcome: "done",
    callCount: 2,
  },
  { name: "denied", readings: [small], calls: [denied], outcome: "refused", callCount: 1 },
  {
    name: "denied, and yet it stands",
    readings: [small, large],
    calls: [denied],
    outcome: "done",
    callCount: 1,
  },
])("$name", async ({ readings, calls, outcome, callCount }) => {
  expect(await run(readings, calls)).toMatchObject({ outcome, callCount });
});

it("begins no call without room in the lease", async () => {
  expect(await run([small], [accepted], () => false)).toMatchObject({ outcome: "over", callCount: 0 });
  let asked = 0;
  const once = () => ++asked === 1;
  expect(await run([small], [unclear], once)).toMatchObject({ outcome: "over", callCount: 1 });
});

it("a group is larger when its members serve, not when somebody wrote the number", async () => {
  const growing = [small, grouped(3, 1), grouped(3, 1), grouped(3, 2), large];
  expect(await run(growing, [accepted])).toMatchObject({ outcome: "done", callCount: 1 });
  const stuck = await run([small, grouped(3, 1)], [accepted]);
  expect(stuck).toMatchObject({
    outcome: "unknown",
    detail: "1 of 3 members of `fleet` serve",
    callCount: 1,
  });
  expect(stuck.waitedMs).toBeLessThan(320_000);
});
