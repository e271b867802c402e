import { startWebhookReceiver, type WebhookReceiver } from "../server/testing/webhook-receiver";
import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { expect, type Page, test } from "./story";

// One sink goes through all of them.
test.describe.configure({ mode: "serial" });

let receiver: WebhookReceiver;
let estateId = "";

test.beforeAll(async ({ umbra }) => {
  receiver = await startWebhookReceiver(umbra.sinkPort);
});
test.afterAll(() => receiver.stop());
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
});

/** What the receiver was told, without what came before `from`. */
const told = (from = 0) =>
  receiver.messages.slice(from).map(({ body }) => (JSON.parse(body) as { type: string }).type);
const sink = (page: Page) => page.getByRole("list", { name: "Sinks" }).getByRole("listitem").first();
const openSettings = (page: Page) => page.goto(`/settings/notifications?estate=${estateId}`);

async function addByKeyboard(page: Page, address: string): Promise<void> {
  await page.getByRole("button", { name: "Add a sink…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Prometheus Alertmanager" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Signed webhook" })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ticket bridge");
  await page.keyboard.press("Tab");
  await page.keyboard.type(address);
  await page.keyboard.press("Enter");
}

test("a sink is added by keyboard, told of what is open, and tested", async ({ page }) => {
  await page.goto(`/?estate=${estateId}`);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/settings\/notifications\?estate=/);
  await expect(page).toHaveTitle("Notifications - Settings - Umbra");
  await expect(page.getByText("Nothing is sent anywhere")).toBeVisible();
  await expectAccessible(page);

  await addByKeyboard(page, "http://10.1.2.3:9093/hook");
  const refusal = page.getByRole("dialog").getByRole("alert");
  await expect(refusal).toContainText("add 10.1.2.3:9093 to UMBRA_OUTBOUND_ALLOW");
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);

  await page.getByLabel("Address").fill(receiver.url);
  await page.keyboard.press("Enter");
  const secret = page.getByRole("dialog", { name: "The webhook's secret" });
  receiver.trust((await secret.locator("code").first().textContent()) ?? "");
  await expectAccessible(page);
  await secret.getByRole("button", { name: "I have kept it" }).click();
  await expect(sink(page)).toContainText("Ticket bridge");
  await expect(sink(page)).toContainText("/…");
  await expect(sink(page)).not.toContainText("/hook");
  await expect(sink(page)).toContainText("Last sentjust now");
  await expect(sink(page)).toContainText("Waitingnothing");
  expect(told().length).toBeGreaterThan(5);
  expect(new Set(told())).toEqual(new Set(["alert.opened"]));
  await expectAccessible(page);

  await sink(page).getByRole("button", { name: "Send test" }).click();
  const announcements = page.getByRole("status", { name: "Announcements" });
  await expect(announcements).toHaveText("Test message delivered: answered 204");
  expect(told().at(-1)).toBe("test");
  // The first ones came before the secret was known here; what was signed with it is genuine.
  expect(receiver.messages.at(-1)?.isGenuine).toBe(true);
});

test("an alert says where it was sent, and a change of it is told within a second", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await page.getByRole("list", { name: "Alerts, worst first" }).getByRole("link").first().click();
  const sent = page.getByRole("list", { name: "Sent to" });
  await expect(sent.getByRole("listitem")).toHaveCount(1);
  await expect(sent).toContainText("SentTicket bridgewas told: open");
  await expectAccessible(page);

  const before = receiver.messages.length;
  await page.getByRole("button", { name: "Dismiss…" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("known");
  await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await receiver.until(() => receiver.messages.length > before, 2_000);
  await page.getByRole("button", { name: "Reopen" }).click();
  await receiver.until(() => receiver.messages.length > before + 1, 2_000);
  expect(told(before)).toEqual(["alert.dismissed", "alert.reopened"]);
  expect(receiver.messages.slice(before).every(({ isGenuine }) => isGenuine)).toBe(true);
  await expect(sent.getByRole("listitem")).toHaveCount(3);
});

test("a sink that is gone is disabled with the reason, and what it missed is sent when asked", async ({
  page,
}) => {
  receiver.answerWith({ status: 410 });
  await page.goto(`/alerts?estate=${estateId}`);
  await page.getByRole("list", { name: "Alerts, worst first" }).getByRole("link").nth(1).click();
  await page.getByRole("button", { name: "Dismiss…" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("known");
  await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("list", { name: "Sent to" })).toContainText("Not delivered");
  await page.getByRole("button", { name: "Reopen" }).click();

  await openSettings(page);
  await expect(sink(page)).toContainText("it answered 410: the address is gone for good");
  receiver.answerWith({ status: 204 });
  const before = receiver.messages.length;
  await sink(page).getByRole("button", { name: "Enable" }).click();
  await receiver.until(() => receiver.messages.length > before, 2_000);
  await sink(page).getByText("1 message not delivered").last().click();
  await expectAccessible(page);
  await sink(page)
    .getByRole("button", { name: /^Resend/ })
    .click();
  await receiver.until(() => receiver.messages.length > before + 1, 2_000);
  await expect(sink(page)).not.toContainText("not delivered");
  expect(told(before)).toEqual(["alert.reopened", "alert.dismissed"]);
});

test("a sink is removed by keyboard, and nothing is sent to it any more", async ({ page }) => {
  await openSettings(page);
  await sink(page).getByRole("button", { name: "Remove…" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Remove this sink" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing is sent anywhere")).toBeVisible();
});
