import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_ACTOR } from "../application/actor";
import { loadSample } from "../application/imports";
import { Failure } from "../application/ports/failure";
import { startRun } from "../application/runs";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { HTTP_STATUSES, TRPC_CODES } from "./errors";
import { handleTrpc } from "./handle-trpc";

let test: TestPorts;
let estateId: string;
beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  ({ estateId } = await loadSample(test.ports, LOCAL_ACTOR));
});
afterAll(() => test.close());

describe("over HTTP", () => {
  const get = async (path: string, input: unknown, ports = test.ports) => {
    const query = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
    const request = new Request(`http://localhost/api/trpc/${path}?input=${query}`);
    const response = await handleTrpc(request, { ports, actor: LOCAL_ACTOR });
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      text: await response.text(),
    };
  };

  it("dates come as dates", async () => {
    const { status, text } = await get("estate.list", undefined);
    const parsed: { result: { data: Parameters<typeof superjson.deserialize>[0] } } = JSON.parse(text);
    expect(status).toBe(200);
    const list = superjson.deserialize<{ createdAt: Date }[]>(parsed.result.data);
    expect(list.length).toBeGreaterThan(0);
    expect(list.every(({ createdAt }) => createdAt instanceof Date)).toBe(true);
  });

  it("a failure has its status and what to do", async () => {
    const { status, text } = await get("estate.overview", { estateId: "none" });
    expect(status).toBe(404);
    expect(text).toContain("choose one from the list of estates");
  });

  it("a bug is reported, and says nothing of the inside", async () => {
    const reported: unknown[] = [];
    const broken = () => {
      throw new TypeError("secret at /srv/umbra/store.ts");
    };
    const ports = {
      ...test.ports,
      store: { ...test.ports.store, inWorkspace: broken },
      reportBug: (error: unknown) => reported.push(error),
    };
    const { status, text } = await get("estate.list", undefined, ports);
    expect(status).toBe(500);
    expect(text).not.toMatch(/secret|TypeError|at .*[.]ts/);
    expect(text).toContain("something went wrong inside Umbra");
    expect(reported).toEqual([expect.objectContaining({ message: expect.stringContaining("secret") })]);
  });

  it("a run is followed as a stream of events, until it is over", async () => {
    const { runId } = await startRun(test.ports, LOCAL_ACTOR, { estateId, kind: "suite", request: {} });
    const { status, type, text } = await get("run.watch", { runId });
    expect({ status, type }).toEqual({ status: 200, type: "text/event-stream" });
    expect(text).toContain('"state":"done"');
    expect(text.trimEnd()).toMatch(/event: return\ndata: *$/);
  });

  it("a stream of what is not there says so in its own way", async () => {
    const { text } = await get("run.watch", { runId: "none" });
    expect(text).toContain("NOT_FOUND");
    expect(text).toContain("choose one from the list of runs");
  });

  it("streams end when the server stops", async () => {
    const answer = get("estate.changes", undefined);
    test.ports.events.end();
    expect((await answer).text).toContain("event: return");
  });

  it("every failure has one code and one status", () => {
    expect(Object.keys(TRPC_CODES)).toEqual(Object.keys(HTTP_STATUSES));
    expect(new Failure("CONFLICT", "x").retryable).toBe(true);
    expect(new Failure("NOT_FOUND", "x").retryable).toBe(false);
  });
});
