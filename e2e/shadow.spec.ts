import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readerPolicy } from "../server/adapters/aws";
import { type Alertmanager, startAlertmanager } from "../server/testing/alertmanager";
import { freePort } from "../server/testing/free-port";
import { type Moto, startMoto } from "../server/testing/moto";
import {
  closeToWorld,
  customerClient,
  makeShop,
  openToWorld,
  type Shop,
} from "../server/testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../server/testing/moto-proxy";
import { emptyPostgres } from "../server/testing/test-databases";
import { testPeer } from "../server/testing/test-peers";
import { expectAccessible } from "./accessibility";
import { query, startUmbra, type UmbraProcess } from "./process/umbra-process";
import { eventually, startProgram, type UmbraProgram } from "./process/umbra-program";
import { expect, type Page, test } from "./story";

/*
 * The whole of Umbra, once, on real peers: an account at moto is mirrored by the agent, its database is opened to the world through the
 * provider's API, and without anybody touching Umbra the change, the alert, its proof, its cure and its end arrive.
 */

const REGION = "us-east-1";
const DATABASE_PORT = 5432;
/** From the poll that sees a change to the page and to Alertmanager. */
const ALERT_LIMIT_MS = 15_000;
/** The agent polls each second here; this is for the poll to come, and for a busy machine. */
const POLL_LIMIT_MS = 30_000;

const [motoPeer] = testPeer("UMBRA_TEST_MOTO");
const [alertmanagerPeer] = testPeer("UMBRA_TEST_ALERTMANAGER");
const postgresUrl = process.env.UMBRA_TEST_DATABASE_URL;
if (!postgresUrl && process.env.CI === "true")
  throw new Error("UMBRA_TEST_DATABASE_URL is not set: run `npm test`");
const databases = motoPeer && alertmanagerPeer ? ["PGlite", ...(postgresUrl ? ["PostgreSQL"] : [])] : [];

/** Everything that runs beside the browser. */
interface World {
  readonly url: string;
  readonly moto: Moto;
  readonly proxy: MotoProxy;
  readonly alertmanager: Alertmanager;
  readonly shop: Shop;
  readonly startAgent: (token: string) => void;
  readonly stop: () => Promise<void>;
}

for (const database of databases) {
  test(`a database opened at the provider becomes an alert with proof and cure, and ends (${database})`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const world = await startWorld(database === "PostgreSQL");
    try {
      await mirror(page, world);
      await openedDatabase(page, world);
      await diffNamesTheRule(page, world);
      await proofAndCure(page, world);
      await ruleInOneClick(page);
      await closedDatabase(page, world);
      await deniedInBetween(page, world);
      expectOnlyReads(world);
    } finally {
      await world.stop();
    }
  });
}

async function startWorld(isPostgres: boolean): Promise<World> {
  const moto = await startMoto(motoPeer?.program ?? "");
  const proxy = await startMotoProxy(moto.url);
  const alertmanager = await startAlertmanager(alertmanagerPeer?.program ?? "");
  const shop = await makeShop(customerClient(moto.url));
  const postgres = isPostgres ? await emptyPostgres() : undefined;
  const folder = mkdtempSync(join(tmpdir(), "umbra-shadow-"));
  const port = await freePort();
  const env = {
    PORT: String(port),
    UMBRA_DATA_DIR: join(folder, "data"),
    UMBRA_OUTBOUND_ALLOW: alertmanager.place,
    UMBRA_SECRET_KEY: Buffer.alloc(32, 9).toString("base64"),
    ...(postgres ? { DATABASE_URL: postgres.databaseUrl, UMBRA_JOBS: "off" } : {}),
  };
  const web: UmbraProcess = startUmbra(env, ["--empty"]);
  await web.ready;
  const programs: UmbraProgram[] = postgres ? [startProgram(["worker"], env)] : [];
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    moto,
    proxy,
    alertmanager,
    shop,
    startAgent: (token) => {
      const args = ["agent", "--server", url, "--region", REGION, "--interval", "1"];
      const agentEnv = {
        UMBRA_AGENT_TOKEN: token,
        UMBRA_AWS_ENDPOINT: proxy.url,
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
      };
      programs.push(startProgram(args, agentEnv));
    },
    stop: async () => {
      for (const program of programs) await program.kill("SIGTERM");
      web.child.kill("SIGTERM");
      await web.ended;
      await Promise.all([alertmanager.stop(), proxy.stop(), postgres?.drop()]);
      await moto.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A source is made on the page, its token given to an agent, and the network appears; then Alertmanager is added. */
async function mirror(page: Page, { url, alertmanager, startAgent }: World): Promise<void> {
  await page.goto(`${url}/settings/sources`);
  await page.getByLabel("Name", { exact: true }).fill("shop");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const command = (await page.locator("pre", { hasText: "umbra_agent_" }).textContent()) ?? "";
  const token = /umbra_agent_[\w-]+/.exec(command)?.[0] ?? "";
  expect(token).not.toBe("");
  startAgent(token);
  await page.goto(`${url}/settings/notifications`);
  await page.getByRole("button", { name: "Add a sink…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("alertmanager");
  await dialog.getByLabel("Address", { exact: true }).fill(alertmanager.url);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("list", { name: "Sinks" }).getByText("alertmanager").first()).toBeVisible();
  const estateId = await eventually(
    "the agent's first sweep makes an estate",
    async () => (await query<{ id: string }[]>(url, "estate.list"))[0]?.id,
    POLL_LIMIT_MS,
  );
  await page.goto(`${url}/alerts?estate=${estateId}`);
  await expect(rows(page).first()).toBeVisible({ timeout: POLL_LIMIT_MS });
  await expect(databaseRow(page)).toHaveCount(0);
}

const rows = (page: Page) => page.getByRole("list", { name: "Alerts, worst first" }).getByRole("listitem");
const databaseRow = (page: Page) =>
  rows(page).filter({ hasText: "shop-database answers the whole internet" });
const estateOf = (page: Page) => new URL(page.url()).searchParams.get("estate") ?? "";

/** Alertmanager's alerts on the database, as they fire now. */
async function firing({ alertmanager, shop }: World) {
  const all = await alertmanager.firing();
  return all.filter(
    ({ labels }) => labels.kind === "internet-exposure" && labels.resource === shop.databaseId,
  );
}

/** When the agent next asks, which is the poll that sees what was changed before; `action` is its last call. */
async function nextPoll({ proxy }: World, action = "DescribeSecurityGroups"): Promise<number> {
  const count = () => proxy.calls.filter((call) => call.action === action).length;
  const before = count();
  await eventually("the agent polls", async () => count() > before, POLL_LIMIT_MS);
  return Date.now();
}

/** The group is opened through the provider's API; the page, which nobody touches, and Alertmanager learn of it. */
async function openedDatabase(page: Page, world: World): Promise<void> {
  const { moto, shop } = world;
  await openToWorld(customerClient(moto.url), shop.databaseGroupId, DATABASE_PORT);
  const polledAt = await nextPoll(world);
  await expect(databaseRow(page)).toHaveCount(1, { timeout: ALERT_LIMIT_MS });
  const pageMs = Date.now() - polledAt;
  await eventually(
    "Alertmanager has the alert",
    async () => (await firing(world)).length === 1,
    ALERT_LIMIT_MS,
  );
  const sinkMs = Date.now() - polledAt;
  console.log(`from the poll to the page ${pageMs} ms, to Alertmanager ${sinkMs} ms`);
  expect(sinkMs).toBeLessThan(ALERT_LIMIT_MS);
  const announced = page.getByRole("link", { name: /^Alerts: \d+ open/ });
  await expect(announced).toBeVisible();
}

interface DiffRow {
  readonly op: string;
  readonly element: { readonly kind: string; readonly id: string };
  readonly title: string;
  readonly fieldCount: number;
}

/** A new snapshot is in the history, and the comparison with the one before names the rule and nothing else. */
async function diffNamesTheRule(page: Page, { url, shop }: World): Promise<void> {
  const estateId = estateOf(page);
  const { rows: changed } = await query<{ rows: DiffRow[] }>(url, "history.diff", { estateId });
  expect(changed).toHaveLength(1);
  expect(changed[0]).toMatchObject({
    op: "changed",
    fieldCount: 1,
    element: { kind: "securityGroup", id: shop.databaseGroupId },
  });
  await page.goto(`${url}/history?estate=${estateId}`);
  const newest = page.getByRole("main").getByRole("listitem").first();
  await expect(newest).toContainText("Snapshot 2");
  await expect(newest).toContainText("tcp 5432 from 0.0.0.0/0");
  await newest.getByRole("link", { name: /What changed/ }).click();
  await expect(page).toHaveURL(/\/diff/);
  await expect(page.getByRole("main")).toContainText("tcp 5432 from 0.0.0.0/0");
  await expectAccessible(page);
}

/** The alert's page: Z3 confirms it, and its cure was verified by a run. */
async function proofAndCure(page: Page, { url }: World): Promise<void> {
  await page.goto(`${url}/alerts?estate=${estateOf(page)}`);
  await databaseRow(page).getByRole("link").click();
  const alert = page.getByRole("article");
  await expect(alert.getByTestId("solver-check")).toContainText("Confirmed");
  await expect(alert.getByRole("link", { name: "Verified by simulation" }).first()).toBeVisible({
    timeout: POLL_LIMIT_MS,
  });
  await expectAccessible(page);
}

/** One click fills a rule in; its dry-run finds the one time it would have fired. */
async function ruleInOneClick(page: Page): Promise<void> {
  const estateId = estateOf(page);
  await page.getByRole("link", { name: "Create remediation rule" }).click();
  await expect(page.getByRole("radio", { name: /^Dry-run/ })).toBeChecked();
  await page.getByRole("button", { name: "Save rule" }).click();
  await page.getByRole("button", { name: "Run the dry-run" }).click();
  await expect(page.getByTestId("run-sentence")).toHaveText("Would have fired 1 time", {
    timeout: POLL_LIMIT_MS,
  });
  await expect(page.getByRole("list", { name: "Firings" })).toContainText("Verified by simulation");
  await page.goto(`${new URL(page.url()).origin}/alerts?estate=${estateId}`);
  await expect(databaseRow(page)).toHaveCount(1);
}

/** The rule is taken back at the provider; the alert ends on the page and at Alertmanager. */
async function closedDatabase(page: Page, world: World): Promise<void> {
  await closeToWorld(customerClient(world.moto.url), world.shop.databaseGroupId, DATABASE_PORT);
  await nextPoll(world);
  await ended(page, world);
}

async function ended(page: Page, world: World): Promise<void> {
  await eventually(
    "Alertmanager's alert ends",
    async () => (await firing(world)).length === 0,
    POLL_LIMIT_MS,
  );
  await expect(databaseRow(page)).toHaveCount(0, { timeout: ALERT_LIMIT_MS });
}

/** The same again, but the region cannot be read while the rule is taken back: that ends nothing. */
async function deniedInBetween(page: Page, world: World): Promise<void> {
  const { moto, proxy, shop } = world;
  const customer = customerClient(moto.url);
  await openToWorld(customer, shop.databaseGroupId, DATABASE_PORT);
  await expect(databaseRow(page)).toHaveCount(1, { timeout: POLL_LIMIT_MS });
  await eventually(
    "Alertmanager has it again",
    async () => (await firing(world)).length === 1,
    POLL_LIMIT_MS,
  );
  proxy.setFaults([{ fault: "deny", region: REGION }]);
  await expect(databaseRow(page)).toContainText("unverified", { timeout: POLL_LIMIT_MS });
  await closeToWorld(customer, shop.databaseGroupId, DATABASE_PORT);
  // Who may not even ask whose account it is asks nothing else.
  await nextPoll(world, "GetCallerIdentity");
  await nextPoll(world, "GetCallerIdentity");
  await expect(databaseRow(page)).toContainText("unverified");
  expect(await firing(world)).toHaveLength(1);
  proxy.setFaults([]);
  await ended(page, world);
}

/** Nothing was ever asked that the policy shown on the page does not allow. */
function expectOnlyReads({ proxy }: World): void {
  const allowed: string[] = JSON.parse(readerPolicy()).Statement[0].Action;
  const called = [...new Set(proxy.calls.map(({ service, action }) => `${service}:${action}`))];
  expect(called.length).toBeGreaterThan(5);
  expect(called.filter((action) => !allowed.includes(action))).toEqual([]);
}
