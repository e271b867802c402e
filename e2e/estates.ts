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

/** As much of a configuration as stories change. */
export interface StoryConfiguration {
  readonly resources: {
    readonly securityGroup: { readonly name?: string; readonly ingress: object[] }[];
    readonly vpc: { name?: string }[];
    instance: { readonly name?: string }[];
  };
}

/** The configuration of an estate, to be changed and imported. */
export async function readConfiguration(page: Page, estateId: string): Promise<StoryConfiguration> {
  const text = await page.evaluate(
    async (input) => {
      const response = await fetch(`/api/trpc/estate.configuration?input=${encodeURIComponent(input)}`);
      return response.text();
    },
    JSON.stringify(superjson.serialize({ estateId })),
  );
  const answer: { result: { data: Parameters<typeof superjson.deserialize>[0] } } = JSON.parse(text);
  return JSON.parse(superjson.deserialize<string>(answer.result.data));
}

/** Imports a configuration into an estate, a new one when none is named, as the import page does. */
export async function importConfiguration(page: Page, configuration: StoryConfiguration, estateId?: string) {
  return importFiles(page, { "export.json": configuration }, estateId);
}

/** Imports files, by name with what is in them, into an estate; a new one when none is named. */
export async function importFiles(
  page: Page,
  files: Readonly<Record<string, object | string>>,
  estateId?: string,
): Promise<{ estateId: string; snapshotId: string; unchanged: boolean }> {
  const answer = await page.evaluate(
    async ({ texts, estateId }) => {
      const form = new FormData();
      for (const [name, text] of texts) form.append("files", new File([text], name));
      if (estateId === undefined) form.append("name", "a story");
      else form.append("estateId", estateId);
      const response = await fetch("/api/import", { method: "POST", body: form });
      return response.json();
    },
    {
      texts: Object.entries(files).map(
        ([name, content]) => [name, typeof content === "string" ? content : JSON.stringify(content)] as const,
      ),
      estateId,
    },
  );
  expect(answer, "the import must answer").toHaveProperty("snapshotId");
  return answer as { estateId: string; snapshotId: string; unchanged: boolean };
}

/** Declares a flow of an application, as the page of applications does. */
export async function declareFlow(page: Page, estateId: string, application: string, flow: object) {
  await ask(page, "application.declare", { estateId, application, flow });
}

/** Removes one estate of a story. */
export async function removeEstate(page: Page, estateId: string): Promise<void> {
  await ask(page, "estate.remove", { estateId });
}
