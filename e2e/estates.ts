import { type APIResponse, expect, type Page } from "@playwright/test";
import superjson from "superjson";

/** What a page of the server sends along, for whoever asks without one: opening a page takes longer than most questions. */
const headers = { "sec-fetch-site": "same-origin" };

/** Asks the server as a page of it does, whatever the page shows now. */
async function ask(page: Page, path: string, input?: unknown): Promise<unknown> {
  const address = `/api/trpc/${path}`;
  const response =
    input === undefined
      ? await page.request.get(address)
      : await page.request.post(address, { headers, data: superjson.serialize(input) });
  return answerOf(path, response);
}

async function answerOf(path: string, response: APIResponse): Promise<unknown> {
  const answer = await response.json();
  expect(answer, `${path} must answer`).toHaveProperty("result");
  return superjson.deserialize(answer.result.data);
}

async function query(page: Page, path: string, input: unknown): Promise<unknown> {
  const params = { input: JSON.stringify(superjson.serialize(input)) };
  return answerOf(path, await page.request.get(`/api/trpc/${path}`, { params }));
}

/** Loads the sample estate unless it is there, and waits for its analysis. Opens no page. */
export async function loadSample(page: Page): Promise<string> {
  const { estateId } = (await ask(page, "estate.createSample", null)) as { estateId: string };
  await expect(async () => {
    const { analysis } = (await query(page, "estate.overview", { estateId })) as {
      analysis: { state: string };
    };
    expect(analysis.state).toBe("done");
  }).toPass({ intervals: [100], timeout: 30_000 });
  return estateId;
}

/** The sample estate with its analysis, as above. Leaves the page on the overview. */
export async function openSample(page: Page): Promise<string> {
  const estateId = await loadSample(page);
  await page.goto(`/?estate=${estateId}`);
  await expect(page.getByRole("list", { name: "Verdicts" })).toBeVisible();
  await expect(page.getByText(/not run/i)).toHaveCount(0, { timeout: 30_000 });
  return estateId;
}

/** Removes every estate. Whoever does so loads the sample again afterwards. */
export async function removeAllEstates(page: Page): Promise<void> {
  const estates = (await ask(page, "estate.list")) as { id: string }[];
  for (const { id } of estates) await ask(page, "estate.remove", { estateId: id });
}

/** As much of a configuration as stories change. */
export interface StoryConfiguration {
  readonly resources: {
    readonly securityGroup: { readonly id: string; readonly name?: string; readonly ingress: object[] }[];
    readonly vpc: { name?: string }[];
    readonly dataStore: readonly object[];
    instance: { readonly id: string; readonly name?: string }[];
  };
  /** What its owner declares beside the resources. */
  readonly declared?: { readonly [part: string]: readonly object[] };
}

/** The configuration of an estate, to be changed and imported. */
export async function readConfiguration(page: Page, estateId: string): Promise<StoryConfiguration> {
  return JSON.parse((await query(page, "estate.configuration", { estateId })) as string);
}

/** The same as nobody declared anything of it. */
export function undeclared({ declared: _, ...configuration }: StoryConfiguration): StoryConfiguration {
  return { ...configuration, resources: { ...configuration.resources, dataStore: [] } };
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
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) {
    form.append("files", new File([typeof content === "string" ? content : JSON.stringify(content)], name));
  }
  if (estateId === undefined) form.append("name", "a story");
  else form.append("estateId", estateId);
  const response = await page.request.post("/api/import", { headers, multipart: form });
  const answer = await response.json();
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
