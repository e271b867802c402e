import fc from "fast-check";
import { expect, it } from "vitest";
import type { Resource } from "../../engine/configuration";
import { touchedForm } from "../../engine/remediation";
import type { PlanStep, StepKind, Touched } from "../../engine/remediation/plan/plan.schema";
import { endlessLease, executorTask } from "../../testing/executor-task";
import type { ExecutorTask } from "../executor.schema";
import type { CloudHand } from "../ports/cloud-hand";
import { performTask } from "./perform-task";

const place = { accountId: "123456789012", region: "us-east-1" };
const ports = [22, 80, 443, 3306, 5432];
const ruleOf = (port: number) => ({
  protocol: 6,
  fromPort: port,
  toPort: port,
  peer: { kind: "prefix" as const, prefix: "0.0.0.0/0" },
});
const groupOf = (id: string, open: readonly number[]): Resource => ({
  kind: "securityGroup",
  id,
  ...place,
  tags: [],
  ingress: open.map(ruleOf),
  egress: [],
});
const stepOf = (
  kind: "revoke-group-rule" | "authorize-group-rule",
  securityGroupId: string,
  port: number,
): PlanStep => ({ kind, place, securityGroupId, direction: "ingress", rule: ruleOf(port) });
const touchedOf = (id: string, before: readonly number[], after: readonly number[]): Touched => ({
  element: { kind: "securityGroup", id },
  place,
  before: touchedForm(groupOf(id, before)),
  after: touchedForm(groupOf(id, after)),
});

/** Groups at a provider that does what it is told, and counts it. */
function provider(groups: ReadonlyMap<string, readonly number[]>) {
  const now = new Map(groups);
  const calls: string[] = [];
  const hand: CloudHand = {
    identify: async () => ({ accountId: place.accountId }),
    read: async ({ id }) => {
      const open = now.get(id);
      return open ? groupOf(id, open) : null;
    },
    obstacle: async () => undefined,
    rehearse: async () => ({ kind: "would-work" }),
    perform: async (step) => {
      if (step.kind !== "revoke-group-rule" && step.kind !== "authorize-group-rule")
        throw new Error("not a step of groups");
      const port = step.rule.fromPort ?? 0;
      calls.push(`${step.kind} ${step.securityGroupId} ${port}`);
      const others = (now.get(step.securityGroupId) ?? []).filter((each) => each !== port);
      now.set(step.securityGroupId, step.kind === "revoke-group-rule" ? others : [...others, port]);
      return { kind: "accepted" };
    },
    close: () => undefined,
  };
  return { hand, calls, now };
}

const perform = async (
  hand: CloudHand,
  task: ExecutorTask,
  allows: readonly StepKind[] = ["revoke-group-rule", "authorize-group-rule"],
) => {
  const report = await performTask({
    ports: {
      hand,
      endpoints: {
        names: [],
        refusal: async () => undefined,
        post: async () => ({ kind: "refused", reason: "none" }),
      },
      wait: async () => undefined,
    },
    limits: { allows, accountId: place.accountId },
    task,
    lease: endlessLease(),
  });
  if (report === "over") throw new Error("the lease was lost");
  return report;
};

/** Closes the ports of `sg-1` one after the other. */
const closing = (purpose: ExecutorTask["purpose"], closed: readonly number[]) =>
  executorTask({
    purpose,
    steps: closed.map((port) => stepOf("revoke-group-rule", "sg-1", port)),
    inverse: closed.toReversed().map((port) => stepOf("authorize-group-rule", "sg-1", port)),
    touched: [
      touchedOf(
        "sg-1",
        ports,
        ports.filter((port) => !closed.includes(port)),
      ),
    ],
  });

const purposes = ["precheck", "execute", "roll-back"] as const;
const some = fc.subarray(ports, { minLength: 1 });

it("an approval of one plan never carries another one out", async () => {
  await fc.assert(
    fc.asyncProperty(some, some, fc.constantFrom(...purposes), async (approved, other, purpose) => {
      fc.pre(approved.join() !== other.join());
      const [mine, theirs] = [closing(purpose, approved), closing(purpose, other)];
      const { hand, calls } = provider(new Map([["sg-1", ports]]));
      // The hash of the one with the plan of the other, and the steps of the one with the plan of the other.
      const swapped = [
        { ...theirs, planHash: mine.planHash },
        { ...mine, steps: theirs.steps },
        { ...mine, plan: theirs.plan },
      ];
      for (const task of swapped)
        expect(await perform(hand, task)).toMatchObject({
          outcome: "refused",
          detail: "it is not the plan that was approved",
        });
      expect(calls).toEqual([]);
    }),
  );
});

it("whatever was done before, what stands is not done again and the rest is done once", async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.nat({ max: 5 }), async (closed, doneCount) => {
      const done = closed.slice(0, doneCount);
      const { hand, calls, now } = provider(
        new Map([["sg-1", ports.filter((each) => !done.includes(each))]]),
      );
      const report = await perform(hand, closing("execute", closed));
      expect(report.outcome).toBe("done");
      expect(report.steps.map(({ outcome }) => outcome)).toEqual(
        closed.map((port) => (done.includes(port) ? "stood" : "done")),
      );
      expect(calls).toEqual(closed.slice(doneCount).map((port) => `revoke-group-rule sg-1 ${port}`));
      expect(now.get("sg-1")).toEqual(ports.filter((each) => !closed.includes(each)));
    }),
  );
});

it("undoes what was done of it, however far it came", async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.nat({ max: 5 }), async (closed, doneCount) => {
      const done = closed.slice(0, doneCount);
      const { hand, calls, now } = provider(
        new Map([["sg-1", ports.filter((each) => !done.includes(each))]]),
      );
      expect(await perform(hand, closing("roll-back", closed))).toMatchObject({ outcome: "done" });
      expect(calls).toHaveLength(done.length);
      expect(now.get("sg-1")?.toSorted()).toEqual(ports.toSorted());
    }),
  );
});

it.each([
  { name: "a rule more", open: [...ports, 8080] },
  { name: "its own rule gone, and another one", open: [22, 80, 443, 3306, 8080] },
  { name: "nothing at all", open: undefined },
])("somebody was there: $name", async ({ open }) => {
  const { hand, calls } = provider(new Map(open ? [["sg-1", open]] : []));
  for (const purpose of purposes)
    expect(await perform(hand, closing(purpose, [5432])), purpose).toMatchObject({ outcome: "conflict" });
  expect(calls).toEqual([]);
});

it("stops at the first step that does not work, and says what was not begun", async () => {
  const touched = [touchedOf("sg-1", [22], []), touchedOf("sg-2", [22], []), touchedOf("sg-3", [22], [])];
  const steps = ["sg-1", "sg-2", "sg-3"].map((id) => stepOf("revoke-group-rule", id, 22));
  const { hand, calls } = provider(
    new Map([
      ["sg-1", [22]],
      ["sg-2", [22]],
      ["sg-3", [22]],
    ]),
  );
  const denying: CloudHand = {
    ...hand,
    perform: async (step) =>
      step.kind === "revoke-group-rule" && step.securityGroupId === "sg-2"
        ? { kind: "refused", reason: "UnauthorizedOperation", mayRetry: false }
        : hand.perform(step),
  };
  const report = await perform(denying, executorTask({ purpose: "execute", steps, touched }));
  expect(report).toMatchObject({ outcome: "refused", detail: "revoke-group-rule: UnauthorizedOperation" });
  expect(report.steps.map(({ outcome }) => outcome)).toEqual(["done", "refused", "not-begun"]);
  expect(report.observed.map(({ form }) => form)).toEqual([
    touched[0]?.after,
    touched[1]?.before,
    touched[2]?.before,
  ]);
  expect(calls).toEqual(["revoke-group-rule sg-1 22"]);
});

it("does nothing that its operator did not allow, not even the first of several steps", async () => {
  const { hand, calls } = provider(new Map([["sg-1", ports]]));
  for (const purpose of purposes) {
    const report = await perform(hand, closing(purpose, [22, 80]), ["create-route"]);
    expect(report).toMatchObject({ outcome: "refused", observed: [] });
  }
  expect(calls).toEqual([]);
});

it("does nothing with keys that belong to another account than when it started", async () => {
  const { hand, calls } = provider(new Map([["sg-1", ports]]));
  const swapped: CloudHand = { ...hand, identify: async () => ({ accountId: "999999999999" }) };
  for (const purpose of purposes)
    expect(await perform(swapped, closing(purpose, [22]))).toMatchObject({ outcome: "refused" });
  expect(calls).toEqual([]);
});
