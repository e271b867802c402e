import { expectAccessible } from "./accessibility";
import { importConfiguration, loadSample, readConfiguration, removeEstate } from "./estates";
import { expect, type Page, test } from "./story";

/** The provider's trail says who changed the network: uploaded, counted, and shown beside the change. */

test.describe.configure({ timeout: 180_000 });

const DAY_MS = 86_400_000;
let estateId = "";
test.afterEach(async ({ page }) => {
  if (estateId !== "") await removeEstate(page, estateId);
  estateId = "";
});

const record = (at: number, name: string, eventName: string, groupId: string) => ({
  eventID: `${name} ${at}`,
  eventTime: new Date(at).toISOString(),
  eventName,
  eventSource: "ec2.amazonaws.com",
  awsRegion: "eu-central-1",
  recipientAccountId: "210987654321",
  sourceIPAddress: "203.0.113.7",
  userIdentity: { type: "IAMUser", arn: `arn:aws:iam::210987654321:user/${name}`, userName: name },
  requestParameters: { groupId, password: "hunter2" },
});

async function upload(page: Page, name: string, content: string) {
  const events = page.getByRole("region", { name: "CloudTrail events" });
  const buffer = Buffer.from(content);
  await events
    .getByLabel("Files", { exact: true })
    .setInputFiles({ name, mimeType: "application/json", buffer });
  return events;
}

test("who changed the network for the first time is listed, and named beside the change", async ({
  page,
}) => {
  const network = await readConfiguration(page, await loadSample(page));
  estateId = (await importConfiguration(page, network)).estateId;
  const group = network.resources.securityGroup.find(({ name }) => name === "web");
  if (group === undefined) throw new Error("the sample has no group `web`");
  const peer = { kind: "prefix", prefix: "0.0.0.0/0" };
  group.ingress.push({ protocol: 6, fromPort: 22, toPort: 22, peer });
  const { snapshotId } = await importConfiguration(page, network, estateId);

  await page.goto(`/anomalies?estate=${estateId}`);
  const now = Date.now();
  const usual = Array.from({ length: 20 }, (_, i) =>
    record(now - (i + 1) * DAY_MS, "ada", "DescribeSecurityGroups", "sg-none"),
  );
  const eve = record(now - 60_000, "eve", "AuthorizeSecurityGroupIngress", group.id);
  await expect(page.getByText("None was uploaded: who changed what is not known")).toBeVisible();
  const events = await upload(page, "trail.json", JSON.stringify({ Records: [...usual, eve, {}] }));
  await expect(events).toContainText("21 of 22 records stored.");
  await expect(events.getByRole("alert")).toContainText("1 record is no event:");
  await expect(events.getByRole("list", { name: "Not read" })).toContainText("trail.json Records[21]");
  await expect(events).toContainText("21 events from");
  await expectAccessible(page);
  const rare = page
    .getByRole("list", { name: "Anomalies, most dangerous first" })
    .locator(":scope > li")
    .filter({ hasText: "Rare actor" });
  await expect(rare).toHaveCount(1, { timeout: 60_000 });
  await expect(rare).toContainText(
    "eve changed security groups in 210987654321 eu-central-1 for the first time",
  );
  await expect(rare).toContainText("from 203.0.113.0/24");
  await expect(page.locator("body")).not.toContainText("hunter2");

  await upload(page, "cut.json", "{");
  await expect(events.getByRole("alert")).toContainText("1 file could not be read");

  const selected = encodeURIComponent(`securityGroup:${group.id}`);
  await page.goto(`/diff?estate=${estateId}&head=${snapshotId}&sel=${selected}`);
  const calls = page.getByRole("list", { name: "Calls from CloudTrail" });
  await expect(calls).toContainText("eve");
  await expect(calls).toContainText("AuthorizeSecurityGroupIngress from 203.0.113.0/24");
  await expectAccessible(page);
});
