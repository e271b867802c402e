import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openEndpoints } from "../../adapters/notify";
import { openOutbound } from "../../adapters/outbound";
import type { Resource } from "../../engine/configuration";
import { touchedForm } from "../../engine/remediation";
import type { PlanStep } from "../../engine/remediation/plan/plan.schema";
import { endlessLease, executorTask } from "../../testing/executor-task";
import { LOOPBACK } from "../../testing/sending-ports";
import {
  type ReceiverAnswer,
  startWebhookReceiver,
  type WebhookReceiver,
} from "../../testing/webhook-receiver";
import type { CloudHand } from "../ports/cloud-hand";
import { performTask } from "./perform-task";

const place = { accountId: "123456789012", region: "us-east-1" };
const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const TRIES = 4;
const TRY_LIMIT_MS = 400;

const group = (port: number | undefined): Resource => ({
  kind: "securityGroup",
  id: "sg-1",
  ...place,
  tags: [],
  egress: [],
  ingress:
    port === undefined
      ? []
      : [{ protocol: 6, fromPort: port, toPort: port, peer: { kind: "prefix", prefix: "0.0.0.0/0" } }],
});
const [open, closed, odd] = [group(5432), group(undefined), group(22)];
const touched = {
  element: { kind: "securityGroup", id: "sg-1" },
  place,
  before: touchedForm(open),
  after: touchedForm(closed),
};
const step: Extract<PlanStep, { kind: "webhook" }> = {
  kind: "webhook",
  name: "desk",
  changes: [{ kind: "require-metadata-token", instanceId: "i-1" }],
};

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  receiver.trust(secret);
});
afterAll(() => receiver.stop());
beforeEach(() => receiver.answerWith({ status: 204 }));

/** Runs one task; production is what `seen` says at each reading. */
async function run(
  more: {
    readonly purpose?: "precheck" | "execute";
    readonly address?: string;
    readonly seen?: (readCount: number) => Resource;
    readonly name?: string;
    readonly allowsLoopback?: boolean;
  } = {},
) {
  const { purpose = "execute", address = receiver.url, seen = () => open, name = "desk" } = more;
  let readCount = 0;
  const waits: number[] = [];
  const before = receiver.messages.length;
  const hand: CloudHand = {
    identify: async () => ({ accountId: place.accountId }),
    read: async () => {
      readCount += 1;
      return seen(readCount);
    },
    obstacle: async () => undefined,
    rehearse: async () => ({ kind: "none" }),
    perform: async () => ({ kind: "accepted" }),
    close: () => undefined,
  };
  const nothing = { allowsName: () => false, allowsAddress: () => false };
  const outbound = openOutbound({
    allowList: more.allowsLoopback === false ? nothing : LOOPBACK,
    limits: { totalMs: TRY_LIMIT_MS },
  });
  const report = await performTask({
    ports: {
      hand,
      endpoints: openEndpoints({ outbound, clock: { now: () => new Date() } }, [
        { name: "desk", address, secret },
      ]),
      wait: async (delayMs) => {
        waits.push(delayMs);
      },
    },
    limits: { allows: ["webhook"], accountId: place.accountId },
    task: executorTask({ purpose, steps: [{ ...step, name }], touched: [touched] }),
    lease: endlessLease(),
  });
  if (report === "over") throw new Error("the lease was lost");
  return { report, waits, messages: receiver.messages.slice(before) };
}

it("is signed, and says what shall be changed", async () => {
  const { report, messages } = await run();
  expect(report).toMatchObject({ outcome: "done", steps: [{ kind: "webhook", outcome: "done" }] });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ isGenuine: true, id: "key of action-1" });
  expect(JSON.parse(messages[0]?.body ?? "")).toEqual({
    type: "remediation.requested",
    data: {
      version: 1,
      actionId: "action-1",
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      fingerprint: "fingerprint-1",
      snapshotId: "snapshot-1",
      title: "Close the database",
      texts: ["close it"],
      changes: step.changes,
    },
  });
});

describe("an endpoint that does not say 2xx", () => {
  const repeated: readonly { readonly name: string; readonly answer: ReceiverAnswer }[] = [
    { name: "says 500", answer: { status: 500 } },
    { name: "says 429 and wants an hour", answer: { status: 429, headers: { "retry-after": "3600" } } },
    { name: "hangs", answer: "hang" },
    { name: "answers late", answer: { status: 200, delayMs: 3 * TRY_LIMIT_MS } },
    { name: "breaks the connection", answer: "drop" },
    { name: "says 500 with 10 GB", answer: { status: 500, isEndless: true } },
  ];
  it.each(repeated)("$name: tried again under the same id, then unknown", async ({ answer }) => {
    receiver.answerWith(answer);
    const { report, waits, messages } = await run();
    expect(report).toMatchObject({ outcome: "unknown", observed: [{ form: touched.before }] });
    expect(messages.map(({ id }) => id)).toEqual(Array.from({ length: TRIES }, () => "key of action-1"));
    expect(new Set(messages.map(({ body }) => body)).size).toBe(1);
    expect(messages.every(({ isGenuine }) => isGenuine)).toBe(true);
    // With fifteen seconds a try, as outside of tests, that is less than two minutes.
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(60_000);
  });

  it("reads no more of a long answer than a little", async () => {
    receiver.answerWith({ status: 200, isEndless: true });
    const before = receiver.sentBytes();
    expect((await run()).report).toMatchObject({ outcome: "done" });
    // What lies in the buffers of both sides was handed over too.
    expect(receiver.sentBytes() - before).toBeLessThan(32 * 1024 ** 2);
  });

  it.each([301, 302, 307, 308])("redirects with %i: not followed, not repeated", async (status) => {
    receiver.answerWith({ status, headers: { location: `${receiver.url}/elsewhere` } });
    const { report, messages } = await run();
    expect(report.outcome).toBe("unknown");
    expect(report.detail).toContain("not followed");
    expect(messages).toHaveLength(1);
  });

  it.each([400, 401, 404, 410])("says %i: not repeated, and unknown all the same", async (status) => {
    receiver.answerWith({ status });
    const { report, messages } = await run();
    expect(report).toMatchObject({ outcome: "unknown", detail: `webhook: answered with ${status}` });
    expect(messages).toHaveLength(1);
  });
});

it("asks no second time for what stands meanwhile", async () => {
  receiver.answerWith("drop");
  // Read: at the beginning, before the first try, before the second.
  const { report, messages } = await run({ seen: (readCount) => (readCount < 3 ? open : closed) });
  expect(report).toMatchObject({ outcome: "done", observed: [{ form: touched.after }] });
  expect(messages).toHaveLength(1);
});

it("sends nothing where it stands already", async () => {
  const { report, messages } = await run({ seen: () => closed });
  expect(report).toMatchObject({ outcome: "done", steps: [{ outcome: "stood" }] });
  expect(messages).toEqual([]);
});

it("sends nothing to an address that the operator did not open", async () => {
  const before = receiver.connectionCount();
  for (const purpose of ["precheck", "execute"] as const)
    expect((await run({ purpose, allowsLoopback: false })).report).toMatchObject({ outcome: "refused" });
  expect(receiver.connectionCount()).toBe(before);
});

it("sends nothing to a name that it does not know", async () => {
  for (const purpose of ["precheck", "execute"] as const) {
    const { report, messages } = await run({ purpose, name: "constructor" });
    expect(report).toMatchObject({ outcome: "refused" });
    expect(messages).toEqual([]);
  }
});

it("the precheck compares production and sends nothing", async () => {
  expect((await run({ purpose: "precheck" })).report).toMatchObject({ outcome: "done" });
  const { report, messages } = await run({ purpose: "precheck", seen: () => odd });
  expect(report).toMatchObject({ outcome: "conflict" });
  expect(messages).toEqual([]);
});
