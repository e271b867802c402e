import { setTimeout as wait } from "node:timers/promises";
import { CreateVpcCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../server/testing/free-port";
import { type Moto, startMoto } from "../../server/testing/moto";
import { customerClient, makeShop } from "../../server/testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../../server/testing/moto-proxy";
import { testPeer } from "../../server/testing/test-peers";
import { dataFolders, mutate, query, startUmbra, type UmbraProcess } from "./umbra-process";
import { startProgram, type UmbraProgram } from "./umbra-program";

const folders = dataFolders();
afterAll(() => folders.remove());

const roundCount = process.env.UMBRA_LONG === "1" ? 20 : 4;
const READING_ACTION = /^(Describe|GetCallerIdentity$)/;

it("umbra agent answers --help without starting", async () => {
  const agent = startAgent({}, ["--help"]);
  expect(await agent.ended).toBe(0);
  expect(agent.output()).toContain("UMBRA_AGENT_TOKEN");
});

it("umbra agent refuses to push in the clear to another machine", async () => {
  const agent = startAgent({}, ["--server", "http://192.0.2.1:3000", "--region", "us-east-1"]);
  expect(await agent.ended).toBe(1);
  expect(agent.output()).toContain("refusing to push");
});

describe.each(testPeer("UMBRA_TEST_MOTO"))(
  "agent and server, killed while changes stream in",
  ({ program }) => {
    let moto: Moto;
    let proxy: MotoProxy;
    let ec2: EC2Client;
    beforeAll(async () => {
      moto = await startMoto(program);
      proxy = await startMotoProxy(moto.url);
      proxy.setDelay(15);
      ec2 = customerClient(moto.url);
      await makeShop(ec2);
    });
    afterAll(async () => {
      await proxy.stop();
      await moto.stop();
    });

    it("no snapshot is lost or doubled, and nothing looks deleted", async () => {
      const settings = { UMBRA_DATA_DIR: folders.make(), PORT: String(await freePort()) };
      let umbra = startUmbra(settings, ["--empty"]);
      const url = await umbra.ready;
      const { sourceId, token } = (await mutate(url, "source.createAgent", {
        name: "production",
        target: { kind: "new-estate", name: "Production" },
      })) as { sourceId: string; token: string };
      const run = () =>
        startAgent(agentEnv(token, proxy.url), ["--server", url, "--region", "us-east-1", "--interval", "1"]);
      let agent = run();
      try {
        for (let round = 0; round < roundCount; round++) {
          const made = await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${100 + round}.0.0/16` }));
          await wait(200 + ((round * 677) % 1_500));
          if (round % 2 === 0) {
            agent.child.kill("SIGKILL");
            await agent.ended;
            agent = run();
          } else {
            umbra.child.kill("SIGKILL");
            await umbra.ended;
            umbra = startUmbra(settings, ["--empty"]);
            await umbra.ready;
          }
          await mirrored(url, sourceId, made.Vpc?.VpcId ?? "");
        }
        await expectHistory(url);
        const odd = proxy.calls.filter(({ action }) => !READING_ACTION.test(action));
        expect(odd).toEqual([]);
        agent.child.kill("SIGTERM");
        expect(await agent.ended).toBe(0);
        expect(agent.output()).toContain("stopped");
      } finally {
        agent.child.kill("SIGKILL");
        await stop(umbra);
      }
    });
  },
);

/** One network that only ever grew, in changes that are each there once: nothing was lost, doubled or deleted. */
async function expectHistory(url: string): Promise<void> {
  const estates = (await query(url, "estate.list")) as { id: string }[];
  expect(estates).toHaveLength(1);
  const { entries } = (await query(url, "history.list", { estateId: estates[0]?.id ?? "" })) as {
    entries: { snapshotId: string; resourceCount: number; changes: { removedCount: number } | null }[];
  };
  expect(new Set(entries.map(({ snapshotId }) => snapshotId)).size).toBe(entries.length);
  // The first network may have been in the first sweep; a sweep may see a change half made, and the next the rest.
  expect(entries.length).toBeGreaterThanOrEqual(roundCount);
  expect(entries.length).toBeLessThanOrEqual(2 * roundCount + 1);
  expect(entries.map(({ changes }) => changes?.removedCount ?? 0)).toEqual(entries.map(() => 0));
  const counts = entries.map(({ resourceCount }) => resourceCount);
  expect(counts).toEqual(counts.toSorted((x, y) => y - x));
}

async function mirrored(url: string, sourceId: string, vpcId: string): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const sources = (await query(url, "source.list")) as { id: string; estateId: string | null }[];
    const estateId = sources.find(({ id }) => id === sourceId)?.estateId;
    if (estateId) {
      const text = String(await query(url, "estate.configuration", { estateId }));
      if (text.includes(vpcId)) return;
    }
    if (Date.now() > until) throw new Error(`${vpcId} was not mirrored`);
    await wait(250);
  }
}

function startAgent(env: Record<string, string>, args: readonly string[]): UmbraProgram {
  return startProgram(["agent", ...args], { UMBRA_AGENT_TOKEN: `umbra_agent_${"a".repeat(43)}`, ...env });
}

function agentEnv(token: string, endpoint: string): Record<string, string> {
  return {
    UMBRA_AGENT_TOKEN: token,
    UMBRA_AWS_ENDPOINT: endpoint,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
  };
}

async function stop(umbra: UmbraProcess): Promise<void> {
  umbra.child.kill("SIGTERM");
  await umbra.ended;
}
