import { createServer } from "node:net";
import { afterAll, afterEach, expect, it } from "vitest";
import { dataFolders, query, send, startUmbra, type UmbraProcess } from "./umbra-process";

const folders = dataFolders();
const running: UmbraProcess[] = [];

function start(env: Record<string, string>, args: readonly string[] = []): UmbraProcess {
  const umbra = startUmbra(env, args);
  running.push(umbra);
  return umbra;
}

afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.splice(0).map(({ ended }) => ended));
});
afterAll(() => folders.remove());

it("starts on an absent folder with the sample, and answers a page and a query", async () => {
  const url = await start({ UMBRA_DATA_DIR: folders.make() }).ready;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await send(`${url}/`)).status).toBe(200);
  expect(await query(url, "estate.list")).toEqual([expect.objectContaining({ isSample: true })]);
});

it("starts empty when asked to, and leads to the welcome page", async () => {
  const url = await start({ UMBRA_DATA_DIR: folders.make() }, ["--empty"]).ready;
  const { status, headers } = await send(`${url}/`);
  expect({ status, location: headers.location }).toEqual({ status: 307, location: "/welcome" });
  expect(await query(url, "estate.list")).toEqual([]);
  expect((await send(`${url}/welcome`)).status).toBe(200);
});

it.each(["SIGINT", "SIGTERM"] as const)("stops in order on %s and starts again", async (signal) => {
  const folder = folders.make();
  const first = start({ UMBRA_DATA_DIR: folder });
  const url = await first.ready;
  first.child.kill(signal);
  expect(await first.ended).toBe(0);
  expect(first.output()).toContain("stopped");
  await expect(send(url)).rejects.toThrow("ECONNREFUSED");
  expect((await send(await start({ UMBRA_DATA_DIR: folder }).ready)).status).toBe(200);
});

it("refuses a second start on the same folder, and the first one goes on", async () => {
  const folder = folders.make();
  const url = await start({ UMBRA_DATA_DIR: folder }).ready;
  const second = start({ UMBRA_DATA_DIR: folder });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(folder);
  expect(second.output()).toMatch(/in use|already/);
  expect(second.output()).not.toMatch(/^\s+at /m);
  expect((await send(url)).status).toBe(200);
});

it("says which port is in use", async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, "127.0.0.1", () => resolve((holder.address() as { port: number }).port));
  });
  const umbra = start({ UMBRA_DATA_DIR: folders.make(), PORT: String(port) });
  expect(await umbra.ended).toBe(1);
  expect(umbra.output()).toContain(`port ${port} is in use`);
  expect(umbra.output()).not.toMatch(/^\s+at /m);
  holder.close();
});

it.each([
  { name: "every address", env: { HOST: "0.0.0.0" }, message: "no accounts yet" },
  { name: "every IPv6 address", env: { HOST: "::" }, message: "no accounts yet" },
  { name: "a name", env: { HOST: "umbra.example" }, message: "no accounts yet" },
  { name: "a port that is no number", env: { PORT: "http" }, message: "PORT is `http`" },
  { name: "a port too high", env: { PORT: "65536" }, message: "PORT is `65536`" },
])("refuses to listen on $name", async ({ env, message }) => {
  const umbra = start({ UMBRA_DATA_DIR: folders.make(), ...env });
  expect(await umbra.ended).toBe(1);
  expect(umbra.output()).toContain(message);
});

it("names an option that it does not know", async () => {
  const umbra = start({ UMBRA_DATA_DIR: folders.make() }, ["--emtpy"]);
  expect(await umbra.ended).toBe(1);
  expect(umbra.output()).toContain("unknown option `--emtpy`");
});
