import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { startAlertmanager } from "./alertmanager";
import { testPeer } from "./test-peers";
import { startWebhookReceiver } from "./webhook-receiver";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function receiver() {
  const started = await startWebhookReceiver();
  cleanups.push(started.stop);
  return started;
}

function post(url: string, body: string, headers: Record<string, string> = {}) {
  return fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

describe("the webhook receiver", () => {
  it("knows a signed message from a forged one", async () => {
    const { url, trust, messages } = await receiver();
    trust(SECRET);
    const at = new Date();
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const signature = new Webhook(SECRET).sign("msg_1", at, "{}");
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
    };
    await post(url, "{}", headers);
    await post(url, '{"a":1}', headers);
    expect(messages.map(({ isGenuine }) => isGenuine)).toEqual([true, false]);
  });

  it("answers as it is told", async () => {
    const { url, answerWith, connectionCount } = await receiver();
    answerWith({ status: 429, headers: { "retry-after": "7" } });
    const answer = await post(url, "{}");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
    answerWith("drop");
    await expect(post(url, "{}")).rejects.toThrow();
    expect(connectionCount()).toBeGreaterThan(0);
  });
});

describe.each(testPeer("UMBRA_TEST_ALERTMANAGER"))("Alertmanager", ({ program }) => {
  it("fires, notifies, and has forgotten the alert after a restart", async () => {
    const { url, until } = await receiver();
    const alertmanager = await startAlertmanager(program, url);
    cleanups.push(alertmanager.stop);
    const alerts = JSON.stringify([{ labels: { alertname: "Test" }, annotations: {} }]);
    expect((await post(`${alertmanager.url}/api/v2/alerts`, alerts)).status).toBe(200);
    expect((await alertmanager.firing()).map(({ labels }) => labels)).toEqual([{ alertname: "Test" }]);
    await until((messages) => messages.length === 1);
    await alertmanager.restart();
    expect(await alertmanager.firing()).toEqual([]);
  });
});
