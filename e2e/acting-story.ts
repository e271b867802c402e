import type { MotoProxy } from "../server/testing/moto-proxy";
import { expectAccessible } from "./accessibility";
import type { ActingWorld } from "./acting-world";
import { query } from "./process/umbra-process";
import { expect, type Page } from "./story";

/** What a person does at the pages while a rule acts, from the alert to the audit, whatever the alert is about. */

type World = ActingWorld<unknown>;

/** The agent polls each second here; this is for the poll to come, and for a busy machine. */
export const POLL_LIMIT_MS = 60_000;
/** From the approval to a verified success: claims, two readings of production, a sweep, an analysis. */
const ACT_LIMIT_MS = 150_000;

/** Rows of the inbox. */
export const alertRows = (page: Page) =>
  page.getByRole("list", { name: "Alerts, worst first" }).getByRole("listitem");

async function openCount(page: Page): Promise<number> {
  const bell = page.getByRole("link", { name: /^Alerts/ }).filter({ hasNotText: "Alerts" });
  return Number(/(\d+) open/.exec((await bell.first().getAttribute("aria-label")) ?? "")?.[1] ?? Number.NaN);
}

/** What is changed at the provider, and which alert there is then that was not before. */
interface Raised {
  readonly title: RegExp | string;
  readonly change: () => Promise<unknown>;
  /** No other alert ends with it: the bell counts exactly one more, and that is said. */
  readonly isOneMore?: boolean;
}

/** The change is made; the inbox, which nobody touches, learns of it. Answers with the alert's id. */
export async function alertOf(
  page: Page,
  { url, estateId }: World,
  { title, change, isOneMore = false }: Raised,
): Promise<string> {
  await page.goto(`${url}/alerts?estate=${estateId}`);
  // The first network has alerts of its own: with them its analysis is over.
  await expect(alertRows(page).first()).toBeVisible({ timeout: POLL_LIMIT_MS });
  await expect.poll(() => openCount(page)).toBeGreaterThan(0);
  const row = alertRows(page).filter({ hasText: title });
  await expect(row).toHaveCount(0);
  const before = await openCount(page);
  await change();
  await expect(row).toHaveCount(1, { timeout: POLL_LIMIT_MS });
  if (isOneMore) {
    await expect.poll(() => openCount(page)).toBe(before + 1);
    await expect(page.getByRole("status", { name: "Announcements" })).toContainText("1 more than before");
  }
  await row.getByRole("link").click();
  await expect(
    page.getByRole("article").getByRole("link", { name: "Verified by simulation" }).first(),
  ).toBeVisible({ timeout: POLL_LIMIT_MS });
  return new URL(page.url()).searchParams.get("sel") ?? "";
}

/** From the alert to a saved rule without typing, and to a dry-run that finds the one time. */
export async function ruleInOneClick(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Create remediation rule" }).click();
  await expect(page.getByRole("radio", { name: /^Dry-run/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /^Auto/ })).toBeDisabled();
  await page.getByRole("button", { name: "Save rule" }).click();
  await expect(page).toHaveURL(/\/rules\/(?!new)/);
  await expect(page.getByRole("radio", { name: /^Auto.*not yet: .*dry-run/ })).toBeDisabled();
  await page.getByRole("button", { name: "Run the dry-run" }).click();
  await expect(page.getByTestId("run-sentence")).toHaveText("Would have fired 1 time", {
    timeout: POLL_LIMIT_MS,
  });
  await expect(page.getByRole("list", { name: "Firings" })).toContainText("Verified by simulation");
}

/** The rule makes plans from now on. */
export async function letItAsk(page: Page): Promise<void> {
  await page.getByRole("radio", { name: /^Ask/ }).check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Rule saved").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask now for the open alerts" })).toBeVisible();
}

/** An executor is made on its page, which shows its token once, and started with it. */
export async function executorIsConnected(
  page: Page,
  { startExecutor }: World,
  allows: readonly string[],
): Promise<void> {
  const before = page.url();
  await expect(page.getByText("No executor is connected")).toBeVisible();
  await page.getByRole("link", { name: "Executors", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Executors", level: 1 })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("production");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const command = page.locator("pre", { hasText: "UMBRA_EXECUTOR_TOKEN" });
  await expect(command).toContainText(/umbra_executor_[\w-]{43}/);
  const token = /umbra_executor_[\w-]{43}/.exec((await command.textContent()) ?? "")?.[0] ?? "";
  startExecutor(token, allows);
  await expect(page.getByRole("list", { name: "Executors" })).toContainText("Connected", {
    timeout: POLL_LIMIT_MS,
  });
  // Once the page is left, nobody sees the token again.
  await page.goto(before);
  expect(await page.content()).not.toContain(token.slice(15));
}

const ruleActions = (page: Page) =>
  page.getByRole("list", { name: "Actions of this rule" }).getByRole("listitem");

/** The rule is asked for the alert that is open; asking twice asks for nothing more. Answers with the action's id. */
export async function askedFor(page: Page): Promise<string> {
  const ask = page.getByRole("button", { name: "Ask now for the open alerts" });
  await ask.click();
  await expect(ruleActions(page)).toHaveCount(1);
  await ask.click();
  await expect(page.getByText(/Nothing new/).first()).toBeVisible();
  await expect(ruleActions(page)).toHaveCount(1);
  await ruleActions(page).getByRole("link").click();
  await expect(page).toHaveURL(/\/approvals\/.+/);
  return /\/approvals\/([^?]+)/.exec(page.url())?.[1] ?? "";
}

/** The plan waits, and its page says everything that whoever approves has to know. */
export async function planIsShown(page: Page, step: string): Promise<void> {
  const main = page.getByRole("main");
  await expect(main.getByText("Waits for approval").first()).toBeVisible({ timeout: POLL_LIMIT_MS });
  await expect(page.getByRole("link", { name: "Approvals (1 waiting)" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Steps" })).toContainText(step);
  const effect = page.getByRole("region", { name: "Before and after" });
  await expect(effect).toContainText("The alert is gone");
  await expect(effect).toContainText("Verified by simulation");
  await expect(main.getByText("Single approval: one person only")).toBeVisible();
}

/** Somebody says yes, with a reason, by keyboard alone. */
export async function approvedByKeyboard(page: Page, reason: string): Promise<void> {
  await page.getByRole("textbox", { name: "Reason" }).focus();
  await page.keyboard.type(reason);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Approve" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Approvals" })).toContainText(reason);
}

/** The page, which nobody touches, says that it was carried out and verified. */
export async function isVerified(page: Page): Promise<void> {
  await expect(page.getByTestId("action-sentence")).toContainText("production is as predicted", {
    timeout: ACT_LIMIT_MS,
  });
}

/** What was changed at the provider: neither readings nor questions whether it would work. */
export function changesBy({ calls }: MotoProxy): string[] {
  return calls
    .filter(({ action, isDryRun }) => !/^(Describe|Get)/.test(action) && isDryRun !== true)
    .map(({ action }) => action);
}

/** The mirror shows the change, and the alert ends by itself; its page tells of the action. */
export async function alertIsOver(page: Page, { url, estateId }: World, alertId: string): Promise<void> {
  await page.goto(`${url}/alerts/${alertId}?estate=${estateId}`);
  const alert = page.getByRole("article");
  await expect(alert.getByText("Resolved").first()).toBeVisible({ timeout: POLL_LIMIT_MS });
  await expect(page.getByRole("list", { name: "Actions about this alert" })).toContainText("Succeeded");
}

/** Request, simulation, approval, execution, verification, in this order; and the chain is whole, whoever checks it. */
export async function auditInOrder(page: Page, world: World, actionId: string): Promise<void> {
  await page.goto(`${world.url}/audit?subject=${actionId}`);
  await expect(page.getByText("Chain whole")).toBeVisible();
  const entries = page.getByRole("list", { name: "Entries, newest first" }).getByRole("listitem");
  await expect(entries.first()).toContainText("action");
  const events = (await entries.allTextContents()).toReversed();
  const order = [
    "action requested",
    "action simulated",
    "action approved",
    "action executed",
    "action verified",
  ];
  const places = order.map((event) => events.findIndex((text) => text.includes(event)));
  expect(places, events.join("\n")).not.toContain(-1);
  expect(places, events.join("\n")).toEqual(places.toSorted((a, b) => a - b));
  await expectAccessible(page);
}

/** The same alerts asked for again, the same network read again: nothing is done a second time. */
export async function nothingTwice(page: Page, world: World, changes: readonly string[]): Promise<void> {
  const { url, estateId, seenByExecutor, seenByAgent } = world;
  await page.goto(`${url}/rules?estate=${estateId}`);
  await page.getByRole("list", { name: "Rules" }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Ask now for the open alerts" }).click();
  await expect(page.getByText(/Nothing new/).first()).toBeVisible();
  await expect(ruleActions(page)).toHaveCount(1);
  const polls = () => seenByAgent.calls.filter(({ action }) => action === "DescribeSecurityGroups").length;
  const before = polls();
  await expect.poll(polls, { timeout: POLL_LIMIT_MS }).toBeGreaterThan(before + 1);
  const { actions } = await query<{ actions: { state: string }[] }>(url, "action.list", { estateId });
  expect(actions.map(({ state }) => state)).toEqual(["succeeded"]);
  expect(changesBy(seenByExecutor)).toEqual(changes);
}
