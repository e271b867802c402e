import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabases } from "../testing/test-databases";
import { openTestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { exportConfiguration } from "./estates";
import type { WorkspaceId } from "./ports/store";
import { ageSilentAgents } from "./silent-agents";
import { type AuthenticatedSource, authenticateSource } from "./source-tokens";
import { createAgentSource, listSources, removeSource, revokeToken, rotateToken } from "./sources";
import type { PartitionReport, SweepCommit } from "./sweep.schema";
import { addSweepChunk, beginSweep, commitSweep } from "./sweeps";

const ACCOUNT = "111122223333";
const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
const subnetIds = (count: number) => Array.from({ length: count }, (_, i) => `subnet-${i}`);

describe.each(testDatabases())("sweeps on $name", ({ open }) => {
  let umbra: Awaited<ReturnType<typeof openTestPorts>>;
  let drop: () => Promise<void>;
  let token: string;
  let source: AuthenticatedSource;

  beforeAll(async () => {
    const opened = await open();
    drop = opened.drop;
    umbra = await openTestPorts({
      works: false,
      openStore: async () => ({ ...opened.store, close: async () => undefined }),
    });
    await umbra.ports.store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  });
  afterAll(async () => {
    expect(umbra.bugs).toEqual([]);
    await umbra.close();
    await drop();
  });
  beforeEach(async () => {
    const target = { kind: "new-estate", name: "Production" } as const;
    ({ token } = await createAgentSource(umbra.ports, LOCAL_ACTOR, { name: "production", target }));
    const found = await authenticateSource(umbra.ports, token);
    if (!found) throw new Error("the token opens nothing");
    source = found;
  });

  /** Sends a sweep up to its commit; subnets by id, or why they could not be read. */
  async function send(subnets: readonly string[] | "denied"): Promise<SweepCommit> {
    const sweepId = umbra.ports.ids.next();
    await beginSweep(umbra.ports, source, { sweepId, startedAt: "2026-01-01T00:00:00Z", accountId: ACCOUNT });
    const lists: Record<string, unknown> = {
      Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/8" }],
      Subnets:
        subnets === "denied"
          ? undefined
          : subnets.map((SubnetId, i) => ({ SubnetId, VpcId: "vpc-1", CidrBlock: `10.0.${i}.0/24` })),
    };
    const partitions: PartitionReport[] = [];
    for (const [key, list] of Object.entries(lists)) {
      const kind = key === "Vpcs" ? "vpc" : "subnet";
      const place = { accountId: ACCOUNT, region: "eu-west-1", kind, key };
      if (list === undefined) {
        partitions.push({ ...place, status: "denied", reason: "the provider refused DescribeSubnets" });
        continue;
      }
      const document = JSON.stringify({ [key]: list });
      const body = gzipSync(document);
      const sequence = partitions.length;
      await addSweepChunk(umbra.ports, source, { sweepId, sequence, sha256: sha256(body) }, body);
      const itemIds = key === "Vpcs" ? ["vpc-1"] : [...(subnets as readonly string[])];
      const hash = sha256(document);
      partitions.push({ ...place, status: "ok", itemIds, hash, firstChunk: sequence, chunkCount: 1 });
    }
    const chunkCount = partitions.filter(({ status }) => status === "ok").length;
    const endedAt = "2026-01-01T00:00:05Z";
    return {
      sweepId,
      endedAt,
      accountId: ACCOUNT,
      intervalSeconds: 60,
      chunkCount,
      partitions,
      trouble: null,
    };
  }
  const sweep = async (subnets: readonly string[] | "denied") =>
    commitSweep(umbra.ports, source, await send(subnets));
  const text = (estateId: string | null) =>
    exportConfiguration(umbra.ports, LOCAL_ACTOR, { estateId: estateId ?? "" });
  const status = async () => {
    const sources = await listSources(umbra.ports, LOCAL_ACTOR);
    const own = sources.find(({ id }) => id === source.source.id);
    return own?.partitions.find(({ kind }) => kind === "subnet")?.status;
  };

  it("counts for nothing before it is committed, and is dropped by the next", async () => {
    const first = await send(["subnet-1"]);
    await sweep(["subnet-2"]);
    await expect(commitSweep(umbra.ports, source, first)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is taken in once, however often and at once it is committed", async () => {
    const commit = await send(["subnet-1"]);
    const answers = await Promise.all([
      commitSweep(umbra.ports, source, commit),
      commitSweep(umbra.ports, source, commit),
      commitSweep(umbra.ports, source, commit),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await commitSweep(umbra.ports, source, commit)).toEqual(answers[0]);
    const history = await umbra.ports.store
      .inWorkspace(LOCAL_ACTOR.workspaceId)
      .findEstate(answers[0].estateId ?? "");
    expect(history?.latest?.snapshotId).toBe(answers[0].snapshotId);
  });

  it("refuses a piece that is not what it says, and a sweep that lacks one", async () => {
    const commit = await send(["subnet-1"]);
    const chunk = { sweepId: commit.sweepId, sequence: 0, sha256: sha256("other") };
    await expect(addSweepChunk(umbra.ports, source, chunk, new Uint8Array([1]))).rejects.toMatchObject({
      code: "BAD_INPUT",
    });
    const more = { ...commit, chunkCount: commit.chunkCount + 1 };
    await expect(commitSweep(umbra.ports, source, more)).rejects.toMatchObject({ code: "BAD_INPUT" });
    const unknown = { ...chunk, sweepId: umbra.ports.ids.next(), sha256: sha256(new Uint8Array([1])) };
    await expect(addSweepChunk(umbra.ports, source, unknown, new Uint8Array([1]))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("keeps what vanishes all at once, until a second sweep says the same", async () => {
    const { estateId } = await sweep(subnetIds(20));
    await sweep(subnetIds(2));
    expect(await status()).toBe("suspicious");
    expect(await text(estateId)).toContain("subnet-19");
    await sweep(subnetIds(2));
    expect(await status()).toBe("ok");
    expect(await text(estateId)).not.toContain("subnet-19");
  });

  it("keeps a denied part, and says so in the coverage", async () => {
    const { estateId } = await sweep(["subnet-1"]);
    await sweep("denied");
    expect(await text(estateId)).toContain("subnet-1");
    expect(JSON.parse(await text(estateId)).coverage).toContainEqual({
      accountId: ACCOUNT,
      region: "eu-west-1",
      kind: "subnet",
      status: "denied",
      isKept: true,
    });
  });

  it("a part that never was read is denied, with nothing kept", async () => {
    const { estateId } = await sweep("denied");
    expect(JSON.parse(await text(estateId)).coverage).toContainEqual({
      accountId: ACCOUNT,
      region: "eu-west-1",
      kind: "subnet",
      status: "denied",
    });
  });

  it("what an agent mirrored ages once it is not heard of, and is fresh again when it is back", async () => {
    const start = Date.UTC(2026, 5, 1);
    umbra.setNow(new Date(start));
    const { estateId, snapshotId } = await sweep(["subnet-1"]);
    umbra.setNow(new Date(start + 170_000));
    await ageSilentAgents(umbra.ports);
    expect(await status()).toBe("ok");
    umbra.setNow(new Date(start + 200_000));
    await ageSilentAgents(umbra.ports);
    await ageSilentAgents(umbra.ports);
    expect(await status()).toBe("stale");
    expect(await text(estateId)).toContain('"isKept":true');
    expect((await sweep(["subnet-1"])).snapshotId).toBe(snapshotId);
    expect(await status()).toBe("ok");
  });

  it("two sources of one estate make one network", async () => {
    const { estateId } = await sweep(["subnet-1"]);
    const target = { kind: "estate", estateId: estateId ?? "" } as const;
    const other = await createAgentSource(umbra.ports, LOCAL_ACTOR, { name: "other", target });
    const found = await authenticateSource(umbra.ports, other.token);
    if (!found) throw new Error("the token opens nothing");
    source = found;
    const commit = await send(["subnet-7"]);
    const moved = commit.partitions.map((each) => ({ ...each, region: "us-east-1" }));
    await commitSweep(umbra.ports, source, { ...commit, partitions: moved });
    expect(await text(estateId)).toContain("subnet-1");
    expect(await text(estateId)).toContain("subnet-7");
  });

  it("another workspace's source is not there", async () => {
    const stranger = { ...LOCAL_ACTOR, workspaceId: "elsewhere" as WorkspaceId };
    await umbra.ports.store.ensureWorkspace(stranger.workspaceId);
    const { id } = source.source;
    expect(await listSources(umbra.ports, stranger)).toEqual([]);
    for (const use of [rotateToken, revokeToken, removeSource]) {
      await expect(use(umbra.ports, stranger, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(use(umbra.ports, stranger, "random")).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await authenticateSource(umbra.ports, token)).toBeDefined();
  });

  it("a token is not to be found in what is stored or shown", async () => {
    const secret = token.slice("umbra_agent_".length);
    expect(JSON.stringify(await listSources(umbra.ports, LOCAL_ACTOR))).not.toContain(secret);
    expect(await authenticateSource(umbra.ports, `umbra_agent_${"A".repeat(43)}`)).toBeUndefined();
    expect(await authenticateSource(umbra.ports, `${token} `)).toBeUndefined();
  });
});
