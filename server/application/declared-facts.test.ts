import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { exportConfiguration, listEstates } from "./estates";
import { importConfiguration } from "./imports";

let test: TestPorts;
beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

async function imported(facts: unknown, estateId?: string) {
  const files = await test.ports.sample.read();
  const text = typeof facts === "string" ? facts : JSON.stringify(facts);
  const declared = { name: "acme/umbra.json", bytes: new TextEncoder().encode(text) };
  return importConfiguration(test.ports, LOCAL_ACTOR, {
    files: [...files, declared],
    estateId,
    name: "declared",
    assumeDefaultRoutes: false,
  });
}

const SITE = { name: "office", prefixes: ["192.168.0.0/16"] };

it("umbra.json inside an uploaded folder: its sites are stored with the snapshot, and come again with the next", async () => {
  const first = await imported({ sites: [SITE] });
  expect(first.counts).toContainEqual({ kind: "site", count: 1 });
  const text = await exportConfiguration(test.ports, LOCAL_ACTOR, { estateId: first.estateId });
  expect(text).toContain('"id":"site:office"');
  const again = await imported({ sites: [SITE] }, first.estateId);
  expect([again.snapshotId, again.unchanged]).toEqual([first.snapshotId, true]);
  const two = await imported({ sites: [SITE, { ...SITE, name: "depot" }] }, first.estateId);
  expect(two.counts).toContainEqual({ kind: "site", count: 2 });
});

it("what the server does not read from it is said", async () => {
  const { diagnostics } = await imported({ sites: [SITE], applications: [{ name: "shop", flows: [] }] });
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: "facts-not-read", file: "acme/umbra.json", place: "applications" }),
  );
});

it.each([
  { name: "a reference to nothing", facts: { sites: [{ ...SITE, via: "vpn-0" }] }, place: "sites[0].via" },
  { name: "an unknown key", facts: { site: [] }, place: undefined },
  { name: "a wrong type", facts: { sites: [{ name: 5 }] }, place: "sites[0].name" },
  { name: "broken JSON", facts: '{"sites": [', place: "1:12" },
])("refuses the import for $name, with file and place, and stores nothing", async ({ facts, place }) => {
  const before = (await listEstates(test.ports, LOCAL_ACTOR)).length;
  await expect(imported(facts)).rejects.toMatchObject({ code: "BAD_INPUT", file: "acme/umbra.json", place });
  expect(await listEstates(test.ports, LOCAL_ACTOR)).toHaveLength(before);
});
