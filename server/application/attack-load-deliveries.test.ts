import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Alert, analyze } from "../engine/alert";
import { factsSchema } from "../engine/intent";
import { declareResources, withDeclaredFacts } from "../engine/scenario";
import { type Alertmanager, startAlertmanager } from "../testing/alertmanager";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { but } from "../testing/network-builder-change";
import { bareEstate, sendingPorts, settleAlerts } from "../testing/sending-ports";
import { testDatabases } from "../testing/test-databases";
import { testPeer } from "../testing/test-peers";
import { startWebhookReceiver, type WebhookReceiver } from "../testing/webhook-receiver";
import { LOCAL_ACTOR } from "./actor";
import { deliverDue } from "./deliveries";
import type { Store } from "./ports/store";
import { addSink } from "./sinks";

/** What the suite says of attacks and load is stored, read back and sent as it was said. */

const EXEC = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const bug = (on: string, port: number) => ({ id: `CVE-1 ${on}`, on, port, vector: EXEC });

/** 1.5 Gbps in of a host that has 0.75; the way to the data goes over the same host. */
function suiteAlerts(): readonly Alert[] {
  const facts = factsSchema.parse({
    dataStores: [{ name: "orders", resource: "db-a", class: "payment", port: 5432 }],
    vulnerabilities: [bug("web-a", 443), bug("app-a", 8080), bug("db-a", 5432)],
    demands: [{ from: "internet", to: "web-a", port: 443, rateGbps: 1.5 }],
  });
  const spec = but(b1(), { vms: { "web-a": { type: "m5.large" } } });
  const { configuration } = declareResources(buildConfiguration(spec), facts);
  return analyze(withDeclaredFacts(configuration, [facts]).configuration, {
    day: "2026-01-01",
  }).alerts.filter(({ family }) => family === "breach" || family === "load");
}

const bodySchema = z.object({
  type: z.string(),
  data: z.object({
    alert: z.object({
      fingerprint: z.string(),
      family: z.string(),
      kind: z.string(),
      severity: z.string(),
      title: z.string(),
      state: z.string(),
      subject: z.object({ id: z.string() }),
    }),
  }),
});

describe.each(testDatabases())("alerts of attacks and load, on $name", ({ open }) => {
  const alerts = suiteAlerts();
  const program = testPeer("UMBRA_TEST_ALERTMANAGER")[0]?.program;
  let store: Store;
  let drop: () => Promise<void>;
  let receiver: WebhookReceiver;
  let alertmanager: Alertmanager | undefined;
  let estateId = "";
  let sending: ReturnType<typeof sendingPorts>;

  beforeAll(async () => {
    ({ store, drop } = await open());
    receiver = await startWebhookReceiver();
    alertmanager = program === undefined ? undefined : await startAlertmanager(program, receiver.url);
  });
  afterAll(async () => {
    await alertmanager?.stop();
    await receiver.stop();
    await drop();
  });
  beforeEach(async () => {
    estateId = await bareEstate(store);
    sending = sendingPorts(store);
  });
  afterEach(async () => {
    const workspace = store.inWorkspace(LOCAL_ACTOR.workspaceId);
    for (const { id } of await workspace.listSinks()) await workspace.removeSink(id);
    await workspace.removeEstate(estateId);
  });

  const settle = async (state: "open" | "resolved") => {
    sending.pass(1_000);
    await settleAlerts(
      store,
      estateId,
      alerts.map((alert) => ({ alert, state })),
      sending.now(),
    );
    await deliverDue(sending.ports, new AbortController().signal);
  };
  const said = ({ fingerprint, family, kind, severity, title }: Alert) => ({
    fingerprint,
    family,
    kind,
    severity,
    title,
  });

  it("are of each kind that stands for itself, so that the tests below speak of all", () => {
    expect(new Set(alerts.map(({ kind }) => kind))).toEqual(
      new Set(["data-at-risk", "exploitable-host", "over-capacity"]),
    );
  });

  it("come to a webhook as they were raised, and end there", async () => {
    const sink = { kind: "webhook", name: "hook", address: receiver.url, minSeverity: "info" } as const;
    receiver.trust((await addSink(sending.ports, LOCAL_ACTOR, sink)).secret ?? "");
    const before = receiver.messages.length;
    await settle("open");
    await settle("resolved");
    const messages = receiver.messages.slice(before);
    expect(messages.every(({ isGenuine }) => isGenuine)).toBe(true);
    const told = messages.map(({ body }) => bodySchema.parse(JSON.parse(body)));
    for (const alert of alerts) {
      const own = told.filter(({ data }) => data.alert.fingerprint === alert.fingerprint);
      expect(own.map(({ type }) => type)).toEqual(["alert.opened", "alert.resolved"]);
      expect(own[0]?.data.alert).toMatchObject({ ...said(alert), subject: { id: alert.subject.id } });
    }
    expect(told).toHaveLength(2 * alerts.length);
    // How each step of an attack is done is for who may open the alert, not for a channel that many read.
    for (const { body } of messages) expect(body).not.toContain('"steps"');
  });

  it.runIf(program !== undefined)(
    "fire in Alertmanager under names of their own, and end there",
    async () => {
      // It has a clock of its own: what ends in its future has not ended.
      sending = sendingPorts(store, 20 * 60_000);
      const address = `${alertmanager?.url}/`;
      const sink = { kind: "alertmanager", name: "am", minSeverity: "info", address } as const;
      await addSink(sending.ports, LOCAL_ACTOR, sink);
      const firing = async () =>
        ((await alertmanager?.firing()) ?? []).filter(({ labels }) => labels.estate === estateId);
      await settle("open");
      const labels = (await firing()).map((each) => each.labels);
      // One host is attacked and overloaded: two alerts of one resource, told apart.
      expect(labels.map(({ fingerprint }) => fingerprint).sort()).toEqual(
        alerts.map(({ fingerprint }) => fingerprint).sort(),
      );
      expect(
        labels
          .filter(({ resource }) => resource === "web-a")
          .map(({ alertname }) => alertname)
          .sort(),
      ).toEqual(["UmbraExploitableHost", "UmbraOverCapacity"]);
      expect(labels.map(({ alertname }) => alertname)).toContain("UmbraDataAtRisk");
      await settle("resolved");
      expect(await firing()).toEqual([]);
    },
  );
});
