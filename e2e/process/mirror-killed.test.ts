import { setTimeout as wait } from "node:timers/promises";
import { DescribeSecurityGroupsCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, describe, expect, it } from "vitest";
import { readerPolicy } from "../../server/adapters/aws";
import { freePort } from "../../server/testing/free-port";
import { startMoto } from "../../server/testing/moto";
import {
  closeToWorld,
  customerClient,
  makeShop,
  openToWorld,
  type Shop,
} from "../../server/testing/moto-network";
import { startMotoProxy } from "../../server/testing/moto-proxy";
import { emptyPostgres, testDatabases } from "../../server/testing/test-databases";
import { testPeer } from "../../server/testing/test-peers";
import { startWebhookReceiver, type WebhookReceiver } from "../../server/testing/webhook-receiver";
import { dataFolders, mutate, query, startUmbra, type UmbraProcess } from "./umbra-process";
import { eventually, startProgram, type UmbraProgram } from "./umbra-program";

const folders = dataFolders();
afterAll(() => folders.remove());

const killCount = process.env.UMBRA_LONG === "1" ? 20 : 4;
const SETTLE_LIMIT_MS = 60_000;
const DATABASE_PORT = 5432;

/** Chance that is the same in every run with this seed, which is printed. */
const seed = Number(process.env.UMBRA_SEED ?? 20261126);
function chance(): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Everything that runs: the parts that are killed can be started again as they were. */
interface Estate {
  readonly url: string;
  web: UmbraProcess;
  agent: UmbraProgram;
  worker: UmbraProgram | undefined;
  readonly restart: (part: Part) => Promise<void>;
  /** What every agent so far printed. */
  readonly agentOutput: () => string;
}

type Part = "agent" | "web" | "worker";

const databases = testDatabases().map(({ name }) => ({ name }));
const [moto] = testPeer("UMBRA_TEST_MOTO");

describe.each(moto ? databases : [])("agent, server and worker on $name", ({ name }) => {
  it(`lose nothing and double nothing when they are killed ${killCount} times (seed ${seed})`, async () => {
    const provider = await startMoto(moto?.program ?? "");
    const proxy = await startMotoProxy(provider.url);
    const receiver = await startWebhookReceiver();
    const postgres = name === "PostgreSQL" ? await emptyPostgres() : undefined;
    const customer = customerClient(provider.url);
    const shop = await makeShop(customer);
    const estate = await startEstate({ proxyUrl: proxy.url, receiver, databaseUrl: postgres?.databaseUrl });
    const stream = streamChanges(customer, shop);
    try {
      const estateId = await firstEstate(estate.url);
      const random = chance();
      const parts: Part[] = postgres ? ["agent", "web", "worker"] : ["agent", "web"];
      for (let count = 0; count < killCount; count++) {
        // Every other kill comes after a sweep was taken in, the others at any moment.
        if (count % 2 === 0) await nextSweep(estate);
        await wait(random() * 2_500);
        await estate.restart(parts[count % parts.length] ?? "agent");
      }
      await stream.stop();
      await settled(estate.url, estateId, customer, shop);
      await expectNothingLost(estate, estateId);
      await expectNoDoubledMessage(receiver);
      const allowed: string[] = JSON.parse(readerPolicy()).Statement[0].Action;
      const called = [...new Set(proxy.calls.map(({ service, action }) => `${service}:${action}`))];
      expect(called.filter((action) => !allowed.includes(action))).toEqual([]);
    } finally {
      await stream.stop();
      for (const program of [estate.agent, estate.worker]) await program?.kill("SIGTERM");
      estate.web.child.kill("SIGTERM");
      await estate.web.ended;
      await Promise.all([receiver.stop(), proxy.stop(), postgres?.drop()]);
      await provider.stop();
    }
  });
});

async function startEstate(terms: {
  readonly proxyUrl: string;
  readonly receiver: WebhookReceiver;
  readonly databaseUrl: string | undefined;
}): Promise<Estate> {
  const { proxyUrl, receiver, databaseUrl } = terms;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    UMBRA_DATA_DIR: folders.make(),
    UMBRA_OUTBOUND_ALLOW: receiver.place,
    UMBRA_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const startWeb = async () => {
    const web = startUmbra({ ...env, PORT: String(port), UMBRA_JOBS: databaseUrl ? "off" : "on" }, [
      "--empty",
    ]);
    await web.ready;
    return web;
  };
  const startWorker = () => (databaseUrl ? startProgram(["worker"], env) : undefined);
  const web = await startWeb();
  const worker = startWorker();
  const { token } = await mutate<{ token: string }>(url, "source.createAgent", {
    name: "shop",
    target: { kind: "new-estate", name: "shop" },
  });
  const { secret } = await mutate<{ secret: string }>(url, "sink.add", {
    kind: "webhook",
    name: "receiver",
    address: receiver.url,
    minSeverity: "info",
  });
  receiver.trust(secret);
  const startAgent = () =>
    startProgram(["agent", "--server", url, "--region", "us-east-1", "--interval", "1"], {
      UMBRA_AGENT_TOKEN: token,
      UMBRA_AWS_ENDPOINT: proxyUrl,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });
  let earlierOutput = "";
  const estate: Estate = {
    url,
    web,
    worker,
    agent: startAgent(),
    agentOutput: () => earlierOutput + estate.agent.output(),
    restart: async (part) => {
      switch (part) {
        case "agent":
          await estate.agent.kill("SIGKILL");
          earlierOutput += estate.agent.output();
          estate.agent = startAgent();
          break;
        case "worker":
          await estate.worker?.kill("SIGKILL");
          estate.worker = startWorker();
          break;
        case "web":
          estate.web.child.kill("SIGKILL");
          await estate.web.ended;
          estate.web = await startWeb();
      }
    },
  };
  return estate;
}

/** Opens and closes the database group, again and again, until it is stopped; ends closed. */
function streamChanges(ec2: EC2Client, { databaseGroupId }: Shop) {
  let isStopped = false;
  const running = (async () => {
    while (!isStopped) {
      await openToWorld(ec2, databaseGroupId, DATABASE_PORT);
      await wait(1_300);
      await closeToWorld(ec2, databaseGroupId, DATABASE_PORT);
      await wait(900);
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}

function firstEstate(url: string): Promise<string> {
  return eventually(
    "the first sweep makes an estate",
    async () => (await query<{ id: string }[]>(url, "estate.list"))[0]?.id,
    SETTLE_LIMIT_MS,
  );
}

/** Waits for one more sweep that the agent heard was taken in. */
async function nextSweep({ agentOutput }: Estate): Promise<void> {
  const count = () => agentOutput().split("sweep taken in").length;
  const before = count();
  await eventually("a sweep is taken in", async () => count() > before, SETTLE_LIMIT_MS);
}

interface Entry {
  readonly number: number;
  readonly snapshotId: string;
  readonly changes: { readonly addedCount: number; readonly removedCount: number } | null;
}

async function historyOf(url: string, estateId: string): Promise<readonly Entry[]> {
  const input = { estateId, limit: 200 };
  return (await query<{ entries: Entry[] }>(url, "history.list", input)).entries;
}

interface AlertRow {
  readonly kind: string;
  readonly state: string;
  readonly subject: { readonly id: string };
}

/** The mirror shows what the provider has, its analysis is done, and nothing of the exposure is left open. */
async function settled(url: string, estateId: string, ec2: EC2Client, shop: Shop): Promise<void> {
  const asked = new DescribeSecurityGroupsCommand({ GroupIds: [shop.databaseGroupId] });
  const group = (await ec2.send(asked)).SecurityGroups?.[0];
  expect(group?.IpPermissions?.flatMap(({ IpRanges = [] }) => IpRanges)).toEqual([]);
  await eventually(
    "the mirror comes to rest on what the provider has",
    async () => {
      const overview = await query<{ analysis: { state: string } }>(url, "estate.overview", { estateId });
      const resource = { estateId, id: shop.databaseGroupId };
      const { raw } = await query<{ raw: string }>(url, "resource.read", resource);
      const { alerts } = await query<{ alerts: AlertRow[] }>(url, "alert.list", { estateId });
      const exposed = alerts.filter(
        ({ kind, subject }) => kind === "internet-exposure" && subject.id === shop.databaseId,
      );
      const isClosed = exposed.every(({ state }) => state === "resolved");
      return overview.analysis.state === "done" && !raw.includes('0.0.0.0/0"}}') && isClosed;
    },
    SETTLE_LIMIT_MS,
  );
}

/** Every snapshot the agent was told of is there, once, and no change took a resource away. */
async function expectNothingLost(estate: Estate, estateId: string): Promise<void> {
  const entries = await historyOf(estate.url, estateId);
  const acknowledged = [...estate.agentOutput().matchAll(/snapshot ([0-9a-f]{12}), new/g)].map(
    (found) => found[1],
  );
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(entries.length).toBeGreaterThan(1);
  const stored = entries.map(({ snapshotId }) => snapshotId.slice(0, 12));
  expect(acknowledged.filter((id) => !stored.includes(id ?? ""))).toEqual([]);
  const numbers = entries.map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, position) => numbers.length - position));
  expect(stored.filter((id, position) => id === stored[position + 1])).toEqual([]);
  const removals = entries.filter(({ changes }) => changes && changes.removedCount > 0);
  expect(removals).toEqual([]);
}

/** Each transition arrived; whatever came twice says so by its id and has the same content. */
async function expectNoDoubledMessage(receiver: WebhookReceiver): Promise<void> {
  const distinct = receiver.distinct();
  expect(distinct.every(({ isGenuine }) => isGenuine)).toBe(true);
  const named = distinct.map(({ body }) => {
    const { alert, transition } = JSON.parse(body).data;
    return `${alert.fingerprint} ${transition.number}`;
  });
  expect(named.length).toBeGreaterThan(0);
  expect(named.toSorted()).toEqual([...new Set(named)].toSorted());
}
