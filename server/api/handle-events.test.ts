import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL_ACTOR } from "../application/actor";
import { importConfiguration } from "../application/imports";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { handleEvents } from "./handle-events";

const vpcs = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };
let test: TestPorts;
let estateId: string;
beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  const files = [{ name: "Vpcs.json", bytes: new TextEncoder().encode(JSON.stringify(vpcs)) }];
  ({ estateId } = await importConfiguration(test.ports, LOCAL_ACTOR, { files, assumeDefaultRoutes: false }));
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

async function post(fields: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, content] of Object.entries(files)) form.append("files", new File([content], name));
  const request = new Request("http://localhost/api/events", { method: "POST", body: form });
  const response = await handleEvents(request, { ports: test.ports, actor: LOCAL_ACTOR });
  return { status: response.status, body: (await response.json()) as unknown };
}

/** The clock stands on the first of January 2026. */
const record = (eventID: string, eventTime: string) => ({
  eventID,
  eventTime,
  eventName: "CreateRoute",
  eventSource: "ec2.amazonaws.com",
  requestParameters: { routeTableId: "rtb-1", password: "hunter2" },
});

it("stores each event once, and tells what it left out", async () => {
  const records = [
    record("a", "2025-12-30T08:00:00Z"),
    record("b", "2025-12-31T08:00:00Z"),
    record("old", "2025-09-01T08:00:00Z"),
    record("a", "2025-12-30T08:00:00Z"),
    {},
  ];
  const files = { "trail.json": JSON.stringify({ Records: records }), "cut.json": "{" };
  const counts = { entryCount: 5, repeatedCount: 1, leftOutCount: 1, tooOldCount: 1, keptDays: 90 };
  const stored = { count: 2, first: "2025-12-30T08:00:00.000Z", last: "2025-12-31T08:00:00.000Z" };
  const first = await post({ estateId }, files);
  expect(first).toMatchObject({
    status: 200,
    body: {
      ...counts,
      addedCount: 2,
      knownCount: 0,
      leftOut: [{ file: "trail.json", place: "Records[4]" }],
      refused: [{ file: "cut.json", place: "1:2" }],
      stored,
    },
  });
  expect(JSON.stringify(first)).not.toContain("hunter2");
  expect(await post({ estateId }, files)).toMatchObject({
    status: 200,
    body: { ...counts, addedCount: 0, knownCount: 2, stored },
  });
});

it("says 400 with each reason when there is no event in any file", async () => {
  expect(await post({ estateId }, { "a.txt": "hello", "b.json": "[{}]" })).toMatchObject({
    status: 400,
    body: { addedCount: 0, refused: [{ file: "a.txt" }], leftOut: [{ file: "b.json" }] },
  });
});

it.each([
  { name: "no estate", fields: {}, files: { "a.json": "[]" }, status: 400, code: "BAD_INPUT" },
  { name: "no files", fields: { estateId: "x" }, files: {}, status: 400, code: "BAD_INPUT" },
  {
    name: "an estate that is not there",
    fields: { estateId: "none" },
    files: { "a.json": "[]" },
    status: 404,
    code: "NOT_FOUND",
  },
])("refuses $name", async ({ fields, files, status, code }) => {
  expect(await post({ ...fields }, { ...files } as Record<string, string>)).toMatchObject({
    status,
    body: { error: { code } },
  });
});
