import { afterAll, beforeAll, expect, it } from "vitest";
import { startWebhookReceiver, type WebhookReceiver } from "../../server/testing/webhook-receiver";
import { dataFolders, query, send, startUmbra } from "./umbra-process";

const KILL_COUNT = process.env.UMBRA_LONG === "1" ? 20 : 4;
const folders = dataFolders();
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.stop();
  folders.remove();
});

/** Calls a procedure that changes something; answers its data as superjson wrote it. */
async function change(url: string, procedure: string, input: unknown): Promise<unknown> {
  const { status, body } = await send(`${url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(url).origin },
    body: JSON.stringify({ json: input }),
  });
  if (status !== 200) throw new Error(`${procedure} answered ${status}: ${body}`);
  return (JSON.parse(body) as { result: { data: { json: unknown } } }).result.data.json;
}

const TIME_LIMIT_MS = (KILL_COUNT + 1) * 60_000;

it(`loses no message and doubles none but by its id, through ${KILL_COUNT} kill -9 while sending`, {
  timeout: TIME_LIMIT_MS,
}, async () => {
  const env = { UMBRA_DATA_DIR: folders.make(), UMBRA_OUTBOUND_ALLOW: receiver.place };
  const first = startUmbra(env);
  const url = await first.ready;
  const estates = (await query(url, "estate.list")) as { id: string }[];
  const estateId = estates[0]?.id ?? "";
  const listAlerts = async () => {
    const input = encodeURIComponent(JSON.stringify({ json: { estateId } }));
    const list = (await query(url, `alert.list?input=${input}`)) as {
      alerts: { id: string }[];
      coverage: { finishedAt: string | null };
    };
    return list.coverage.finishedAt === null ? [] : list.alerts;
  };
  const alerts = await expect.poll(listAlerts, { timeout: 60_000 }).not.toHaveLength(0).then(listAlerts);
  receiver.answerWith({ status: 204, delayMs: 150 });
  const sink = { kind: "webhook", name: "hook", address: receiver.url, minSeverity: "info" };
  const { secret } = (await change(url, "sink.add", sink)) as { secret: string };
  receiver.trust(secret);

  let umbra = first;
  for (let kill = 1; kill <= KILL_COUNT; kill += 1) {
    const before = receiver.messages.length;
    const isOver = () => receiver.distinct().length >= alerts.length;
    await receiver.until((messages) => messages.length > before || isOver(), 30_000);
    umbra.child.kill("SIGKILL");
    await umbra.ended;
    umbra = startUmbra(env);
    await umbra.ready;
  }
  await receiver.until(() => receiver.distinct().length >= alerts.length, 60_000);
  const list = async () => (await query(await umbra.ready, "sink.list")) as { pendingCount: number }[];
  await expect.poll(async () => (await list())[0]?.pendingCount, { timeout: 30_000 }).toBe(0);
  umbra.child.kill("SIGTERM");
  await umbra.ended;

  expect(receiver.distinct()).toHaveLength(alerts.length);
  // The message that was on its way when the process died is the only one that comes again.
  expect(receiver.messages.length - alerts.length).toBeLessThanOrEqual(KILL_COUNT);
  for (const message of receiver.messages) {
    const same = receiver.messages.filter(({ id }) => id === message.id);
    expect(new Set(same.map(({ body }) => body)).size).toBe(1);
  }
  expect(receiver.messages.slice(1).every(({ isGenuine }) => isGenuine)).toBe(true);
});
