import { afterAll, beforeAll, expect, it } from "vitest";
import { type Answer, dataFolders, send, startUmbra, type UmbraProcess } from "./umbra-process";

/** The guard of server/web from outside: that it stands before pages, API and files alike. */

const folders = dataFolders();
let umbra: UmbraProcess;
let url: string;
let own: string;

beforeAll(async () => {
  umbra = startUmbra({ UMBRA_DATA_DIR: folders.make() }, ["--empty"]);
  url = await umbra.ready;
  own = url.slice("http://".length);
});
afterAll(async () => {
  umbra.child.kill("SIGTERM");
  await umbra.ended;
  folders.remove();
});

/** A file that the welcome page loads. */
async function someFile(): Promise<string> {
  const { body } = await send(`${url}/welcome`);
  return /"(\/_next\/static\/[^"]+[.]js)"/.exec(body)?.[1] ?? "no file found";
}

it("serves pages, files and queries under its own names", async () => {
  const port = own.split(":")[1];
  for (const host of [own, `localhost:${port}`, `[::1]:${port}`]) {
    expect((await send(`${url}/welcome`, { headers: { host } })).status).toBe(200);
  }
  expect((await send(url + (await someFile()))).status).toBe(200);
  expect((await send(`${url}/api/trpc/estate.list`)).status).toBe(200);
});

it("serves nothing under a rebound name", async () => {
  const paths = ["/", "/welcome", "/api/trpc/estate.list", "/api/collect.sh", await someFile(), "/icon.svg"];
  for (const path of paths) {
    const answer = await send(url + path, { headers: { host: `rebound.example:${own.split(":")[1]}` } });
    expect({ path, status: answer.status }).toEqual({ path, status: 403 });
  }
});

const json = { "content-type": "application/json", "content-length": "2" };
const post = (headers: Record<string, string>): Promise<Answer> =>
  send(`${url}/api/trpc/estate.createSample`, { method: "POST", headers, body: "{}" });

it("lets no other site change anything", async () => {
  expect((await post({ ...json, origin: "http://evil.example" })).status).toBe(403);
  expect((await post({ ...json, origin: "null" })).status).toBe(403);
  expect((await post(json)).status).toBe(403);
  expect((await post({ ...json, origin: url, "content-type": "text/plain" })).status).toBe(415);
  expect((await post({ ...json, origin: url, "x-forwarded-host": "evil.example" })).status).toBe(200);
});

it("lets no other site ask, and gives no site leave to read", async () => {
  const foreign = await send(`${url}/api/trpc/estate.list`, { headers: { "sec-fetch-site": "cross-site" } });
  expect(foreign.status).toBe(403);
  const own = await send(`${url}/api/trpc/estate.list`);
  expect(Object.keys(own.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
});

it("opens no socket", async () => {
  const upgrade = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  await expect(send(`${url}/`, { headers: upgrade })).rejects.toThrow("socket hang up");
  expect((await send(`${url}/welcome`)).status).toBe(200);
});

it("sends the security headers with pages, files and refusals, and a fresh nonce with every page", async () => {
  const pages = [await send(`${url}/welcome`), await send(`${url}/welcome`)];
  const others = [
    await send(url + (await someFile())),
    await send(url, { headers: { host: "evil.example" } }),
  ];
  for (const { headers } of [...pages, ...others]) {
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    expect(headers).not.toHaveProperty("x-powered-by");
  }
  const nonces = pages.map(
    ({ headers }) => /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1],
  );
  expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{24}$/);
  expect(nonces[0]).not.toBe(nonces[1]);
  // Every script of the page may run: none lacks the nonce.
  const scripts = (pages[0]?.body.match(/<script[^>]*>/g) ?? []).filter(
    (tag) => !tag.includes(`nonce="${nonces[0]}"`),
  );
  expect(scripts).toEqual([]);
});
