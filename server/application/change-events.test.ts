import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChangeSummary } from "../engine/configuration";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but } from "../testing/network-builder-change";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listAlerts } from "./alerts";
import { runAnalysis } from "./analyses";
import { listAnomalies } from "./anomalies";
import { uploadEvents } from "./change-events";
import { findEventAnomalies } from "./event-anomalies";
import { readChange } from "./history";
import { importConfiguration } from "./imports";

/** Events of the trail, from the upload to the alert, and hours of many changes, over a real database. */

const actor = LOCAL_ACTOR;
const { workspaceId } = actor;
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 1, 12);
const day = (number: number) => new Date(START + number * 24 * HOUR_MS);

let test: TestPorts;
beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(workspaceId);
}, 120_000);
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
async function analyse(estateId: string) {
  const latest = await test.ports.store.inWorkspace(workspaceId).latestAnalysis(estateId);
  const ref = { workspaceId, estateId, analysisId: latest?.id ?? "" };
  await runAnalysis(test.ports, ref, new AbortController().signal);
}
async function read(now: Date, estateId?: string) {
  test.setNow(now);
  const files = [{ name: "export.json", bytes: bytesOf(buildConfiguration(b1())) }];
  return importConfiguration(test.ports, actor, { files, estateId, assumeDefaultRoutes: false });
}

const record = (at: Date, name: string, eventName: string) => ({
  eventID: `${name} ${at.toISOString()}`,
  eventTime: at.toISOString(),
  eventName,
  eventSource: "ec2.amazonaws.com",
  awsRegion: "eu-central-1",
  recipientAccountId: "210987654321",
  sourceIPAddress: "203.0.113.7",
  userIdentity: { type: "IAMUser", arn: `arn:aws:iam::210987654321:user/${name}`, userName: name },
  requestParameters: { groupId: "sg-db" },
});

describe("who changed the network for the first time", { timeout: 120_000 }, () => {
  it("is listed and alerted after what is usual was learned, and forgotten after two weeks", async () => {
    const { estateId } = await read(day(0));
    const usual = Array.from({ length: 30 }, (_, i) =>
      record(day(i), "ada", "AuthorizeSecurityGroupIngress"),
    );
    const eve = record(day(25), "eve", "CreateRoute");
    test.setNow(day(30));
    const upload = (records: readonly unknown[]) =>
      uploadEvents(test.ports, actor, {
        estateId,
        files: [{ name: "trail.json", bytes: bytesOf({ Records: records }) }],
      });
    expect(await upload([...usual, eve])).toMatchObject({
      addedCount: 31,
      knownCount: 0,
      stored: { count: 31 },
    });
    expect(await upload([...usual, eve])).toMatchObject({ addedCount: 0, knownCount: 31 });
    await analyse(estateId);
    const { anomalies } = await listAnomalies(test.ports, actor, estateId);
    const rare = anomalies.filter(({ anomaly }) => anomaly.detector === "rare-actor");
    expect(rare.map(({ anomaly, alert }) => [anomaly.title, alert?.state])).toEqual([
      ["eve changed routes in 210987654321 eu-central-1 for the first time in 90 days", "open"],
    ]);
    test.setNow(day(40));
    await upload([record(day(39), "ada", "AuthorizeSecurityGroupIngress")]);
    await analyse(estateId);
    const later = await listAnomalies(test.ports, actor, estateId);
    expect(later.anomalies.filter(({ anomaly }) => anomaly.detector === "rare-actor")).toEqual([]);
    const { alerts } = await listAlerts(test.ports, actor, { estateId });
    expect(alerts.find(({ kind }) => kind === "rare-actor")).toMatchObject({ state: "resolved" });
  });

  it("is judged by nobody while only two weeks of events are there", async () => {
    const { estateId } = await read(day(0));
    test.setNow(day(13));
    const files = [
      {
        name: "t.json",
        bytes: bytesOf([record(day(1), "ada", "CreateVpc"), record(day(12), "eve", "CreateRoute")]),
      },
    ];
    await uploadEvents(test.ports, actor, { estateId, files });
    const found = await findEventAnomalies(test.ports, workspaceId, { estateId, dangerousIds: new Set() });
    expect(found).toEqual({ "rare-actor": [], "change-rate": [] });
  });
});

it("an hour in which far more changed than usual is told of for a day", { timeout: 120_000 }, async () => {
  const { estateId } = await read(day(0));
  const store = test.ports.store.inWorkspace(workspaceId);
  const summary = (count: number): ChangeSummary => ({
    addedCount: 0,
    removedCount: 0,
    changedCount: count,
    cosmeticCount: 0,
    coverageCount: 0,
    titles: [],
    kinds: [{ kind: "securityGroup", count }],
  });
  const [first] = await store.listImports(estateId, { limit: 1 });
  let since = first?.snapshotId ?? "";
  const hours = 15 * 24;
  for (let hour = 1; hour <= hours; hour++) {
    const snapshotId = `snapshot ${hour}`;
    await store.addImport({
      importId: test.ports.ids.next(),
      estateId,
      createEstate: null,
      actorId: "local",
      takenAt: new Date(START + hour * HOUR_MS),
      snapshotId,
      body: new Uint8Array([1]),
      counts: [],
      diagnostics: [],
      coverage: [],
      ignored: [],
      sourceName: null,
      changes: { since, summary: summary(hour === hours ? 60 : 2) },
      analysisId: test.ports.ids.next(),
    });
    since = snapshotId;
  }
  const found = async (hour: number) => {
    test.setNow(new Date(START + hour * HOUR_MS + 60_000));
    const ask = { estateId, dangerousIds: new Set<string>() };
    return (await findEventAnomalies(test.ports, workspaceId, ask))["change-rate"];
  };
  expect(await found(hours - 1)).toEqual([]);
  expect((await found(hours)).map(({ title, subject }) => [title, subject.id])).toEqual([
    ["60 changes in the hour from 2026-01-16T12:00 UTC, usually 2", estateId],
  ]);
  expect(await found(hours + 23)).toHaveLength(1);
  expect(await found(hours + 24)).toEqual([]);
});

it("a change is shown with the calls on its resource between the two readings", {
  timeout: 120_000,
}, async () => {
  const { estateId } = await read(day(0));
  const opened = but(b1(), { groups: { "sg-db": { in: and("tcp 22 from 0.0.0.0/0") } } });
  test.setNow(day(2));
  const files = [{ name: "export.json", bytes: bytesOf(buildConfiguration(opened)) }];
  await importConfiguration(test.ports, actor, { files, estateId, assumeDefaultRoutes: false });
  const calls = [
    record(day(1), "eve", "AuthorizeSecurityGroupIngress"),
    // Of another resource, refused, a call that reads, one that only names the group, and one that came after.
    { ...record(day(1), "bob", "AuthorizeSecurityGroupIngress"), requestParameters: { groupId: "sg-web" } },
    { ...record(day(1), "mal", "AuthorizeSecurityGroupIngress"), errorCode: "UnauthorizedOperation" },
    record(day(1), "audit", "DescribeSecurityGroups"),
    record(day(1), "deploy", "RunInstances"),
    record(day(2.1), "ada", "RevokeSecurityGroupIngress"),
  ];
  test.setNow(day(3));
  const ask = { estateId, kind: "securityGroup", id: "sg-db" };
  expect(await readChange(test.ports, actor, ask)).toMatchObject({ calls: [] });
  await uploadEvents(test.ports, actor, { estateId, files: [{ name: "t.json", bytes: bytesOf(calls) }] });
  const { calls: found } = await readChange(test.ports, actor, ask);
  expect(found).toEqual([
    {
      id: `eve ${day(1).toISOString()}`,
      at: day(1).toISOString(),
      action: "AuthorizeSecurityGroupIngress",
      service: "ec2",
      sourceNetwork: "203.0.113.0/24",
      actor: { id: "arn:aws:iam::210987654321:user/eve", kind: "user", name: "eve" },
    },
  ]);
});
