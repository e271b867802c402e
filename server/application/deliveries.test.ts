import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { bareEstate, sendingPorts, settleAlerts, someAlert } from "../testing/sending-ports";
import { testDatabases } from "../testing/test-databases";
import { startWebhookReceiver, type WebhookReceiver } from "../testing/webhook-receiver";
import { LOCAL_ACTOR } from "./actor";
import { deliverDue } from "./deliveries";
import type { Store } from "./ports/store";
import {
  addSink,
  listAlertDeliveries,
  listDeadDeliveries,
  listSinks,
  removeSink,
  resendDelivery,
  setSinkEnabled,
  testSink,
} from "./sinks";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const bodySchema = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({
    alert: z.object({ fingerprint: z.string(), severity: z.string(), state: z.string() }),
    transition: z.object({ number: z.number(), from: z.string().nullable(), reason: z.string().nullable() }),
    link: z.string(),
    recommendations: z.array(z.string()),
  }),
});

describe.each(testDatabases())("sending to a webhook, on $name", ({ open }) => {
  let store: Store;
  let drop: () => Promise<void>;
  let receiver: WebhookReceiver;
  let estateId = "";
  let sending: ReturnType<typeof sendingPorts>;

  beforeAll(async () => {
    ({ store, drop } = await open());
  });
  afterAll(() => drop());
  beforeEach(async () => {
    receiver = await startWebhookReceiver();
    estateId = await bareEstate(store);
    sending = sendingPorts(store);
  });
  afterEach(async () => {
    await receiver.stop();
    const workspace = store.inWorkspace(LOCAL_ACTOR.workspaceId);
    for (const { id } of await workspace.listSinks()) await workspace.removeSink(id);
    await workspace.removeEstate(estateId);
  });

  const add = async (minSeverity: "info" | "high" = "info") => {
    const sink = { kind: "webhook", name: "hook", address: receiver.url, minSeverity } as const;
    const { sinkId, secret } = await addSink(sending.ports, LOCAL_ACTOR, sink);
    receiver.trust(secret ?? "");
    return sinkId;
  };
  const settle = (state: "open" | "unverified" | "resolved" | "dismissed", given = {}, name = "a") =>
    settleAlerts(store, estateId, [{ alert: someAlert(name, given), state }], sending.now());
  /** Sends what is due; how many messages were taken. */
  const deliver = async () => {
    const takenCount = () => receiver.messages.filter(({ status }) => status !== null && status < 300).length;
    const before = takenCount();
    await deliverDue(sending.ports, new AbortController().signal);
    return takenCount() - before;
  };
  const told = () => receiver.messages.map(({ body }) => bodySchema.parse(JSON.parse(body)));
  const events = () => told().map(({ type, data }) => `${type} ${data.transition.number}`);
  const standing = async () => (await listSinks(sending.ports, LOCAL_ACTOR))[0];

  it("tells each transition once, in order, signed, and in words", async () => {
    await add();
    await settle("open");
    await settle("unverified");
    await settle("open");
    await settle("open", { severity: "critical" });
    await settle("dismissed", { severity: "critical" });
    await settle("open", { severity: "critical" });
    await settle("resolved", { severity: "critical" });
    await settle("open", { severity: "critical" });
    expect(await deliver()).toBe(8);
    expect(await deliver()).toBe(0);
    expect(events()).toEqual([
      "alert.opened 1",
      "alert.unverified 2",
      "alert.updated 3",
      "alert.updated 4",
      "alert.dismissed 5",
      "alert.reopened 6",
      "alert.resolved 7",
      "alert.reopened 8",
    ]);
    expect(receiver.messages.every(({ isGenuine }) => isGenuine)).toBe(true);
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(8);
    const first = told()[0];
    expect(first?.data.recommendations).toEqual(["add a gateway"]);
    expect(first?.data.link).toMatch(/^http:\/\/umbra\.test\/alerts\/[0-9a-f-]+\?estate=/);
    expect(told()[3]?.data.transition.reason).toBe("severity changed from high to critical");
    expect(await standing()).toMatchObject({ pendingCount: 0, deadCount: 0, lastSentAt: sending.now() });
  });

  it("tells nothing of what another alert tells of, until it stands by itself, and then to its end", async () => {
    await add();
    const parent = "the exposure it opened";
    await settle("open", { parent });
    await settle("resolved", { parent });
    await settle("open", { parent });
    expect(await deliver()).toBe(0);
    await settle("open");
    expect(await deliver()).toBe(1);
    expect(told()[0]?.data.transition.reason).toBe("no other alert tells of it any more");
    await settle("open", { parent, severity: "critical" });
    expect(await deliver()).toBe(0);
    await settle("resolved", { parent, severity: "critical" });
    expect(await deliver()).toBe(1);
    // Whoever is told of what is open already is not told of it either.
    await settle("open", { parent }, "b");
    await add();
    expect(await deliver()).toBe(0);
  });

  it("tells what a solver says, and names its question instead of sending it", async () => {
    await add();
    const { evidence } = someAlert("a");
    const solver = {
      asked: "does the packet get through?",
      question: "(check-sat)",
      questionHash: "ab".repeat(32),
      result: "confirmed",
      answer: "sat",
      witness: ["tcp 203.0.113.9:40000 to 10.0.0.1:22"],
      core: [],
      elapsedMs: 12,
      reason: null,
    } as const;
    await settle("open", {
      evidence: { ...evidence, solver: { ...solver, witness: [...solver.witness], core: [] } },
    });
    await deliver();
    const { data } = JSON.parse(receiver.messages[0]?.body ?? "") as { data: { solver: object } };
    const { question: _, elapsedMs: __, ...told } = solver;
    expect(data.solver).toEqual(told);
  });

  it("says nothing while nothing changes: a hundred analyses are one message per alert", async () => {
    await add();
    for (let run = 0; run < 100; run += 1) {
      await settleAlerts(
        store,
        estateId,
        ["a", "b", "c"].map((name) => ({ alert: someAlert(name), state: "open" })),
        sending.now(),
      );
      await deliver();
      sending.pass(MINUTE);
    }
    expect(receiver.messages).toHaveLength(3);
  });

  it("tells a new sink what is open now, and nothing of what is over", async () => {
    await settle("open");
    await settle("open", {}, "b");
    await settle("resolved", {}, "b");
    await settle("open", {}, "c");
    await settle("dismissed", {}, "c");
    await add();
    await deliver();
    expect(told().map(({ data }) => data.alert.fingerprint)).toEqual(["a"]);
  });

  it("leaves out what is not severe enough, but goes on telling what it began to tell", async () => {
    await add("high");
    await settle("open", { severity: "medium" });
    await settle("open", { severity: "critical" });
    await settle("open", { severity: "low" });
    await settle("resolved", { severity: "low" });
    await deliver();
    expect(told().map(({ data }) => data.alert.severity)).toEqual(["critical", "low", "low"]);
  });

  it("tells a sink that was disabled where things stand, once it is enabled", async () => {
    const sinkId = await add();
    await settle("open");
    await deliver();
    await setSinkEnabled(sending.ports, LOCAL_ACTOR, { sinkId, isEnabled: false });
    await settle("resolved");
    await settle("open");
    await settle("resolved");
    await settle("open", {}, "b");
    expect(await deliver()).toBe(0);
    await setSinkEnabled(sending.ports, LOCAL_ACTOR, { sinkId, isEnabled: true });
    await deliver();
    expect(events().toSorted()).toEqual(["alert.opened 1", "alert.opened 1", "alert.resolved 4"]);
  });

  it("tries again at longer and longer intervals, holding back what follows on the same alert", async () => {
    await add();
    receiver.answerWith({ status: 503 });
    await settle("open");
    await settle("resolved");
    const waits: number[] = [];
    const pending = () => store.inWorkspace(LOCAL_ACTOR.workspaceId).listDeliveries({ state: "pending" });
    for (let tried = 1; tried <= 9; tried += 1) {
      await deliver();
      const [first] = (await pending()).filter(({ number }) => number === 1);
      waits.push((first?.dueAt.getTime() ?? 0) - sending.now().getTime());
      sending.pass((waits.at(-1) ?? 0) - 1);
      expect(await deliver()).toBe(0);
      expect(receiver.messages).toHaveLength(tried);
      sending.pass(1);
    }
    const planned = [5_000, 5 * MINUTE, 30 * MINUTE, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];
    expect(waits.map((wait, at) => Math.floor(wait / (planned[at] ?? 1)))).toEqual(planned.map(() => 1));
    expect(waits.every((wait, at) => wait <= 1.1 * (planned[at] ?? 0))).toBe(true);
    expect(receiver.distinct()).toHaveLength(1);
    // After the tenth try the next change of the alert has its turn.
    await deliver();
    expect(await standing()).toMatchObject({ deadCount: 1, pendingCount: 1 });
    expect(receiver.distinct()).toHaveLength(2);
  });

  it("keeps what it gave up, and sends it again under its old id when asked", async () => {
    const sinkId = await add();
    receiver.answerWith({ status: 500 });
    await settle("open");
    for (let tried = 0; tried < 10; tried += 1) {
      await deliver();
      sending.pass(25 * HOUR + 3 * HOUR);
    }
    const [dead] = await listDeadDeliveries(sending.ports, LOCAL_ACTOR, sinkId);
    expect(dead).toMatchObject({ state: "dead", outcome: "answered 500", attemptCount: 10, to: "open" });
    receiver.answerWith({ status: 200 });
    expect(await deliver()).toBe(0);
    await resendDelivery(sending.ports, LOCAL_ACTOR, dead?.id ?? "");
    expect(await deliver()).toBe(1);
    expect(receiver.distinct()).toHaveLength(1);
    expect(await listDeadDeliveries(sending.ports, LOCAL_ACTOR, sinkId)).toEqual([]);
    await expect(resendDelivery(sending.ports, LOCAL_ACTOR, dead?.id ?? "")).rejects.toThrow(
      "no such message",
    );
  });

  it("has all that waited sent at once when the sink answers again", async () => {
    await add();
    receiver.answerWith("drop");
    await settle("open");
    await deliver();
    sending.pass(7_000);
    await deliver();
    receiver.answerWith({ status: 204 });
    await settle("open", {}, "b");
    await deliver();
    expect((await standing())?.pendingCount).toBe(0);
  });

  it("waits as long as a busy sink asks", async () => {
    await add();
    receiver.answerWith({ status: 429, headers: { "retry-after": "600" } });
    await settle("open");
    await deliver();
    receiver.answerWith({ status: 204 });
    sending.pass(9 * MINUTE);
    expect(await deliver()).toBe(0);
    sending.pass(2 * MINUTE);
    expect(await deliver()).toBe(1);
  });

  it("disables a sink that is gone for good, and says so", async () => {
    const sinkId = await add();
    receiver.answerWith({ status: 410 });
    await settle("open");
    await settle("open", {}, "b");
    await deliver();
    expect(receiver.messages).toHaveLength(1);
    expect(await standing()).toMatchObject({
      isEnabled: false,
      disabledReason: "it answered 410: the address is gone for good",
      deadCount: 1,
    });
    expect((await listDeadDeliveries(sending.ports, LOCAL_ACTOR, sinkId))[0]?.outcome).toBe("answered 410");
  });

  it("repeats with the same id and the same body after dying between sending and storing", async () => {
    await add();
    await settle("open");
    await settle("open", {}, "b");
    const dying: Store = { ...store, settleDelivery: () => Promise.reject(new Error("killed")) };
    await expect(
      deliverDue({ ...sending.ports, store: dying }, new AbortController().signal),
    ).rejects.toThrow("killed");
    expect(receiver.messages).toHaveLength(1);
    expect(await deliver()).toBe(0);
    sending.pass(61_000);
    expect(await deliver()).toBe(2);
    expect(receiver.messages).toHaveLength(3);
    expect(receiver.distinct()).toHaveLength(2);
    const [first, ...others] = receiver.messages;
    expect(others.map(({ body }) => body)).toContain(first?.body);
  });

  it("stores nothing for a claim that was lost", async () => {
    await add();
    await settle("open");
    const terms = () => ({
      now: sending.now(),
      leaseUntil: new Date(sending.now().getTime() + MINUTE),
      mostPerSink: 5,
    });
    const [early] = await store.claimDeliveries(terms());
    expect(await store.claimDeliveries(terms())).toEqual([]);
    sending.pass(2 * MINUTE);
    const [late] = await store.claimDeliveries(terms());
    if (!early || !late) throw new Error("nothing was claimed");
    const sent = { kind: "sent", outcome: "answered 200", told: null } as const;
    expect(await store.settleDelivery(early, sent, sending.now())).toBe(false);
    expect(await store.settleDelivery(late, sent, sending.now())).toBe(true);
    expect(await store.settleDelivery(late, sent, sending.now())).toBe(false);
  });

  it("sends once when several processes look at the same time", async () => {
    await add();
    for (const name of ["a", "b", "c", "d", "e"]) await settle("open", {}, name);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(receiver.messages).toHaveLength(5);
  });

  it("gives back what it was sending when it is told to stop", async () => {
    await add();
    receiver.answerWith("hang");
    await settle("open");
    const stopping = new AbortController();
    const delivering = deliverDue(sending.ports, stopping.signal);
    await receiver.until((messages) => messages.length === 1);
    stopping.abort();
    await delivering;
    receiver.answerWith({ status: 204 });
    expect(await deliver()).toBe(1);
  });

  it("shows on the alert where it was sent, without address and secret anywhere", async () => {
    await add();
    await settle("open");
    await deliver();
    const [alert] = await store.inWorkspace(LOCAL_ACTOR.workspaceId).listAlerts(estateId);
    const shown = await listAlertDeliveries(sending.ports, LOCAL_ACTOR, { estateId, id: alert?.id ?? "" });
    expect(shown).toMatchObject([{ sinkName: "hook", sinkKind: "webhook", state: "sent", to: "open" }]);
    const seen = JSON.stringify([shown, await listSinks(sending.ports, LOCAL_ACTOR)]);
    expect(seen).not.toContain("/hook");
    expect(seen).not.toContain("whsec_");
    expect((await standing())?.place).toBe(`${new URL(receiver.url).origin}/…`);
    expect((await standing())?.secretHint).toHaveLength(4);
  });

  it("sends a test that nobody can take for an alert", async () => {
    const sinkId = await add();
    const outcome = await testSink(sending.ports, LOCAL_ACTOR, sinkId, AbortSignal.timeout(5_000));
    expect(outcome).toEqual({ isTaken: true, outcome: "answered 204" });
    expect(receiver.messages[0]?.isGenuine).toBe(true);
    expect(JSON.parse(receiver.messages[0]?.body ?? "")).toMatchObject({ type: "test" });
  });

  it("refuses an address that the operator has not allowed, and says what to set", async () => {
    const sink = { kind: "webhook", name: "x", minSeverity: "info" } as const;
    const adding = (address: string) => addSink(sending.ports, LOCAL_ACTOR, { ...sink, address });
    await expect(adding("https://10.0.0.7/x")).rejects.toThrow("add `10.0.0.7:443` to UMBRA_OUTBOUND_ALLOW");
    await expect(adding("not an address")).rejects.toThrow("https://host/path");
    expect(await listSinks(sending.ports, LOCAL_ACTOR)).toEqual([]);
  });

  it("keeps nothing of a removed sink, and sends nothing to it", async () => {
    const sinkId = await add();
    await settle("open");
    await removeSink(sending.ports, LOCAL_ACTOR, sinkId);
    expect(await deliver()).toBe(0);
    await expect(removeSink(sending.ports, LOCAL_ACTOR, sinkId)).rejects.toThrow("no such sink");
    await expect(listDeadDeliveries(sending.ports, LOCAL_ACTOR, sinkId)).rejects.toThrow("no such sink");
  });
});
