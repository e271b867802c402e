import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LOCAL_ACTOR } from "../../application/actor";
import { deliverDue } from "../../application/deliveries";
import type { Told } from "../../application/notification.schema";
import type { Store } from "../../application/ports/store";
import { addSink, listSinks, testSink } from "../../application/sinks";
import { type Alertmanager, startAlertmanager } from "../../testing/alertmanager";
import { bareEstate, sendingPorts, settleAlerts, someAlert } from "../../testing/sending-ports";
import { testDatabases } from "../../testing/test-databases";
import { testPeer } from "../../testing/test-peers";
import { startWebhookReceiver, type WebhookReceiver } from "../../testing/webhook-receiver";
import { alertsUrl, postOf } from "./alertmanager";

describe("the address alerts are posted to", () => {
  it.each([
    ["http://am:9093", "http://am:9093/api/v2/alerts"],
    ["http://am:9093/", "http://am:9093/api/v2/alerts"],
    ["https://mon.example/alertmanager//", "https://mon.example/alertmanager/api/v2/alerts"],
  ])("below %s is %s", (address, url) => expect(alertsUrl(address)).toBe(url));
});

describe("what is posted", () => {
  const at = new Date("2026-01-01T12:00:00.000Z");
  const fires: Told = {
    labels: { alertname: "A", severity: "high" },
    annotations: {},
    startsAt: "2026-01-01T11:00:00.000Z",
    endsAt: null,
    generatorURL: null,
  };
  const worse: Told = { ...fires, labels: { alertname: "A", severity: "critical" } };
  const ended = (told: Told): Told => ({ ...told, endsAt: "2026-01-01T11:59:00.000Z" });
  const shown = (before: Told | null, now: Told) =>
    postOf(before, now, at).map((alert) => {
      const { labels, endsAt } = alert as Told;
      return `${labels.severity} until ${endsAt?.slice(11, 16)}`;
    });

  it.each<[string, Told | null, Told, string[]]>([
    ["fires until long after it was last told", null, fires, ["high until 13:00"]],
    ["is told again under the same labels", fires, fires, ["high until 13:00"]],
    ["ends when it ended", fires, ended(fires), ["high until 11:59"]],
    ["is nothing when it ended untold", null, ended(fires), []],
    ["ends the old labels with the new ones", fires, worse, ["high until 12:00", "critical until 13:00"]],
    ["ends the old labels alone when all has ended", fires, ended(worse), ["high until 12:00"]],
    ["leaves ended labels ended", ended(fires), worse, ["high until 11:59", "critical until 13:00"]],
  ])("%s", (_, before, now, expected) => expect(shown(before, now)).toEqual(expected));
});

/** Against the real Alertmanager: nobody here wrote the other side. */

const databases = testPeer("UMBRA_TEST_ALERTMANAGER").flatMap(({ program }) =>
  testDatabases().map((database) => ({ ...database, program })),
);

describe.each(databases)("sending to Alertmanager, on $name", ({ open, program }) => {
  let store: Store;
  let drop: () => Promise<void>;
  /** Whom Alertmanager notifies: what a person would get. */
  let people: WebhookReceiver;
  let alertmanager: Alertmanager;
  let estateId = "";
  let sending: ReturnType<typeof sendingPorts>;

  beforeAll(async () => {
    ({ store, drop } = await open());
    people = await startWebhookReceiver();
    alertmanager = await startAlertmanager(program, people.url);
  });
  afterAll(async () => {
    await alertmanager.stop();
    await people.stop();
    await drop();
  });
  beforeEach(async () => {
    estateId = await bareEstate(store);
    sending = sendingPorts(store, 20 * 60_000);
    const sink = { kind: "alertmanager", name: "am", minSeverity: "info" } as const;
    await addSink(sending.ports, LOCAL_ACTOR, { ...sink, address: `${alertmanager.url}/` });
  });
  afterEach(async () => {
    const workspace = store.inWorkspace(LOCAL_ACTOR.workspaceId);
    for (const { id } of await workspace.listSinks()) await workspace.removeSink(id);
    await workspace.removeEstate(estateId);
  });

  const deliver = () => deliverDue(sending.ports, new AbortController().signal);
  const settle = async (
    state: "open" | "unverified" | "resolved" | "dismissed",
    given: Parameters<typeof someAlert>[1] = {},
    name = "a",
  ) => {
    sending.pass(1_000);
    await settleAlerts(
      store,
      estateId,
      [{ alert: someAlert(name, given), state, reason: "because" }],
      sending.now(),
    );
    return deliver();
  };
  const firing = async () => (await alertmanager.firing()).filter(({ labels }) => labels.estate === estateId);
  /** What people were told of this estate so far: `firing` or `resolved`, each with the severity. */
  const notices = () =>
    people.messages
      .map(({ body }) => JSON.parse(body) as { status: string; commonLabels: Record<string, string> })
      .filter(({ commonLabels }) => commonLabels.estate === estateId)
      .map(({ status, commonLabels }) => `${status} ${commonLabels.severity}`);
  const noticed = (count: number) => people.until(() => notices().length >= count);

  it("fires under bounded labels and stays one alert however often it is told", async () => {
    await settle("open");
    const [alert] = await firing();
    expect(alert?.labels).toEqual({
      alertname: "UmbraSinglePointOfFailure",
      workspace: "local",
      estate: estateId,
      severity: "high",
      kind: "single-point-of-failure",
      resource: "nat-a",
      account: "210987654321",
      region: "us-east-1",
      az: "use1-az1",
      fingerprint: "a",
    });
    expect(alert?.annotations).toMatchObject({
      title: "losing a cuts hosts off",
      verification: "verified",
      link: expect.stringContaining(`?estate=${estateId}`),
    });
    await noticed(1);
    for (let minute = 0; minute < 5; minute += 1) {
      sending.pass(61_000);
      await deliver();
    }
    const again = await firing();
    expect(again.map(({ fingerprint }) => fingerprint)).toEqual([alert?.fingerprint]);
    expect(Date.parse(again[0]?.endsAt ?? "")).toBeGreaterThan(Date.parse(alert?.endsAt ?? ""));
    expect(notices()).toEqual(["firing high"]);
  });

  it("resolves when the alert does, and fires again when it comes back", async () => {
    await settle("open");
    await noticed(1);
    await settle("resolved");
    expect(await firing()).toEqual([]);
    await noticed(2);
    await settle("open");
    expect(await firing()).toHaveLength(1);
    await noticed(3);
    expect(notices()).toEqual(["firing high", "resolved high", "firing high"]);
  });

  it("keeps firing, as the same alert, while it is unverified", async () => {
    await settle("open");
    const [before] = await firing();
    await settle("unverified");
    const [after] = await firing();
    expect(after?.fingerprint).toBe(before?.fingerprint);
    expect(after?.startsAt).toBe(before?.startsAt);
    expect(after?.annotations.verification).toBe("unverified");
    await settle("open");
    expect((await firing())[0]?.annotations.verification).toBe("verified");
    await noticed(1);
    expect(notices()).toEqual(["firing high"]);
  });

  it("ends what was dismissed, with the reason", async () => {
    await settle("open");
    await noticed(1);
    await settle("dismissed");
    expect(await firing()).toEqual([]);
    await noticed(2);
    const last = JSON.parse(people.messages.at(-1)?.body ?? "") as {
      commonAnnotations: Record<string, string>;
    };
    expect(last.commonAnnotations.dismissed).toBe("because");
  });

  it("ends the old alert when the severity makes another one of it", async () => {
    await settle("open");
    await noticed(1);
    await settle("open", { severity: "critical" });
    expect((await firing()).map(({ labels }) => labels.severity)).toEqual(["critical"]);
    await noticed(3);
    expect(notices().toSorted()).toEqual(["firing critical", "firing high", "resolved high"]);
    await settle("resolved", { severity: "critical" });
    expect(await firing()).toEqual([]);
  });

  it("keeps two weaknesses of one resource apart", async () => {
    const subject = { kind: "instance", id: "i-1" };
    await settle("open", { subject }, "a");
    await settle("open", { subject }, "b");
    expect(await firing()).toHaveLength(2);
    await settle("resolved", { subject }, "a");
    expect((await firing()).map(({ labels }) => labels.fingerprint)).toEqual(["b"]);
  });

  it("never tells of something nameless, whatever it is", async () => {
    await settle("open", { kind: "¡!", subject: { kind: "x", id: 'Ω\u0000\uD800 {}="\n' } });
    expect((await firing()).map(({ labels }) => labels.alertname)).toEqual(["UmbraAlert"]);
  });

  it("is one alert and one notice after dying between sending and storing", async () => {
    sending.pass(1_000);
    await settleAlerts(store, estateId, [{ alert: someAlert("a"), state: "open" }], sending.now());
    const dying: Store = { ...store, settleDelivery: () => Promise.reject(new Error("killed")) };
    await expect(
      deliverDue({ ...sending.ports, store: dying }, new AbortController().signal),
    ).rejects.toThrow("killed");
    const [before] = await firing();
    await noticed(1);
    sending.pass(61_000);
    await deliver();
    expect((await listSinks(sending.ports, LOCAL_ACTOR))[0]).toMatchObject({ pendingCount: 0 });
    expect((await firing()).map(({ fingerprint }) => fingerprint)).toEqual([before?.fingerprint]);
    expect(notices()).toEqual(["firing high"]);
  });

  it("is told again what fires, and what has just ended, after it forgot", async () => {
    await settle("open");
    await settle("open", {}, "b");
    await settle("resolved", {}, "b");
    await alertmanager.restart();
    expect(await firing()).toEqual([]);
    sending.pass(61_000);
    await deliver();
    expect((await firing()).map(({ labels }) => labels.fingerprint)).toEqual(["a"]);
  });

  it("catches up in order when it comes back", async () => {
    await alertmanager.kill();
    await settle("open");
    await settle("resolved");
    await settle("open", {}, "b");
    expect((await listSinks(sending.ports, LOCAL_ACTOR))[0]).toMatchObject({ pendingCount: 3 });
    await alertmanager.restart();
    sending.pass(10_000);
    await deliver();
    expect((await firing()).map(({ labels }) => labels.fingerprint)).toEqual(["b"]);
    expect((await listSinks(sending.ports, LOCAL_ACTOR))[0]).toMatchObject({ pendingCount: 0, deadCount: 0 });
  });

  it("takes a test message that ends by itself", async () => {
    sending = sendingPorts(store);
    const [sink] = await listSinks(sending.ports, LOCAL_ACTOR);
    const outcome = await testSink(sending.ports, LOCAL_ACTOR, sink?.id ?? "", AbortSignal.timeout(5_000));
    expect(outcome).toEqual({ isTaken: true, outcome: "answered 200" });
    const test = (await alertmanager.firing()).find(({ labels }) => labels.alertname === "UmbraTestMessage");
    expect(test?.annotations.description).toContain("This is a test");
    expect(Date.parse(test?.endsAt ?? "")).toBeLessThan(sending.now().getTime() + 61_000);
  });
});
