import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readScan } from "../adapters/scan";
import { testData } from "../testing/test-data";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { removeEstate, snapshotOf } from "./estates";
import {
  listFindings,
  listReports,
  placeReport,
  removeReport,
  restoreReport,
  uploadFindings,
} from "./findings";
import { loadSample } from "./imports";
import type { FindingsAsk } from "./ports/finding-answers";
import { searchTopology } from "./topology";

/** What is uploaded of scanners' findings, over a real database and threads, on the sample network. */

const actor = LOCAL_ACTOR;
let test: TestPorts;
let estateId = "";
let hosts: readonly string[] = [];

beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(actor.workspaceId);
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});
beforeEach(async () => {
  if (estateId !== "") await removeEstate(test.ports, actor, estateId);
  ({ estateId } = await loadSample(test.ports, actor));
  const hits = await searchTopology(test.ports, actor, { estateId, q: "i-", limit: 100 });
  hosts = hits.filter(({ kind }) => kind === "instance").map(({ id }) => id);
});

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const upload = (files: Readonly<Record<string, Uint8Array>>) =>
  uploadFindings(test.ports, actor, {
    estateId,
    files: Object.entries(files).map(([name, content]) => ({ name, bytes: content })),
  });
const list = (ask: Partial<FindingsAsk> = {}) =>
  listFindings(test.ports, actor, {
    estateId,
    state: "placed",
    bands: [],
    isKnownExploited: false,
    q: "",
    sort: "severity",
    descending: false,
    offset: 0,
    limit: 500,
    ...ask,
  });
const place = (reportId: string, on: readonly string[], vpc: string | null = null) =>
  placeReport(test.ports, actor, { estateId, reportId, on, vpc });
const latestAnalysis = async () =>
  (await test.ports.store.inWorkspace(actor.workspaceId).latestAnalysis(estateId))?.id;

/** A report of Trivy about an image, which is no machine by itself. */
const trivy = (...rows: readonly (readonly [id: string, severity: string])[]) =>
  bytes({
    SchemaVersion: 2,
    ArtifactName: "shop:1",
    ArtifactType: "container_image",
    Results: [
      {
        Target: "shop:1",
        Vulnerabilities: rows.map(([VulnerabilityID, Severity]) => ({
          VulnerabilityID,
          Severity,
          PkgName: "openssl",
        })),
      },
    ],
  });
const inspector = (instanceId: string) =>
  bytes({
    findings: [
      {
        findingArn: "arn:aws:inspector2:eu-west-1:1:finding/1",
        type: "PACKAGE_VULNERABILITY",
        severity: "HIGH",
        status: "ACTIVE",
        resources: [{ id: instanceId, type: "AWS_EC2_INSTANCE" }],
        packageVulnerabilityDetails: { vulnerabilityId: "CVE-2024-1", vulnerablePackages: [] },
      },
    ],
  });
const kev = (...ids: readonly string[]) =>
  bytes({ dateReleased: "2026-11-20T00:00:00Z", vulnerabilities: ids.map((cveID) => ({ cveID })) });
const epss = (...rows: readonly string[]) =>
  bytes(["#model_version:v1,score_date:2026-11-21T00:00:00Z", "cve,epss,percentile", ...rows, ""].join("\n"));

describe("an upload", () => {
  it("is told by what it holds, and starts an analysis", async () => {
    const before = await latestAnalysis();
    const { stored, refused } = await upload({
      "a.json": inspector(hosts[0] ?? ""),
      "b.json": kev("CVE-2024-1", "CVE-2024-2"),
      "c.csv.gz": gzipSync(epss("CVE-2024-1,0.25,0.9")),
    });
    expect(refused).toEqual([]);
    expect(stored.map(({ kind, name, madeAt, entryCount }) => [kind, name, madeAt, entryCount])).toEqual([
      ["report", "a.json", null, 1],
      ["known-exploited", "b.json", "2026-11-20", 2],
      ["probabilities", "c.csv.gz", "2026-11-21", 1],
    ]);
    expect(await latestAnalysis()).not.toBe(before);
    const { rows, counts } = await list();
    expect(counts).toEqual({ total: 1, placed: 1, notPlaced: 0, settled: 0 });
    expect(rows[0]).toMatchObject({
      id: "CVE-2024-1",
      isKnownExploited: true,
      epss: 0.25,
      method: "instance id",
      portBasis: "assumed",
      instances: [{ kind: "instance", id: hosts[0] }],
    });
  });

  it("refuses a file that cannot be read, with its place, and keeps the others and what was there", async () => {
    await upload({ "kept.json": inspector(hosts[0] ?? "") });
    const { stored, refused } = await upload({
      "good.json": trivy(["CVE-1-1", "LOW"]),
      "cut.json": bytes('{"Results": [\n  {"Target":'),
      "epss.csv": epss("CVE-1-1,1.5,0.9"),
      "else.json": bytes({ Vpcs: [] }),
      "kept.json": bytes('{"findings": [{"status": 3}]}'),
    });
    expect(stored.map(({ name }) => name)).toEqual(["good.json"]);
    expect(refused.map(({ file, place }) => [file, place])).toEqual([
      ["cut.json", "2:13"],
      ["epss.csv", "3:1"],
      ["else.json", undefined],
      ["kept.json", expect.stringContaining("findings[0]")],
    ]);
    for (const { file, message } of refused) expect(message).toContain(file);
    const names = (await listReports(test.ports, actor, { estateId })).map(({ name }) => name);
    expect(names).toEqual(["good.json", "kept.json"]);
  });

  it("queues nothing when nothing could be read", async () => {
    const before = await latestAnalysis();
    expect((await upload({ "a.txt": bytes("hello") })).stored).toEqual([]);
    expect(await latestAnalysis()).toBe(before);
  });

  it("takes one of two files of one name", async () => {
    const files = [1, 2].map(() => ({ name: "same\u0000.json", bytes: trivy(["CVE-1-1", "LOW"]) }));
    const { stored, refused } = await uploadFindings(test.ports, actor, { estateId, files });
    expect([stored.map(({ name }) => name), refused.map(({ file }) => file)]).toEqual([
      ["same .json"],
      ["same .json"],
    ]);
  });

  it("is refused for an estate that is not there", async () => {
    const files = [{ name: "a.json", bytes: trivy() }];
    const asked = { estateId: "none", files };
    await expect(uploadFindings(test.ports, actor, asked)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a report", () => {
  it("stands where its user says, until a better word, and an undone removal", async () => {
    const { stored } = await upload({ "image.json": trivy(["CVE-1-1", "HIGH"]) });
    const id = stored[0]?.id ?? "";
    const [first = "", second = ""] = hosts;
    expect((await list({ state: "notPlaced" })).rows[0]?.why).toContain("say on which instances it runs");
    expect(await place(id, [first, second, first])).toEqual({
      kind: "placed",
      previous: { instanceIds: [], vpcId: null },
    });
    expect((await list()).rows[0]).toMatchObject({ method: "named by you", instanceCount: 2 });
    expect(await place(id, ["web-1a"])).toMatchObject({ kind: "placed" });
    expect(await place(id, [first, second])).toMatchObject({
      previous: { instanceIds: [expect.any(String)] },
    });
    expect(await place(id, ["i-none"])).toMatchObject({ kind: "reference" });
    expect(await place(id, [], "vpc-none")).toMatchObject({ kind: "reference" });
    expect(await place(id, [])).toMatchObject({ previous: { instanceIds: [first, second] } });
    expect((await list()).counts).toMatchObject({ placed: 0, notPlaced: 1 });
    await removeReport(test.ports, actor, { estateId, reportId: id });
    expect((await list()).counts.total).toBe(0);
    await restoreReport(test.ports, actor, { estateId, reportId: id });
    expect((await list()).counts.total).toBe(1);
  });

  it("brings its findings to the suite", async () => {
    await upload({ "a.json": inspector(hosts[0] ?? "") });
    const snapshot = await snapshotOf(test.ports, actor, { estateId });
    const source = await snapshot.findings();
    expect(source?.key).toContain(estateId);
    expect(await source?.load()).toHaveLength(1);
    await upload({ "kev.json": kev("CVE-1-1") });
    const next = await (await snapshotOf(test.ports, actor, { estateId })).findings();
    expect(next?.key).not.toBe(source?.key);
  });
});

describe("the list", () => {
  it("has the worst first, unknown as high, and filters what is asked", async () => {
    const { stored } = await upload({
      "image.json": trivy(
        ["CVE-1-1", "LOW"],
        ["CVE-1-2", "UNKNOWN"],
        ["CVE-1-3", "CRITICAL"],
        ["CVE-1-4", "MEDIUM"],
      ),
      "kev.json": kev("CVE-1-4"),
    });
    await place(stored[0]?.id ?? "", [hosts[0] ?? ""]);
    const idsOf = async (ask: Partial<FindingsAsk>) => (await list(ask)).rows.map(({ id }) => id);
    expect(await idsOf({})).toEqual(["CVE-1-3", "CVE-1-2", "CVE-1-4", "CVE-1-1"]);
    expect(await idsOf({ descending: true })).toEqual(["CVE-1-1", "CVE-1-4", "CVE-1-2", "CVE-1-3"]);
    expect(await idsOf({ sort: "id", offset: 1, limit: 2 })).toEqual(["CVE-1-2", "CVE-1-3"]);
    expect(await idsOf({ bands: ["unknown", "low"] })).toEqual(["CVE-1-2", "CVE-1-1"]);
    expect(await idsOf({ isKnownExploited: true })).toEqual(["CVE-1-4"]);
    expect(await idsOf({ q: "cve-1-3" })).toEqual(["CVE-1-3"]);
    expect(await idsOf({ q: hosts[0] ?? "" })).toHaveLength(4);
    const { bands, knownExploitedCount, matchCount } = await list({ q: "cve-1-3" });
    expect(bands.filter(({ count }) => count > 0).map(({ band }) => band)).toEqual([
      "critical",
      "medium",
      "low",
      "unknown",
    ]);
    expect([knownExploitedCount, matchCount]).toEqual([1, 1]);
  });
});

const root = testData("vuln-scans");
describe.runIf(root !== undefined)("reports of scanners that others wrote", () => {
  it("every finding that the files hold is placed, not placed or excluded", async () => {
    const folders = readdirSync(root ?? "").filter((name) => !name.includes("."));
    const paths = folders.flatMap((folder) =>
      readdirSync(join(root ?? "", folder)).map((name) => `${folder}/${name}`),
    );
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(root ?? "", path))]));
    const { stored, refused } = await upload(files);
    expect(refused).toEqual([]);
    expect(stored).toHaveLength(paths.length);
    const { counts, reports } = await list();
    const own = new Map(reports.map((report) => [report.name, report]));
    let total = 0;
    for (const path of paths) {
      const { findings } = readScan({ path, bytes: files[path] ?? new Uint8Array() });
      total += findings.length;
      const count = own.get(path) ?? { placed: 0, notPlaced: 0, settled: 0 };
      expect([path, count.placed + count.notPlaced + count.settled]).toEqual([path, findings.length]);
      expect([path, count.settled]).toEqual([path, findings.filter((each) => each.settled).length]);
    }
    expect(counts.total).toBe(total);
    expect(counts.placed + counts.notPlaced + counts.settled).toBe(total);
  });
});
