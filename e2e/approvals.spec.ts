import { expectAccessible } from "./accessibility";
import { loadSample, removeEstate } from "./estates";
import { actionDetail, waitingAction } from "./forced-action";
import { forceAnswers } from "./forced-answers";
import { expect, type Page, test } from "./story";

/** The pages of approvals, audit and executors in states that a healthy run seldom shows: answers are replaced on the way. */
test.describe.configure({ timeout: 150_000 });

const running = { isPaused: false, by: null, at: null, reason: null, isSingleUser: true, waitingCount: 1 };
const at = new Date("2026-11-22T08:00:00Z");

async function openAction(page: Page, detail: ReturnType<typeof actionDetail>, automation: object = running) {
  await loadSample(page);
  await forceAnswers(page, { "action.read": { data: detail }, "automation.read": { data: automation } });
  await page.goto("/approvals/action-1");
}

test("a plan that waits shows change, before and after, guard and hash, and asks for a reason", async ({
  page,
}) => {
  await openAction(page, actionDetail());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Remove the rule that lets the internet in",
  );
  await expect(page.getByText("Nothing is done until it is approved.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Steps" })).toContainText(
    'Revoke "tcp 3306 from 0.0.0.0/0" of sg-0a; expects to find it.',
  );
  await expect(page.getByText("The alert is gone, and 1 other alert with it.")).toBeVisible();
  await expect(page.getByText("expires in 2 h 59 min")).toBeVisible();
  await expect(page.getByText("Single approval: one person only")).toBeVisible();
  const approve = page.getByRole("button", { name: "Approve" });
  await approve.focus();
  await page.keyboard.press("Enter");
  const reason = page.getByRole("textbox", { name: "Reason" });
  await expect(reason).toBeFocused();
  await expect(reason).toHaveAccessibleDescription("Say why: the audit keeps it.");
  await expect(page.getByRole("link", { name: "Approvals (1 waiting)" })).toBeVisible();
  await expectAccessible(page);
});

test("who asked cannot approve as soon as there are others, and is told why", async ({ page }) => {
  const why = "you asked for it, and somebody else must approve";
  await openAction(page, actionDetail({ requestedBy: "local" }, why), { ...running, isSingleUser: false });
  const approve = page.getByRole("button", { name: "Approve" });
  await expect(approve).toBeDisabled();
  await expect(approve).toHaveAccessibleDescription(`You cannot approve it: ${why}.`);
  await expect(page.getByText("one person only")).toHaveCount(0);
});

test("a plan that nobody knows the end of says what is known", async ({ page }) => {
  const reason = "the provider did not answer, and production could not be read again";
  const report = {
    actionId: "action-1",
    fence: 2,
    purpose: "execute" as const,
    outcome: "unknown" as const,
    detail: "no answer within 30 s",
    steps: [{ kind: "revoke-group-rule" as const, outcome: "unknown" as const, detail: "no answer" }],
    observed: [],
  };
  await openAction(page, actionDetail({ state: "needs-human", reason, reports: [report] }));
  await expect(page.getByTestId("action-sentence")).toContainText("production could not be read again");
  await expect(page.getByTestId("action-sentence")).toContainText("Look at the provider.");
  await page.getByText("What executors reported (1)").click();
  await expect(page.getByRole("list", { name: "Reports" })).toContainText("outcome unknown");
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expectAccessible(page);

  // And one that nobody who is there may carry out says that it waits.
  const executor = { id: "x1", name: "routes", createdAt: at, lastSeenAt: new Date(), revokedAt: null };
  await forceAnswers(page, {
    "action.read": { data: { ...actionDetail({ state: "approved" }), waits: "a freeze window is open" } },
    "executor.list": {
      data: [{ ...executor, allows: ["replace-route"], webhooks: [], accountId: "111122223333" }],
    },
  });
  await page.reload();
  await expect(
    page.getByText("No executor that is connected may revoke rules of security groups"),
  ).toBeVisible();
  await expect(page.getByText("Not carried out now: a freeze window is open.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Call it off" })).toBeVisible();
});

test("the list tells what waits from what is over, and an estate without actions from one that failed to load", async ({
  page,
}) => {
  await loadSample(page);
  await page.goto("/approvals");
  await expect(page.getByText("No rule has wanted anything yet")).toBeVisible();
  const refused = {
    ...waitingAction,
    id: "action-2",
    state: "refused",
    reason: "the required flow `orders: web to db` would be lost",
  };
  await forceAnswers(page, { "action.list": { data: { actions: [waitingAction, refused] } } });
  await page.reload();
  await expect(page.getByRole("list", { name: "Waiting for approval" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("list", { name: "Recent" })).toContainText(
    "The required flow orders: web to db would be lost",
  );
  await expectAccessible(page);
  await forceAnswers(page, { "action.list": { error: "the database is busy" } });
  await page.reload();
  await expect(page.getByText("The actions could not be loaded")).toBeVisible();
});

test("a broken chain is said to be broken, and from where on", async ({ page }) => {
  await loadSample(page);
  const entry = {
    number: 3,
    at,
    actor: "rule",
    event: "action requested",
    subject: { kind: "action", id: "action-1" },
    estateId: "e1",
    detail: { to: "proposed" },
    previousHash: "b".repeat(64),
    hash: "a".repeat(64),
  };
  await forceAnswers(page, {
    "audit.list": { data: { entries: [entry], nextBefore: null } },
    "audit.verify": {
      data: { isWhole: false, count: 3, firstBroken: { number: 2, reason: "entry 2 was altered" } },
    },
  });
  await page.goto("/audit");
  await expect(page.getByText("Chain broken")).toBeVisible();
  await expect(page.getByText("entry 2 was altered", { exact: false })).toBeVisible();
  await page.getByText("Details, hash aaaaaaaaaaaa").click();
  await expectAccessible(page);
});

test("everything that acts is stopped by one click and a confirmation, and every page says so until it goes on", async ({
  page,
}) => {
  const estateId = await loadSample(page);
  await page.goto(`/rules?estate=${estateId}`);
  // By keyboard alone: the button, the dialog's confirmation, and the banner's way back.
  await page.getByRole("button", { name: "Pause all automation" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Pause all automation" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Pause", exact: true }).focus();
  await page.keyboard.press("Enter");
  const banner = page.getByText("All automation is paused").filter({ visible: true });
  await expect(banner.first()).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expectAccessible(page);
  for (const path of ["/", "/alerts", "/settings/executors"]) {
    await page.goto(path);
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Pause all automation" })).toHaveCount(0);
  }
  await page.goto("/audit");
  await expect(page.getByRole("list", { name: "Entries, newest first" })).toContainText("automation paused");
  await page.getByRole("button", { name: "Resume" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Pause all automation" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Entries, newest first" })).toContainText("automation resumed");
  await expect(page.getByText("Chain whole")).toBeVisible();
});

test("an executor is given its token once, and can be shut out", async ({ page }) => {
  await loadSample(page);
  await page.goto("/settings/executors");
  await expect(page.getByText("No executor yet")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("production");
  await page.keyboard.press("Enter");
  const command = page.locator("pre", { hasText: "UMBRA_EXECUTOR_TOKEN" });
  await expect(command).toContainText(/umbra_executor_[\w-]{43}/);
  const token = /umbra_executor_[\w-]{43}/.exec((await command.textContent()) ?? "")?.[0] ?? "";
  const executors = page.getByRole("list", { name: "Executors" });
  await expect(executors).toContainText("Not heard of yet");
  await expectAccessible(page);
  // Once the page is left, nobody sees the token again.
  await page.reload();
  await expect(executors).toContainText("production");
  expect(await page.content()).not.toContain(token.slice(15));
  await executors.getByRole("button", { name: "Revoke…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(executors).toContainText("Revoked");
});

test("a rule whose cure would break a required flow is refused, names the flow, and hands nothing out", async ({
  page,
  request,
}) => {
  const estateId = await loadSample(page);
  await page.goto(`/applications?estate=${estateId}`);
  await page.getByRole("button", { name: "Declare a flow" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Application").fill("partner reports");
  await dialog.getByLabel("From").fill("bastion-1a");
  await dialog.getByLabel("To", { exact: true }).fill("orders-report-db-1b");
  await dialog.getByLabel("Ports").fill("3306");
  await dialog.getByRole("button", { name: "Declare" }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto(`/alerts?estate=${estateId}`);
  await page.getByRole("link", { name: /orders-report-db-1b answers the whole internet/ }).click();
  await page.getByRole("link", { name: "Create remediation rule" }).click();
  await page.getByRole("radio", { name: /^Ask/ }).check();
  await page.getByRole("button", { name: "Save rule" }).click();
  await page.getByRole("button", { name: "Ask now for the open alerts" }).click();
  const actions = page.getByRole("list", { name: "Actions of this rule" });
  await expect(actions).toContainText("Refused", { timeout: 60_000 });
  await actions.getByRole("link").click();
  await expect(page.getByTestId("action-sentence")).toContainText("partner reports");
  await expect(page.getByTestId("action-sentence")).toContainText("Nothing was done.");
  await expect(page.getByRole("list", { name: "Reasons" })).toContainText("partner reports");
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expectAccessible(page);

  // Whoever asks for work now gets none.
  await page.goto("/settings/executors");
  await page.getByLabel("Name", { exact: true }).fill("curious");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const command = await page.locator("pre", { hasText: "umbra_executor_" }).textContent();
  const claim = await request.post("/api/executor/claim", {
    headers: { authorization: `Bearer ${/umbra_executor_[\w-]{43}/.exec(command ?? "")?.[0]}` },
    data: { name: "curious", allows: ["revoke-group-rule"], webhooks: [], accountId: null },
  });
  expect(await claim.json()).toMatchObject({ task: null });
  // What was declared would break the cures of the stories after this one, and none of them counts on an executor.
  await page.getByRole("button", { name: "Revoke…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("button", { name: "Revoke…" })).toHaveCount(0);
  await removeEstate(page, estateId);
});
