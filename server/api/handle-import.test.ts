import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_ACTOR } from "../application/actor";
import { listEstates } from "../application/estates";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { handleImport } from "./handle-import";
import { UPLOAD_LIMIT_BYTES } from "./read-upload-form";

const vpcs = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };
let test: TestPorts;
beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly error?: Record<string, unknown> };
}

async function post(init: RequestInit): Promise<Answer> {
  const request = new Request("http://localhost/api/import", { method: "POST", ...init });
  const response = await handleImport(request, { ports: test.ports, actor: LOCAL_ACTOR });
  return { status: response.status, body: await response.json() };
}

function form(fields: Record<string, string>, files: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  for (const [name, content] of Object.entries(files)) data.append("files", new File([content], name));
  return data;
}

describe("an upload", () => {
  it("becomes an estate, and a snapshot of it when sent again", async () => {
    const first = await post({
      body: form({ name: "mine" }, { "us-east-1/Vpcs.json": JSON.stringify(vpcs) }),
    });
    expect(first).toMatchObject({
      status: 200,
      body: { unchanged: false, counts: [{ kind: "vpc", count: 1 }] },
    });
    const estateId = String(first.body.estateId);
    const again = await post({ body: form({ estateId }, { "Vpcs.json": JSON.stringify(vpcs) }) });
    expect(again).toMatchObject({ status: 200, body: { estateId } });
    const [estate] = await listEstates(test.ports, LOCAL_ACTOR);
    expect(estate).toMatchObject({ id: estateId, name: "mine" });
  });

  it.each<{ name: string; files: Record<string, string>; wanted: string }>([
    {
      name: "the folder it came in",
      files: { "acme/us-east-1/Vpcs.json": JSON.stringify(vpcs) },
      wanted: "acme",
    },
    { name: "its only file", files: { "account.json": JSON.stringify(vpcs) }, wanted: "account" },
  ])("without a name is called after $name", async ({ files, wanted }) => {
    const { body } = await post({ body: form({}, files) });
    const estates = await listEstates(test.ports, LOCAL_ACTOR);
    expect(estates.find(({ id }) => id === body.estateId)?.name).toBe(wanted);
  });

  it.each<{ name: string; init: () => RequestInit; status: number; code: string; message: RegExp }>([
    {
      name: "no form",
      init: () => ({ body: "{}", headers: { "content-type": "application/json" } }),
      status: 400,
      code: "BAD_INPUT",
      message: /multipart/,
    },
    {
      name: "no body",
      init: () => ({ headers: { "content-type": "multipart/form-data; boundary=x" } }),
      status: 400,
      code: "BAD_INPUT",
      message: /multipart/,
    },
    {
      name: "a form that is cut off",
      init: () => ({
        body: '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n{',
        headers: { "content-type": "multipart/form-data; boundary=x" },
      }),
      status: 400,
      code: "BAD_INPUT",
      message: /cut off/,
    },
    {
      name: "no files",
      init: () => ({ body: form({ name: "x" }, {}) }),
      status: 400,
      code: "BAD_INPUT",
      message: /no files/,
    },
    {
      name: "truncated JSON, with file and place",
      init: () => ({ body: form({}, { "a/Vpcs.json": '{"Vpcs": [' }) }),
      status: 400,
      code: "BAD_INPUT",
      message: /./,
    },
    {
      name: "text instead of JSON",
      init: () => ({ body: form({}, { "Vpcs.json": "<html>proxy login</html>" }) }),
      status: 400,
      code: "BAD_INPUT",
      message: /./,
    },
    {
      name: "JSON nested a million deep",
      init: () => ({ body: form({}, { "Vpcs.json": "[".repeat(1_000_000) }) }),
      status: 400,
      code: "BAD_INPUT",
      message: /./,
    },
    {
      name: "an estate that is not there",
      init: () => ({ body: form({ estateId: "none" }, { "Vpcs.json": JSON.stringify(vpcs) }) }),
      status: 404,
      code: "NOT_FOUND",
      message: /no such estate/,
    },
    {
      name: "a name too long",
      init: () => ({ body: form({ name: "x".repeat(513) }, { "Vpcs.json": "{}" }) }),
      status: 400,
      code: "BAD_INPUT",
      message: /`name`/,
    },
    {
      name: "a length above the limit, before it is sent",
      init: () => ({
        body: form({}, { "Vpcs.json": "{}" }),
        headers: {
          "content-length": String(UPLOAD_LIMIT_BYTES + 1),
          "content-type": "multipart/form-data; boundary=x",
        },
      }),
      status: 413,
      code: "TOO_LARGE",
      message: /200 MiB/,
    },
  ])("with $name is refused, and nothing is stored", async ({ init, status, code, message }) => {
    const before = await listEstates(test.ports, LOCAL_ACTOR);
    const answer = await post(init());
    expect(answer).toMatchObject({
      status,
      body: { error: { code, message: expect.stringMatching(message) } },
    });
    expect(await listEstates(test.ports, LOCAL_ACTOR)).toEqual(before);
  });

  it("that does not say its length is cut at the limit", async () => {
    const chunk = new Uint8Array(8 * 1024 * 1024);
    let sentBytes = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(
            '--x\r\nContent-Disposition: form-data; name="files"; filename="a.json"\r\n\r\n',
          ),
        );
      },
      pull(controller) {
        sentBytes += chunk.byteLength;
        if (sentBytes > 4 * UPLOAD_LIMIT_BYTES) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const answer = await post({ body, headers, duplex: "half" } as RequestInit);
    expect(answer).toMatchObject({ status: 413, body: { error: { code: "TOO_LARGE" } } });
    expect(sentBytes).toBeLessThan(UPLOAD_LIMIT_BYTES + 4 * chunk.byteLength);
  });

  it("keeps markup and control characters in names as text", async () => {
    const name = "<img src=x onerror=alert(1)>\u0007\u202Eevil";
    const { body } = await post({ body: form({ name }, { "Vpcs.json": JSON.stringify(vpcs) }) });
    const estates = await listEstates(test.ports, LOCAL_ACTOR);
    expect(estates.find(({ id }) => id === body.estateId)?.name).toBe("<img src=x onerror=alert(1)> evil");
  });
});
