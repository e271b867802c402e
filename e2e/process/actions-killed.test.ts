import type { EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../../server/testing/free-port";
import { startMoto } from "../../server/testing/moto";
import {
  closeToWorld,
  customerClient,
  makeShop,
  openToWorld,
  type Shop,
} from "../../server/testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../../server/testing/moto-proxy";
import { emptyPostgres, testDatabases } from "../../server/testing/test-databases";
import { testPeer } from "../../server/testing/test-peers";
import { dataFolders, mutate, query, startUmbra, type UmbraProcess } from "./umbra-process";
import { eventually, startProgram, type UmbraProgram } from "./umbra-program";

/** A change is made once, or undone, whoever is killed while it is on its way, and at whatever step. */

const folders = dataFolders();
afterAll(() => folders.remove());

/**
 * Each life of an action meets a kill of every process in every state that is seen. In the normal run each database
 * sees one life, which is good on one and spoilt on the other.
 */
const lifeCount = process.env.UMBRA_LONG === "1" ? 20 : 1;
const TIME_LIMIT_MS = 400_000 * lifeCount;
const STUCK_LIMIT_MS = 120_000;
const START_LIMIT_MS = 90_000;
const DATABASE_PORT = 5432;
const OTHER_PORT = 9_999;
/** Slows what the executor says to the provider, so that a kill meets it in the middle. */
const CALL_DELAY_MS = 1_500;
const OVER = [
  "recorded",
  "refused",
  "rejected",
  "expired",
  "cancelled",
  "succeeded",
  "rolled-back",
  "needs-human",
];

interface Action {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly planHash: string | null;
}

interface World {
  readonly url: string;
  readonly shop: Shop;
  readonly customer: EC2Client;
  /** Between the executor and the provider: counts what it does. */
  readonly handProxy: MotoProxy;
  readonly estateId: string;
  /** Kills web, worker and executor at once, and starts them again. */
  readonly killAll: () => Promise<void>;
}

const [moto] = testPeer("UMBRA_TEST_MOTO");
const databases = testDatabases().map(({ name }) => ({ name }));

// Most of the time passes while leases end: the databases wait beside each other.
describe.concurrent.each(moto ? databases : [])("actions on $name", ({ name }) => {
  it(
    `are made once and never left hanging when everything is killed in every state, lives: ${lifeCount}`,
    async () => {
      const isPostgres = name === "PostgreSQL";
      const postgres = isPostgres ? await emptyPostgres() : undefined;
      const { world, stop } = await startWorld(postgres?.databaseUrl);
      try {
        const killed: string[] = [];
        for (let life = 0; life < lifeCount; life += 1) {
          // Every other change is spoilt by somebody: it is not undone over their head, but left to a person.
          const states = await liveThrough(world, (life % 2 === 1) !== isPostgres);
          killed.push(...states);
        }
        console.info(`killed in: ${[...new Set(killed)].join(", ")}`);
        for (const state of ["awaiting-approval", "approved", "executing", "verifying"])
          expect(killed.filter((each) => each === state).length).toBeGreaterThanOrEqual(lifeCount);
        const audit = await query<{ isWhole: boolean }>(world.url, "audit.verify");
        expect(audit.isWhole).toBe(true);
      } finally {
        await stop();
        await postgres?.drop();
      }
    },
    TIME_LIMIT_MS,
  );
});

/** One action from its alert to its end, with a kill in every state that is seen; answers with those. */
async function liveThrough(world: World, isSpoilt: boolean): Promise<readonly string[]> {
  const { shop, customer, handProxy, url } = world;
  handProxy.clear();
  const before = new Set((await actionsOf(world)).map(({ id }) => id));
  await openToWorld(customer, shop.databaseGroupId, DATABASE_PORT);
  const id = await eventually(
    "the alert is answered",
    async () => (await actionsOf(world)).find((each) => !before.has(each.id))?.id,
    STUCK_LIMIT_MS,
  );
  const seen: string[] = [];
  let movedAt = Date.now();
  for (;;) {
    const { state, reason, planHash } = await readAction(url, id);
    if (OVER.includes(state)) {
      expect([state, reason]).toEqual([isSpoilt ? "needs-human" : "succeeded", reason]);
      break;
    }
    if (!seen.includes(state)) {
      seen.push(state);
      if (state === "verifying" && isSpoilt) await openToWorld(customer, shop.databaseGroupId, OTHER_PORT);
      await world.killAll();
      if (state === "awaiting-approval")
        await mutate(url, "action.approve", { actionId: id, planHash, reason: "looked at" });
      movedAt = Date.now();
    }
    expect(Date.now() - movedAt, `it is ${state}`).toBeLessThan(STUCK_LIMIT_MS);
  }
  const did = handProxy.calls.filter(({ isDryRun }) => !isDryRun).map(({ action }) => action);
  const count = (action: string) => did.filter((each) => each === action).length;
  expect(count("RevokeSecurityGroupIngress")).toBe(1);
  expect(count("AuthorizeSecurityGroupIngress")).toBe(0);
  if (isSpoilt) await closeToWorld(customer, shop.databaseGroupId, OTHER_PORT);
  await settled(world);
  return seen;
}

/**
 * The network is mirrored as it stands, the alert is resolved, and no action is on its way: what was seen of this life, and
 * answered, is not taken for the next one's. Of two sweeps from now on the second one began after now.
 */
async function settled(world: World): Promise<void> {
  const { url, estateId, shop } = world;
  const lastSweep = async () => (await query<{ lastSweepAt: string }[]>(url, "source.list"))[0]?.lastSweepAt;
  for (let sweep = 0; sweep < 2; sweep += 1) {
    const before = await lastSweep();
    await eventually("a sweep", async () => (await lastSweep()) !== before, STUCK_LIMIT_MS);
  }
  await eventually(
    "the alert resolves, and what was answered is over",
    async () => {
      const { analysis } = await query<{ analysis: { state: string } }>(url, "estate.overview", { estateId });
      const { alerts } = await query<{ alerts: { kind: string; state: string; subject: { id: string } }[] }>(
        url,
        "alert.list",
        { estateId },
      );
      const isResolved = alerts.every(
        ({ kind, state, subject }) =>
          kind !== "internet-exposure" || subject.id !== shop.databaseId || state === "resolved",
      );
      const isOver = (await actionsOf(world)).every(({ state }) => OVER.includes(state));
      return analysis.state === "done" && isResolved && isOver;
    },
    STUCK_LIMIT_MS,
  );
}

async function actionsOf({ url, estateId }: World): Promise<readonly Action[]> {
  return (await query<{ actions: Action[] }>(url, "action.list", { estateId })).actions;
}

async function readAction(url: string, actionId: string): Promise<Action> {
  return (await query<{ action: Action }>(url, "action.read", { actionId })).action;
}

/** Provider, server, worker, agent and executor, and a rule that closes what the internet reaches. */
async function startWorld(databaseUrl: string | undefined) {
  const provider = await startMoto(moto?.program ?? "");
  const handProxy = await startMotoProxy(provider.url);
  handProxy.setDelay(CALL_DELAY_MS);
  const customer = customerClient(provider.url);
  const shop = await makeShop(customer);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    UMBRA_DATA_DIR: folders.make(),
    UMBRA_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const keys = { AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" };
  const startWeb = () =>
    startUmbra({ ...env, PORT: String(port), UMBRA_JOBS: databaseUrl ? "off" : "on" }, ["--empty"]);
  const startWorker = () => (databaseUrl ? startProgram(["worker"], env) : undefined);
  let web: UmbraProcess = startWeb();
  await web.ready;
  let worker: UmbraProgram | undefined = startWorker();
  const { token } = await mutate<{ token: string }>(url, "source.createAgent", {
    name: "shop",
    target: { kind: "new-estate", name: "shop" },
  });
  const agent = startProgram(["agent", "--server", url, "--region", "us-east-1", "--interval", "1"], {
    ...keys,
    UMBRA_AGENT_TOKEN: token,
    UMBRA_AWS_ENDPOINT: provider.url,
  });
  const hand = await mutate<{ token: string }>(url, "executor.create", { name: "hand" });
  const allows = ["revoke-group-rule", "authorize-group-rule"].flatMap((kind) => ["--allow", kind]);
  const startExecutor = () =>
    startProgram(["executor", "--server", url, "--region", "us-east-1", ...allows], {
      ...keys,
      UMBRA_EXECUTOR_TOKEN: hand.token,
      UMBRA_AWS_ENDPOINT: handProxy.url,
    });
  let executor = startExecutor();
  const estateId = await eventually(
    "the first sweep makes an estate, and its analysis is done",
    async () => {
      const id = (await query<{ id: string }[]>(url, "estate.list"))[0]?.id;
      if (!id) return undefined;
      const overview = await query<{ analysis: { state: string } }>(url, "estate.overview", { estateId: id });
      return overview.analysis.state === "done" && id;
    },
    START_LIMIT_MS,
  );
  await mutate(url, "rule.create", { estateId, rule: closingRule(shop) });
  const killAll = async () => {
    web.child.kill("SIGKILL");
    await Promise.all([web.ended, worker?.kill("SIGKILL"), executor.kill("SIGKILL")]);
    web = startWeb();
    executor = startExecutor();
    worker = startWorker();
    await web.ready;
  };
  const stop = async () => {
    for (const program of [agent, executor, worker]) await program?.kill("SIGTERM");
    web.child.kill("SIGTERM");
    await web.ended;
    await handProxy.stop();
    await provider.stop();
  };
  const world: World = { url, shop, customer, handProxy, estateId, killAll };
  return { world, stop };
}

function closingRule({ databaseId }: Shop) {
  return {
    name: "close the database",
    mode: "ask",
    trigger: { kinds: ["internet-exposure"], minSeverity: "low", states: ["opened", "reopened"] },
    conditions: { subjectIds: [databaseId], tags: [] },
    action: { kind: "remove-rule" },
    limits: { cooldownMinutes: 0, perHour: 100, perDay: 100 },
    owner: "local",
    createdFrom: null,
  };
}
