import { emptyConfiguration } from "../server/engine/configuration";
import { buildFleet } from "../server/testing/fleet";
import { expectAccessible } from "./accessibility";
import { importConfiguration, importFiles, loadSample, readConfiguration, removeEstate } from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, type Page, test } from "./story";

/** What is unusual is noticed, shown with what differs and from whom, and answered by keys. */

test.describe.configure({ timeout: 180_000 });

const OPENED = "inbound rule added: tcp 22 from 0.0.0.0/0";
const PATIENT = { timeout: 60_000 };

let estateId = "";
test.afterEach(async ({ page }) => {
  if (estateId !== "") await removeEstate(page, estateId);
  estateId = "";
});

const anomalies = (page: Page) =>
  page.getByRole("list", { name: "Anomalies, most dangerous first" }).locator(":scope > li");

test("a snapshot is approved as the baseline, drift from it stands below what it opens, and is intended", async ({
  page,
}) => {
  const network = await readConfiguration(page, await loadSample(page));
  estateId = (await importConfiguration(page, network)).estateId;
  await page.goto(`/topology?estate=${estateId}`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Anomalies" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anomalies" })).toBeVisible();
  await expect(page.getByText("Nothing unusual was found")).toBeVisible(PATIENT);
  await expect(page.getByText("No baseline is approved, so drift was not looked for.")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Learning what is usual" })).toContainText(
    "0 of 200 changes",
  );
  await expectAccessible(page);

  await page.getByRole("link", { name: "Choose one in the history" }).click();
  await page.getByRole("button", { name: "Approve as baseline… Snapshot 1" }).focus();
  await page.keyboard.press("Enter");
  const approving = page.getByRole("dialog", { name: "Approve snapshot 1 as the baseline" });
  await approving.getByRole("button", { name: "Approve" }).click();
  await expect(approving.getByRole("alert")).toContainText("Say why");
  await expectAccessible(page);
  await approving.getByLabel("Reason").fill("as designed");
  await approving.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("baseline", { exact: true })).toBeVisible();

  await page.goto(`/anomalies?estate=${estateId}`);
  await expect(page.getByRole("region", { name: "Baseline" })).toContainText("Approved by you");
  await expect(page.getByRole("region", { name: "Baseline" })).toContainText("as designed");
  // The page is not loaded again: it hears of the new snapshot.
  const group = network.resources.securityGroup.find(({ name }) => name === "web");
  if (group === undefined) throw new Error("the sample has no group `web`");
  const peer = { kind: "prefix", prefix: "0.0.0.0/0" };
  group.ingress.push({ protocol: 6, fromPort: 22, toPort: 22, peer });
  await importConfiguration(page, network, estateId);
  await expect(anomalies(page)).toHaveCount(1, PATIENT);
  const drift = anomalies(page).first();
  await expect(drift).toContainText("Drift");
  await expect(drift).toContainText(OPENED);
  await expectAccessible(page);

  await drift.getByRole("link", { name: /^Compare/ }).click();
  await expect(page).toHaveURL(/\/diff\?.*base=/);
  await expect(page.getByRole("article")).toContainText("tcp 22 from 0.0.0.0/0");
  await page.goBack();
  await drift.getByRole("link", { name: /^Alert/ }).click();
  const opens = page.getByRole("region", { name: "The same change" }).getByRole("link");
  await expect(opens).toContainText("on tcp/22");
  await expectAccessible(page);
  await opens.click();
  await expect(page.getByRole("list", { name: "Alerts of the same change" })).toContainText(
    "differs from the baseline",
  );
  await page.goto(`/alerts?estate=${estateId}`);
  await expect(page.getByRole("list", { name: "Of the same change" })).toContainText(
    "differs from the baseline",
  );
  await expectAccessible(page);

  await page.goto(`/anomalies?estate=${estateId}`);
  await drift.getByRole("button", { name: /^Intended\?/ }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "It is intended" });
  await dialog.getByRole("button", { name: "Remember it" }).click();
  await expect(dialog.getByRole("alert")).toHaveCount(2);
  await expectAccessible(page);
  await dialog.getByLabel("Owner").fill("ann");
  await dialog.getByLabel("Reason").fill("maintenance from anywhere");
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Remember it" }).click();
  await expect(page.getByText("Nothing differs from the baseline but what was answered.")).toBeVisible();
  const answers = page.getByRole("list", { name: "Answers" });
  await expect(answers).toContainText("maintenance from anywhere");
  await expect(answers).toContainText("In force");
  await expectAccessible(page);
  await answers.getByRole("button", { name: /^Take back/ }).click();
  await expect(anomalies(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Withdraw the baseline" }).click();
  await expect(page.getByText("No baseline is approved, so drift was not looked for.")).toBeVisible(PATIENT);
});

test("hosts unlike their peers are listed with what differs, from whom, and told of once enough was seen", async ({
  page,
}) => {
  const fleet = buildFleet({ roleCount: 3, faultCount: 2, exceptionShare: 0, seed: 2 });
  // A network that grew by more than 200 resources is known.
  ({ estateId } = await importFiles(page, { "export.json": emptyConfiguration() }));
  await importFiles(page, { "export.json": fleet.configuration }, estateId);
  await page.goto(`/anomalies?estate=${estateId}`);
  const [host = ""] = [...fleet.faults.keys()].sort();
  const item = anomalies(page).filter({ hasText: host }).first();
  await expect(item).toContainText("Unlike its peers", PATIENT);
  await expect(page.getByText("Learning what is usual")).toHaveCount(0);
  await expect(item).toContainText("with 95 % confidence");
  await expect(item.getByRole("list", { name: "Peers" })).toBeHidden();
  await item.getByText(/^\d+ peers$/).focus();
  await page.keyboard.press("Enter");
  const peers = item.getByRole("list", { name: "Peers" });
  await expect(peers.getByRole("link")).toHaveCount(5);
  await expect(page.getByRole("list", { name: "Roles" }).getByRole("listitem")).toHaveCount(3);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Drift/ }).click();
  await expect(page.getByText("No anomaly of these kinds")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await item.getByRole("link", { name: /^Alert/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("peers");
});

test("anomalies that are on their way, refused or not looked for say so", async ({ page }) => {
  const sample = await loadSample(page);
  await forceAnswers(page, { "anomaly.list": "never" });
  await page.goto(`/anomalies?estate=${sample}`);
  await expect(page.getByText("Loading the anomalies…")).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await forceAnswers(page, { "anomaly.list": { error: "the database is busy" } });
  await page.goto(`/anomalies?estate=${sample}`);
  await expect(page.getByText("The anomalies could not be loaded")).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  const none = {
    anomalies: [],
    answers: [],
    baseline: null,
    learning: { isOver: true, untilMs: 0, changeCount: 0, neededCount: 200 },
    analyzed: null,
    keptPerDetector: 500,
  };
  await forceAnswers(page, { "anomaly.list": { data: none } });
  await page.goto(`/anomalies?estate=${sample}`);
  await expect(page.getByText("Not analysed yet")).toBeVisible();
  await expect(page.getByText("Nothing unusual was found")).toHaveCount(0);
});
