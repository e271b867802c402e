import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, type Page, test } from "./story";

/** States that a healthy server seldom shows: its answers are replaced on the way. */

const takenAt = new Date("2026-11-22T08:00:00Z");
const estate = {
  id: "e1",
  name: 'forced <img src="x" onerror="alert(1)">',
  isSample: false,
  createdAt: takenAt,
  latest: { snapshotId: "0123456789abcdef", takenAt, lastSeenAt: takenAt, resourceCount: 64 },
};
const noneOpen = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

type State = "none" | "running" | "done" | "failed";

function overview(state: State, counts: { proved?: number; affected?: number; undecided?: number } = {}) {
  const { proved = 0, affected = 0, undecided = 0 } = counts;
  const outcomes = { provedCount: proved, affectedCount: affected, undecidedCount: undecided };
  return {
    estate,
    snapshot: estate.latest,
    counts: [{ kind: "vpc", count: 1 }],
    analysis: {
      state,
      startedAt: takenAt,
      finishedAt: state === "running" ? null : takenAt,
      ...(state === "failed" ? { error: "the analysis took longer than 20 minutes" } : {}),
      progress: { doneCount: 3, totalCount: 14 },
      scenarioCount: proved + affected + undecided,
      ...outcomes,
      families: [
        { family: "outage", ...outcomes },
        { family: "exposure", provedCount: 0, affectedCount: 0, undecidedCount: 0 },
        { family: "dependence", provedCount: 0, affectedCount: 0, undecidedCount: 0 },
      ],
    },
    topAlerts: [],
    openBySeverity: noneOpen,
    intentCount: 0,
    applicationCount: 0,
  };
}

const emptyReport = { counts: [], diagnostics: [], coverage: [], ignored: [] };
const noAlerts = {
  alerts: [],
  coverage: { analyzedCount: 60, resourceCount: 64, undecidedCount: 1, finishedAt: takenAt },
  facets: { severity: [], family: [], state: [] },
};

/** An estate with the given overview and no alert. */
async function forceEstate(page: Page, state: ReturnType<typeof overview>, report: object = emptyReport) {
  await forceAnswers(page, {
    "estate.list": { data: [estate] },
    "estate.overview": { data: state },
    "estate.report": { data: report },
    "alert.list": { data: noAlerts },
  });
}

// A server without any estate leads elsewhere before the forced answers are asked for.
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await loadSample(page);
  await page.close();
});

const list = (page: Page) => page.getByRole("main");

test("no alert after an analysis says how far it reached", async ({ page }) => {
  await forceEstate(page, overview("done", { proved: 14, undecided: 1 }));
  await page.goto("/alerts");
  await expect(list(page)).toContainText("No open alerts");
  await expect(list(page)).toContainText("14 checks proved, 0 affected, 1 undecided, last run");
  await expect(list(page)).toContainText("60 of 64 resources analyzed");
  await expectAccessible(page);
});

test("no alert without an analysis is not good news", async ({ page }) => {
  await forceEstate(page, overview("none"));
  await page.goto("/alerts");
  await expect(list(page)).toContainText("Not analyzed yet");
  await expect(list(page)).not.toContainText("No open alerts");
});

test("while the analysis runs, nothing is proved", async ({ page }) => {
  await forceEstate(page, overview("running"));
  await page.goto("/");
  await expect(page.getByRole("list", { name: "Verdicts" })).toContainText("Not run yet");
  await expect(list(page)).toContainText("The analysis is running");
  await expect(list(page)).not.toContainText(/proved$/);
  await expectAccessible(page);
});

test("a failed analysis shows its reason and no verdict", async ({ page }) => {
  await forceEstate(page, overview("failed"));
  await page.goto("/");
  await expect(list(page)).toContainText("the analysis took longer than 20 minutes");
  await expect(page.getByRole("list", { name: "Verdicts" })).toContainText("Not run: the analysis failed");
  await expect(list(page)).toContainText("nothing can be concluded from it");
});

test("undecided checks are never shown as proved", async ({ page }) => {
  await forceEstate(page, overview("done", { proved: 14, undecided: 2 }));
  await page.goto("/");
  const outage = page.getByRole("list", { name: "Verdicts" }).getByRole("listitem").first();
  await expect(outage).toContainText("2 of 16 undecided");
  await expect(outage).not.toContainText("All 14 checks are proved");
});

test("a filter that leaves nothing offers to clear it", async ({ page }) => {
  await forceEstate(page, overview("done", { proved: 14 }));
  await page.goto("/alerts?sev=critical&q=nothing");
  await expect(list(page)).toContainText("No alert matches these filters");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL("/alerts");
  await expect(list(page)).toContainText("No open alerts");
  await page.goBack();
  await expect(list(page)).toContainText("No alert matches these filters");
});

test("missing input is named with what it weakens", async ({ page }) => {
  await forceEstate(page, overview("done", { proved: 3 }), {
    ...emptyReport,
    diagnostics: [
      {
        severity: "warning",
        code: "call-denied",
        file: "VpnConnections.json",
        message: "the account answered `AccessDenied`; allow it",
        weakens: "answers that need VpnConnections",
      },
    ],
    coverage: [{ accountId: "1", region: "r", kind: "vpnConnection", status: "denied", asOf: takenAt }],
  });
  await page.goto("/");
  const open = page.getByRole("region", { name: "What cannot be concluded" });
  await expect(open).toContainText("answers that need VpnConnections", { ignoreCase: true });
  await expect(open).toContainText("Access denied");
  await expect(open).toContainText("VPN connection");
  await expectAccessible(page);
});

test("loading is said in words", async ({ page }) => {
  await forceAnswers(page, { "estate.list": { data: [estate] }, "alert.list": "never" });
  await page.goto("/alerts");
  await expect(page.getByRole("status").filter({ hasText: "Loading alerts" })).toBeVisible();
});

test("an error keeps the frame, says what failed, and can be tried again", async ({ page }) => {
  await forceAnswers(page, {
    "estate.list": { data: [estate] },
    "estate.overview": { data: overview("done", { proved: 1 }) },
    "alert.list": { error: "something went wrong inside Umbra" },
  });
  await page.goto("/alerts");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The alerts could not be loaded");
  await expect(alert).toContainText("something went wrong inside Umbra");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await forceEstate(page, overview("done", { proved: 1 }));
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(list(page)).toContainText("No open alerts");
});

test("a server that is gone does not look like an empty estate", async ({ page }) => {
  await page.route(/\/api\/trpc\//, (route) => route.abort());
  await page.goto("/alerts");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The estates could not be loaded");
  await expect(list(page)).not.toContainText("No open alerts");
});

test("an estate that does not exist says so", async ({ page }) => {
  await page.goto("/alerts?estate=gone");
  await expect(list(page)).toContainText("There is no such estate");
});

test("a page that does not exist says so", async ({ page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "No such page" })).toBeVisible();
  await expectAccessible(page);
});

test("a name from the input is text everywhere", async ({ page }) => {
  await forceEstate(page, overview("done", { proved: 1 }));
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(estate.name);
  await expect(page.locator("img")).toHaveCount(0);
});

for (const path of ["/", "/alerts", "/welcome"]) {
  test(`at 320 px nothing of ${path} is cut off sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(page.getByRole("searchbox", { name: "Search the network" })).toBeVisible();
    const overflow = await page.evaluate(() =>
      [document.documentElement, document.querySelector("main")].map((box) =>
        box === null ? 0 : box.scrollWidth - box.clientWidth,
      ),
    );
    expect(overflow).toEqual([0, 0]);
    await expectAccessible(page);
  });
}

test("the theme is chosen once, kept, and set before the page is drawn", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/welcome");
  await page.getByRole("button", { name: "Theme: System" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      document.documentElement.dataset.themeAtStart = document.documentElement.dataset.theme;
    });
  });
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme-at-start", "dark");
});

test("keys lead everywhere, can be looked up, and can be switched off", async ({ page }) => {
  await page.goto("/welcome");
  await expect(page.getByRole("searchbox", { name: "Search the network" })).toBeVisible();
  await page.locator("body").click({ position: { x: 5, y: 700 } });
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveURL("/alerts");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search the network" })).toBeFocused();
  // In a field a letter is a letter.
  await page.keyboard.type("g t?");
  await expect(page).toHaveURL("/alerts");
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole("checkbox", { name: "Single-letter shortcuts" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page).toHaveURL("/alerts");
});

test("search leads to the map with the question in the address", async ({ page }) => {
  await page.goto("/alerts");
  await page.getByRole("searchbox", { name: "Search the network" }).fill("nat");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/topology\?.*q=nat/);
});
