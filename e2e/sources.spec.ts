import { expectAccessible } from "./accessibility";
import { openSample } from "./estates";
import { expect, test } from "./story";

test("an agent is given its token once, and can be shut out again", async ({ page }) => {
  await openSample(page);
  await page.goto("/welcome");
  await page.getByRole("link", { name: "run the read-only agent" }).click();
  await expect(page.getByRole("heading", { name: "Sources", level: 1 })).toBeVisible();
  await expect(page.getByText("No source yet")).toBeVisible();
  await expect(page.getByRole("region", { name: "Policy of the reading role" })).toContainText(
    "ec2:DescribeSecurityGroups",
  );

  // By keyboard alone: name it, Enter creates it.
  await page.getByLabel("Name").focus();
  await page.keyboard.type("production");
  await page.keyboard.press("Enter");
  const command = page.locator("pre", { hasText: "UMBRA_AGENT_TOKEN" });
  await expect(command).toContainText(/umbra_agent_[\w-]{43}/);
  const token = /umbra_agent_[\w-]{43}/.exec((await command.textContent()) ?? "")?.[0] ?? "";
  const source = page.getByRole("list", { name: "Sources" }).getByRole("listitem").first();
  await expect(source).toContainText("Not heard of yet");
  await expectAccessible(page);

  // Once the page is left, nobody sees the token again.
  await page.reload();
  await expect(source).toContainText("never used");
  expect(await page.content()).not.toContain(token.slice(12));

  const begin = (bearer: string) =>
    page.request.post("/api/ingest/begin", {
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      data: { sweepId: crypto.randomUUID(), startedAt: new Date().toISOString(), accountId: "111122223333" },
    });
  expect((await begin(token)).status()).toBe(200);
  await expect(source).toContainText("last used just now", { timeout: 15_000 });

  await source.getByRole("button", { name: "Revoke token…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(source).toContainText("revoked: no agent can push");
  expect((await begin(token)).status()).toBe(401);

  await source.getByRole("button", { name: "New token…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new token" }).click();
  await expect(source.locator("pre")).toContainText("umbra_agent_");

  await source.getByRole("button", { name: "Remove…" }).click();
  await expect(page.getByRole("dialog")).toContainText("The estate keeps its snapshots");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await source.getByRole("button", { name: "Remove…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("No source yet")).toBeVisible();
});
