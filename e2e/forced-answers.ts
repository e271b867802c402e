import type { Page, Route } from "@playwright/test";
import superjson from "superjson";

/** What a procedure is made to answer: data, a refusal, or nothing at all until the page is closed. */
export type ForcedAnswer =
  | { readonly data: unknown }
  | { readonly error: string; readonly httpStatus?: number }
  | "never";

/**
 * Makes procedures answer as told; all others answer as the server does, in the same batch or not.
 *
 * @param asked  only those requests whose address is like this, where a procedure is asked different things
 */
export async function forceAnswers(
  page: Page,
  answers: Readonly<Record<string, ForcedAnswer>>,
  asked = /\/api\/trpc\//,
): Promise<void> {
  await page.route(asked, async (route) => {
    const url = new URL(route.request().url());
    const paths = decodeURIComponent(url.pathname).replace("/api/trpc/", "").split(",");
    const forced = paths.map((path) => answers[path]);
    if (forced.every((answer) => answer === undefined)) return route.fallback();
    // A batch is answered as a whole: with one that never comes, none does.
    if (forced.includes("never")) return;
    await fulfil(route, paths, forced, url.searchParams.has("batch"));
  });
}

async function fulfil(
  route: Route,
  paths: readonly string[],
  forced: readonly (ForcedAnswer | undefined)[],
  isBatch: boolean,
): Promise<void> {
  const real: unknown = forced.includes(undefined) ? await (await route.fetch()).json() : [];
  const realBodies = Array.isArray(real) ? real : [real];
  const bodies = forced.map((answer, index) => bodyOf(paths[index] ?? "", answer) ?? realBodies[index]);
  const status = forced.some((answer) => typeof answer === "object" && "error" in answer) ? 207 : 200;
  await route.fulfill({
    status,
    contentType: "application/json",
    body: JSON.stringify(isBatch ? bodies : bodies[0]),
  });
}

function bodyOf(path: string, answer: ForcedAnswer | undefined): unknown {
  if (answer === undefined || answer === "never") return undefined;
  if ("data" in answer) return { result: { data: superjson.serialize(answer.data) } };
  const { error, httpStatus = 500 } = answer;
  return {
    error: superjson.serialize({
      message: error,
      code: -32603,
      data: { code: "INTERNAL_SERVER_ERROR", httpStatus, path, retryable: false },
    }),
  };
}
