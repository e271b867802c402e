import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isArchive, readArchive, readAwsInput, readDirectory, readPath, unpack } from ".";
import { zip } from "./fixtures";
import { MAX_FILE_COUNT } from "./input-file";

const vpcs = JSON.stringify({ Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }] });

describe("readArchive", () => {
  it("gives the files of an archive, however deep, without what archivers add", async () => {
    const bytes = zip([
      { name: "accounts/", content: "" },
      { name: "accounts/111/us-east-1/Vpcs.json", content: vpcs },
      { name: "__MACOSX/._Vpcs.json", content: "x" },
      { name: "windows\\us-east-1\\Subnets.json", content: '{"Subnets": []}' },
    ]);
    expect(isArchive(bytes)).toBe(true);
    const files = await readArchive(bytes);
    expect(files.map((each) => each.path)).toEqual([
      "accounts/111/us-east-1/Vpcs.json",
      "windows/us-east-1/Subnets.json",
    ]);
    expect(readAwsInput(files).configuration.resources.vpc[0]).toMatchObject({
      id: "vpc-1",
      accountId: "111",
    });
  });

  it.each([
    {
      name: "a path that climbs out",
      entry: { name: "../../etc/Vpcs.json", content: vpcs },
      code: "path-outside",
    },
    {
      name: "a path that climbs in the middle",
      entry: { name: "a/../../Vpcs.json", content: vpcs },
      code: "path-outside",
    },
    { name: "an absolute path", entry: { name: "/etc/Vpcs.json", content: vpcs }, code: "path-outside" },
    { name: "a drive", entry: { name: "C:\\Vpcs.json", content: vpcs }, code: "path-outside" },
    {
      name: "a path that climbs with backslashes",
      entry: { name: "..\\Vpcs.json", content: vpcs },
      code: "path-outside",
    },
    { name: "a link", entry: { name: "Vpcs.json", content: "/etc/passwd", mode: 0o120777 }, code: "link" },
  ])("refuses $name, and reads the rest", async ({ entry, code }) => {
    const files = await readArchive(zip([entry, { name: "Subnets.json", content: '{"Subnets": []}' }]));
    const { diagnostics, configuration } = readAwsInput(files);
    expect(diagnostics.filter((each) => each.severity === "error").map((each) => each.code)).toEqual([code]);
    expect(configuration.resources.vpc).toEqual([]);
    expect(configuration.coverage.find((row) => row.kind === "subnet")?.status).toBe("ok");
  });

  it.each([
    {
      name: "a bomb",
      bytes: () => zip([{ name: "a.json", content: Buffer.alloc(20 * 1024 * 1024, 0x20) }]),
      code: "TOO_LARGE",
    },
    {
      name: "a bomb that claims to be small",
      bytes: () => zip([{ name: "a.json", content: Buffer.alloc(20 * 1024 * 1024, 0x20), claimedSize: 10 }]),
      code: "BAD_INPUT",
    },
    {
      name: "too many entries",
      bytes: () =>
        zip(Array.from({ length: MAX_FILE_COUNT + 1 }, (_, n) => ({ name: `${n}.json`, content: "" }))),
      code: "TOO_LARGE",
    },
    { name: "a directory that claims entries it has not", bytes: () => zip([], 60_000), code: "TOO_LARGE" },
    {
      name: "an archive cut off",
      bytes: () => zip([{ name: "a.json", content: vpcs }]).slice(0, 40),
      code: "BAD_INPUT",
    },
    { name: "only the first bytes of one", bytes: () => Uint8Array.of(0x50, 0x4b, 3, 4), code: "BAD_INPUT" },
  ])("refuses $name as a whole", async ({ bytes, code }) => {
    await expect(readArchive(bytes(), "drop.zip")).rejects.toMatchObject({
      name: "Failure",
      code,
      file: "drop.zip",
    });
  });

  it("holds the limit over several archives together", async () => {
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 2654435761) % 251));
    await expect(readArchive(zip([{ name: "a", content: noise }]), "a.zip", 200_000)).rejects.toMatchObject({
      code: "TOO_LARGE",
    });
    expect((await readArchive(zip([{ name: "a", content: noise }]), "a.zip", 400_000)).length).toBe(1);
  });
});

it("unpacks archives among dropped files, and leaves the others alone", async () => {
  const plain = { path: "Subnets.json", bytes: new TextEncoder().encode('{"Subnets": []}') };
  const files = await unpack([plain, { path: "x.zip", bytes: zip([{ name: "Vpcs.json", content: vpcs }]) }]);
  expect(files.map((each) => each.path)).toEqual(["Subnets.json", "Vpcs.json"]);
});

describe("readDirectory and readPath", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "umbra-aws-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  it("walks folders, passes over hidden files, follows no link", async () => {
    await mkdir(join(root, "us-east-1"));
    await writeFile(join(root, "us-east-1/Vpcs.json"), vpcs);
    await writeFile(join(root, ".hidden.json"), "{");
    await symlink(root, join(root, "loop"));
    const files = await readDirectory(root);
    expect(files.map((each) => [each.path, each.refused?.code])).toEqual([
      ["loop", "link"],
      ["us-east-1/Vpcs.json", undefined],
    ]);
  });

  it("takes a folder, an archive or one file, and says when there is nothing", async () => {
    await writeFile(join(root, "Vpcs.json"), vpcs);
    await writeFile(join(root, "all.zip"), zip([{ name: "Vpcs.json", content: vpcs }]));
    expect((await readPath(join(root, "Vpcs.json"))).map((each) => each.path)).toEqual(["Vpcs.json"]);
    expect((await readPath(join(root, "all.zip"))).map((each) => each.path)).toEqual(["Vpcs.json"]);
    expect((await readPath(root)).map((each) => each.path)).toEqual(["Vpcs.json", "all.zip"]);
    await expect(readPath(join(root, "nothing"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
