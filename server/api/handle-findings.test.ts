import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL_ACTOR } from "../application/actor";
import { importConfiguration } from "../application/imports";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { handleFindings } from "./handle-findings";

const vpcs = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
let test: TestPorts;
let estateId: string;
beforeAll(async () => {
  test = await openTestPorts({ works: false });
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  const files = [{ name: "Vpcs.json", bytes: bytes(vpcs) }];
  const asked = { files, assumeDefaultRoutes: false };
  ({ estateId } = await importConfiguration(test.ports, LOCAL_ACTOR, asked));
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

async function post(fields: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, content] of Object.entries(files)) form.append("files", new File([content], name));
  const request = new Request("http://localhost/api/findings", { method: "POST", body: form });
  const response = await handleFindings(request, { ports: test.ports, actor: LOCAL_ACTOR });
  return { status: response.status, body: (await response.json()) as unknown };
}

it("stores what can be read, and refuses the rest with file and place", async () => {
  const answer = await post({ estateId }, { "none.json": "null", "cut.json": "[1," });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      stored: [{ name: "none.json", scanner: "trivy", entryCount: 0 }],
      refused: [{ file: "cut.json", place: "1:4" }],
    },
  });
  expect(answer.body).not.toHaveProperty("stored.0.body");
});

it("says 400 with each reason when nothing could be stored", async () => {
  expect(await post({ estateId }, { "a.txt": "hello", "b.json": "{}" })).toMatchObject({
    status: 400,
    body: { stored: [], refused: [{ file: "a.txt" }, { file: "b.json" }] },
  });
});

it.each([
  { name: "no estate", fields: {}, files: { "a.json": "null" }, status: 400, code: "BAD_INPUT" },
  { name: "no files", fields: { estateId: "x" }, files: {}, status: 400, code: "BAD_INPUT" },
  {
    name: "an estate that is not there",
    fields: { estateId: "none" },
    files: { "a.json": "null" },
    status: 404,
    code: "NOT_FOUND",
  },
])("is refused with $name", async ({ fields, files, status, code }) => {
  expect(await post(fields as Record<string, string>, files as Record<string, string>)).toMatchObject({
    status,
    body: { error: { code } },
  });
});
