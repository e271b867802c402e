import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAwsInput } from "../adapters/aws";
import { analyze } from "../engine/alert";
import { contentHash } from "../engine/configuration";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { declareFacts } from "./answers/declare-facts";
import {
  changeApplication,
  decideFlows,
  declareFlow,
  listApplications,
  restoreDecisions,
} from "./applications";
import { exportConfiguration, findEstate, listEstates, snapshotOf } from "./estates";
import { listFindings } from "./findings";
import { listHistory } from "./history";
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

it("what attacks are derived from is stored with the snapshot", async () => {
  const { diagnostics, estateId } = await imported({ sites: [SITE], roles: [{ name: "reports" }] });
  expect(diagnostics.filter(({ file }) => file === "acme/umbra.json")).toEqual([]);
  const text = await exportConfiguration(test.ports, LOCAL_ACTOR, { estateId });
  expect(JSON.parse(text).declared.roles).toMatchObject([{ name: "reports" }]);
});

it("declared vulnerabilities are counted beside what scanners found", async () => {
  const vulnerabilities = [{ on: "i-07bd2324400c5640b", id: "CVE-2024-6387", port: 22 }];
  const { estateId, diagnostics } = await imported({ vulnerabilities });
  expect(diagnostics.filter(({ file }) => file === "acme/umbra.json")).toEqual([]);
  const ask = { state: "placed", bands: [], isKnownExploited: false, q: "", sort: "severity" } as const;
  const found = await listFindings(test.ports, LOCAL_ACTOR, {
    ...ask,
    estateId,
    descending: false,
    offset: 0,
    limit: 1,
  });
  // The sample declares one of its own, and files add up.
  expect(found).toMatchObject({ declaredCount: 2, counts: { total: 0 }, rows: [] });
});

it.each([
  { name: "a reference to nothing", facts: { sites: [{ ...SITE, via: "vpn-0" }] }, place: "sites[0].via" },
  { name: "an unknown key", facts: { site: [] }, place: undefined },
  { name: "a wrong type", facts: { sites: [{ name: 5 }] }, place: "sites[0].name" },
  {
    name: "a flow from nowhere",
    facts: { applications: [{ name: "pay", flows: [{ from: "bastion-1a", to: "no-such-host" }] }] },
    place: "applications[0].flows[0].to",
  },
  {
    name: "an exception for no alert",
    facts: { exceptions: [{ alert: "x", owner: "ann", expires: "2030-01-01" }] },
    place: "exceptions[0].alert",
  },
  {
    name: "a vulnerability of no host",
    facts: { vulnerabilities: [{ id: "CVE-2024-6387", on: "no-such-host" }] },
    place: "vulnerabilities[0].on",
  },
  {
    name: "an attack from nowhere",
    facts: { entryPoints: [{ from: "site:moon" }] },
    place: "entryPoints[0].from",
  },
  { name: "broken JSON", facts: '{"sites": [', place: "1:12" },
])("refuses the import for $name, with file and place, and stores nothing", async ({ facts, place }) => {
  const before = (await listEstates(test.ports, LOCAL_ACTOR)).length;
  await expect(imported(facts)).rejects.toMatchObject({ code: "BAD_INPUT", file: "acme/umbra.json", place });
  expect(await listEstates(test.ports, LOCAL_ACTOR)).toHaveLength(before);
});

describe("applications of umbra.json", () => {
  const PAY = {
    name: "pay",
    criticality: "critical",
    flows: [{ from: "bastion-1a", to: "internet", ports: [443] }],
  };
  let estateId = "";
  beforeAll(async () => {
    ({ estateId } = await imported({ applications: [PAY] }));
  });
  const list = () => listApplications(test.ports, LOCAL_ACTOR, { estateId });
  const payFlows = async () => (await list()).flows.filter(({ isInFile }) => isInFile);

  it("count like those declared on the page, with their origin", async () => {
    const { applications, problems } = await list();
    expect(applications.find(({ name }) => name === "pay")).toMatchObject({
      criticality: "critical",
      origin: "declared",
      fileCriticality: "critical",
    });
    expect(await payFlows()).toMatchObject([
      {
        application: "pay",
        origin: "declared",
        criticality: "critical",
        isDecided: false,
        declarationId: null,
      },
    ]);
    expect((await payFlows())[0]?.why).toBe("declared in umbra.json for application pay");
    expect(problems).toEqual([]);
  });

  it("are the same on the command line: the same snapshot, the same flows, the same alerts", async () => {
    const files = await test.ports.sample.read();
    const input = readAwsInput(files.map(({ name, bytes }) => ({ path: name, bytes })));
    const { configuration } = input;
    const facts = [...input.facts, { file: "umbra.json", value: { applications: [PAY] } }];
    const declared = declareFacts(configuration, facts);
    const { latest } = await findEstate(test.ports, LOCAL_ACTOR, estateId);
    expect(latest?.snapshotId).toBe(contentHash(declared.configuration));
    const analysis = analyze(declared.configuration, { day: latest?.takenAt.toISOString().slice(0, 10) });
    expect((await list()).flows.map(({ id }) => id)).toEqual(analysis.intents.map(({ id }) => id));
    const snapshot = await snapshotOf(test.ports, LOCAL_ACTOR, { estateId });
    const suite = await test.ports.pool.ask("analyze", snapshot, {});
    const rows = (alerts: typeof analysis.alerts) =>
      alerts.map(({ fingerprint, severity, title }) => ({ fingerprint, severity, title }));
    expect(rows(suite.alerts)).toEqual(rows(analysis.alerts));
    expect(suite.alerts.some(({ title }) => title.includes("pay"))).toBe(true);
  });

  it("give way to what is decided on the page, until that is taken back", async () => {
    const [flow] = await payFlows();
    const intentId = flow?.id ?? "";
    const raised = await changeApplication(test.ports, LOCAL_ACTOR, {
      estateId,
      application: "pay",
      criticality: "low",
    });
    expect((await list()).applications.find(({ name }) => name === "pay")).toMatchObject({
      criticality: "low",
      fileCriticality: "critical",
    });
    await restoreDecisions(test.ports, LOCAL_ACTOR, { estateId, changes: raised.previous });
    const dismissed = await decideFlows(test.ports, LOCAL_ACTOR, {
      estateId,
      verdicts: [{ kind: "dismiss", intentId, reason: "moved away" }],
    });
    expect(await payFlows()).toMatchObject([{ state: "dismissed", isDecided: true, isInFile: true }]);
    await restoreDecisions(test.ports, LOCAL_ACTOR, { estateId, changes: dismissed.previous });
    const edited = await decideFlows(test.ports, LOCAL_ACTOR, {
      estateId,
      verdicts: [{ kind: "accept", intentId, edit: { ports: [[8443, 8443]] } }],
    });
    expect(await payFlows()).toMatchObject([{ origin: "declared", ports: [[8443, 8443]], isDecided: true }]);
    await restoreDecisions(test.ports, LOCAL_ACTOR, { estateId, changes: edited.previous });
    const own = await declareFlow(test.ports, LOCAL_ACTOR, {
      estateId,
      application: "till",
      flow: {
        ...PAY.flows[0],
        from: "bastion-1a",
        to: "internet",
        protocol: "tcp",
        family: 4,
        members: "any",
        ports: [443],
      },
    });
    if (own.kind !== "declared") throw new Error("the flow is not declared");
    expect(await payFlows()).toMatchObject([{ id: intentId, application: "till", declarationId: own.id }]);
    await restoreDecisions(test.ports, LOCAL_ACTOR, { estateId, changes: own.previous });
    expect(await payFlows()).toMatchObject([{ application: "pay", isDecided: false }]);
  });

  it("are told by the history when they change, and go with the file", async () => {
    const low = { ...PAY, criticality: "low" };
    const changed = await imported({ applications: [low] }, estateId);
    expect(changed.unchanged).toBe(false);
    const { entries } = await listHistory(test.ports, LOCAL_ACTOR, { estateId, limit: 5 });
    expect(entries[0]?.changes?.titles).toEqual([
      "Application pay (application:pay): criticality changed: critical to low",
    ]);
    await imported({}, estateId);
    expect((await list()).applications.map(({ name }) => name)).not.toContain("pay");
  });
});

it("an export carries what is declared, byte for byte", async () => {
  const facts = {
    applications: [{ name: "pay", flows: [{ from: "bastion-1a", to: "internet", ports: ["8000-8080"] }] }],
    exceptions: [{ alert: "a".repeat(64), owner: "ann b", expires: "2030-01-01", reason: "it is a test" }],
    vulnerabilities: [{ id: "CVE-2024-6387", on: ["bastion-1a"], port: 22, knownExploited: true }],
    credentials: [{ name: "key", on: "bastion-1a" }],
    roles: [{ name: "reports", profile: "reports" }],
    entryPoints: [{ from: "internet" }, { from: "role:reports" }],
  };
  const first = await imported(facts);
  const text = await exportConfiguration(test.ports, LOCAL_ACTOR, { estateId: first.estateId });
  const again = await importConfiguration(test.ports, LOCAL_ACTOR, {
    files: [{ name: "export.json", bytes: new TextEncoder().encode(text) }],
    assumeDefaultRoutes: false,
  });
  expect(again.snapshotId).toBe(first.snapshotId);
});
