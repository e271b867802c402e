import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openTestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { exportConfiguration } from "./estates";
import { createFolderSource, listFolders, listSources, removeSource } from "./sources";
import { watchFolders } from "./watch-folders";

const vpcs = (...ids: readonly string[]) =>
  JSON.stringify({ Vpcs: ids.map((VpcId) => ({ VpcId, CidrBlock: "10.0.0.0/16" })) });
const subnets = JSON.stringify({
  Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24" }],
});

let root: string;
let umbra: Awaited<ReturnType<typeof openTestPorts>>;
let sourceId: string;
let clock = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "umbra-watch-"));
  umbra = await openTestPorts({ works: false, watchFolder: root });
  await umbra.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
});
afterAll(async () => {
  await umbra.close();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  await mkdir(join(root, "account"));
  await write("Vpcs.json", vpcs("vpc-1"));
  await write("Subnets.json", subnets);
  const target = { kind: "new-estate", name: "Watched" } as const;
  const made = await createFolderSource(umbra.ports, LOCAL_ACTOR, {
    name: "files",
    folder: "account",
    target,
  });
  sourceId = made.sourceId;
});
afterEach(async () => {
  expect(umbra.bugs).toEqual([]);
  await removeSource(umbra.ports, LOCAL_ACTOR, sourceId);
  await rm(join(root, "account"), { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFile(join(root, "account", name), text);
/** One look, three seconds after the last. */
async function look(): Promise<void> {
  clock += 3_000;
  umbra.setNow(new Date(clock));
  await watchFolders(umbra.ports);
}
/** Looks until what is there has been taken in. */
async function settle(): Promise<void> {
  await look();
  await look();
}
async function shown() {
  const source = (await listSources(umbra.ports, LOCAL_ACTOR)).find(({ id }) => id === sourceId);
  if (!source) throw new Error("the source is gone");
  const text =
    source.estateId === null
      ? ""
      : await exportConfiguration(umbra.ports, LOCAL_ACTOR, { estateId: source.estateId });
  const files = Object.fromEntries(source.partitions.map((each) => [each.kind, each]));
  return { source, text, files };
}

it("is read once it is quiet, and again when it changed", async () => {
  await look();
  expect((await shown()).source.estateId).toBeNull();
  await look();
  expect((await shown()).text).toContain("subnet-1");
  await write("Vpcs.json", vpcs("vpc-1", "vpc-2"));
  await settle();
  const { text, files } = await shown();
  expect(text).toContain("vpc-2");
  expect(files["Vpcs.json"]).toMatchObject({ status: "ok" });
});

it("leaves alone what is still being written", async () => {
  await settle();
  await write("Vpcs.json", vpcs("vpc-1").slice(0, 20));
  await look();
  await write("Vpcs.json", vpcs("vpc-1", "vpc-3"));
  await look();
  expect((await shown()).files["Vpcs.json"]).toMatchObject({ status: "ok", reason: null });
  await look();
  expect((await shown()).text).toContain("vpc-3");
});

it("keeps the last good content of a file that cannot be read, and says where the fault is", async () => {
  await settle();
  await write("Subnets.json", `{"Subnets": [{"SubnetId": "subnet-1",\n oops`);
  await settle();
  const { text, files } = await shown();
  expect(text).toContain("subnet-1");
  expect(text).toContain('"isKept"');
  expect(files["Subnets.json"]).toMatchObject({
    status: "stale",
    reason: expect.stringMatching(/\(.*2.*\)/),
  });
  expect(files["Vpcs.json"]).toMatchObject({ status: "ok" });
  await write("Subnets.json", subnets);
  await settle();
  expect((await shown()).text).not.toContain('"isKept"');
});

it("believes that a file is gone, but not that all are", async () => {
  await settle();
  await rm(join(root, "account", "Subnets.json"));
  await settle();
  expect((await shown()).text).not.toContain("subnet-1");
  await rm(join(root, "account", "Vpcs.json"));
  await settle();
  const { text, source, files } = await shown();
  expect(text).toContain("vpc-1");
  expect(source.trouble).toContain("no JSON file");
  expect(files["Vpcs.json"]).toMatchObject({ status: "stale" });
});

it("takes a folder that is gone for a fault", async () => {
  await settle();
  await rm(join(root, "account"), { recursive: true });
  await settle();
  const { text, source } = await shown();
  expect(text).toContain("vpc-1");
  expect(source.trouble).toContain("this folder is not there");
});

it("watches only folders that the operator allowed, each once, and no link", async () => {
  await mkdir(join(root, "other"));
  await symlink("/etc", join(root, "link"));
  expect(await listFolders(umbra.ports, LOCAL_ACTOR)).toEqual(["", "other"]);
  for (const folder of ["..", "account", "account/..", "/etc", "link", "missing"]) {
    const asked = { name: "x", folder, target: { kind: "new-estate", name: "x" } } as const;
    await expect(createFolderSource(umbra.ports, LOCAL_ACTOR, asked)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
});

it("declared facts in the folder: a declaration that does not fit keeps the last good one, and is said", async () => {
  await write("umbra.json", JSON.stringify({ sites: [{ name: "office", prefixes: ["192.168.0.0/16"] }] }));
  await settle();
  expect((await shown()).text).toContain("site:office");
  await write("umbra.json", JSON.stringify({ sites: [{ name: "office", prefixes: ["near"] }] }));
  await write("Vpcs.json", vpcs("vpc-1", "vpc-2"));
  await settle();
  expect((await shown()).text).toContain("site:office");
  expect((await shown()).text).toContain("vpc-2");
  expect((await shown()).files["umbra.json"]).toMatchObject({
    status: "stale",
    reason: expect.stringContaining("sites[0]"),
  });
});
