import { expect, type Page } from "@playwright/test";
import superjson from "superjson";

/** Asks the server as a page of it does; the page must be open. */
async function ask(page: Page, path: string, input?: unknown): Promise<unknown> {
  const answer = await page.evaluate(
    async ({ path, body }) => {
      const options =
        body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body };
      const response = await fetch(`/api/trpc/${path}`, options);
      return response.json();
    },
    { path, body: input === undefined ? undefined : JSON.stringify(superjson.serialize(input)) },
  );
  expect(answer, `${path} must answer`).toHaveProperty("result");
  return superjson.deserialize(answer.result.data);
}

/** Loads the sample estate unless it is there, and waits for its analysis. Leaves the page on the overview. */
export async function openSample(page: Page): Promise<string> {
  await page.goto("/welcome");
  const { estateId } = (await ask(page, "estate.createSample", null)) as { estateId: string };
  await page.goto(`/?estate=${estateId}`);
  await expect(page.getByRole("list", { name: "Verdicts" })).toBeVisible();
  await expect(page.getByText(/not run/i)).toHaveCount(0, { timeout: 30_000 });
  return estateId;
}

/** Removes every estate. Whoever does so loads the sample again afterwards. */
export async function removeAllEstates(page: Page): Promise<void> {
  await page.goto("/welcome");
  const estates = (await ask(page, "estate.list")) as { id: string }[];
  for (const { id } of estates) await ask(page, "estate.remove", { estateId: id });
}
