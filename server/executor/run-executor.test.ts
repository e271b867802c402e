import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Resource } from "../engine/configuration";
import { touchedForm } from "../engine/remediation";
import type { PlanStep, Touched } from "../engine/remediation/plan/plan.schema";
import { bundleChild } from "../testing/child-module";
import { type ExecutorServer, startExecutorServer } from "../testing/executor-server";
import { executorTask } from "../testing/executor-task";
import { type Moto, startMoto } from "../testing/moto";
import { customerClient, MOTO_ACCOUNT_ID, makeShop, openToWorld, type Shop } from "../testing/moto-network";
import { type MotoProxy, startMotoProxy } from "../testing/moto-proxy";
import { testPeer } from "../testing/test-peers";
import { wireExecutor } from "../wiring-executor";
import { runExecutor } from "./run-executor";

const signal = new AbortController().signal;
const place = { accountId: MOTO_ACCOUNT_ID, region: "us-east-1" };
const roundCount = process.env.UMBRA_LONG === "1" ? 20 : 2;
const PORTS = [5432, 6379];

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
}

/** The whole executor as a process of its own, against the protocol and moto. */
describe.each(testPeer("UMBRA_TEST_MOTO"))("an executor's process", ({ program }) => {
  let moto: Moto;
  let proxy: MotoProxy;
  let server: ExecutorServer;
  let bundle: Awaited<ReturnType<typeof bundleChild>>;
  let shop: Shop;
  let running: Started[] = [];

  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = "testing";
    process.env.AWS_SECRET_ACCESS_KEY = "testing";
    moto = await startMoto(program);
    proxy = await startMotoProxy(moto.url);
    bundle = await bundleChild(`import ${JSON.stringify(join(import.meta.dirname, "main.ts"))};`);
  });
  afterAll(async () => {
    await bundle.remove();
    await proxy.stop();
    await moto.stop();
  });
  beforeEach(async () => {
    await moto.reset();
    server = await startExecutorServer();
    const ec2 = customerClient(moto.url);
    shop = await makeShop(ec2);
    for (const port of PORTS) await openToWorld(ec2, shop.databaseGroupId, port);
    proxy.setFaults([]);
    proxy.setDelay(0);
    proxy.clear();
  });
  afterEach(async () => {
    for (const each of running) each.child.kill("SIGKILL");
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
    await server.stop();
  });

  function start(more: readonly string[] = [], env: Record<string, string> = {}): Started {
    const allowed = ["--allow", "revoke-group-rule,authorize-group-rule"];
    const places = [
      "--server",
      server.url,
      "--region",
      "us-east-1",
      "--endpoint",
      proxy.url,
      "--name",
      "hand",
    ];
    const child = spawn(process.execPath, [bundle.file, "executor", ...allowed, ...places, ...more], {
      env: {
        ...process.env,
        UMBRA_EXECUTOR_TOKEN: server.token,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const started = { child, ended, output: () => output };
    running.push(started);
    return started;
  }

  const settings = () => ({
    server: server.url,
    token: server.token,
    allows: ["webhook"] as const,
    regions: ["us-east-1"],
    endpoint: proxy.url,
    endpoints: [],
    outboundAllow: undefined,
  });
  const readGroup = async (): Promise<Resource> => {
    const { ports, close } = wireExecutor({ ...settings(), endpoint: moto.url });
    const subject = { kind: "securityGroup", id: shop.databaseGroupId, place };
    const found = await ports.hand.read(subject, signal);
    close();
    if (!found) throw new Error("there is no such group");
    return found;
  };
  /** Closes both ports; what is touched is expected to be as it is now. */
  const closing = async () => {
    const group = await readGroup();
    if (group.kind !== "securityGroup") throw new Error("not a group");
    const isWorld = ({ peer }: (typeof group.ingress)[number]) => peer.kind === "prefix";
    const steps = group.ingress.filter(isWorld).map(
      (rule): PlanStep => ({
        kind: "revoke-group-rule",
        place,
        securityGroupId: group.id,
        direction: "ingress",
        rule,
      }),
    );
    const touched: Touched = {
      element: { kind: "securityGroup", id: group.id },
      place,
      before: touchedForm(group),
      after: touchedForm({ ...group, ingress: group.ingress.filter((rule) => !isWorld(rule)) }),
    };
    return { steps, touched: [touched] };
  };
  const revokeCount = () =>
    proxy.calls.filter(({ action, isDryRun }) => action === "RevokeSecurityGroupIngress" && !isDryRun).length;
  const until = async (isSo: () => boolean) => {
    for (const end = Date.now() + 30_000; !isSo(); ) {
      if (Date.now() > end)
        throw new Error(`waited in vain:\n${running.map((each) => each.output()).join("\n")}`);
      await wait(5);
    }
  };
  const reported = (purpose: string) => server.reports.find((each) => each.purpose === purpose);

  it("takes, does and reports what there is, then ends when it is told to", async () => {
    const plan = await closing();
    for (const purpose of ["precheck", "execute", "observe"] as const)
      server.give(executorTask({ ...plan, purpose, actionId: `of ${purpose}` }));
    const executor = start();
    await until(() => server.reports.length === 3);
    expect(server.claims[0]).toEqual({
      name: "hand",
      allows: ["revoke-group-rule", "authorize-group-rule"],
      webhooks: [],
      accountId: MOTO_ACCOUNT_ID,
    });
    expect(server.reports.map(({ purpose, outcome }) => `${purpose} ${outcome}`)).toEqual([
      "precheck done",
      "execute done",
      "observe done",
    ]);
    expect(revokeCount()).toBe(PORTS.length);
    expect(touchedForm(await readGroup())).toBe(plan.touched[0]?.after);
    executor.child.kill("SIGTERM");
    expect(await executor.ended).toBe(0);
    expect(executor.output()).toContain("stopped");
    expect(executor.output()).not.toContain(server.token);
  });

  it.each(Array.from({ length: roundCount }, (_, round) => round))(
    "killed between call and report, another finds that it stands (%i)",
    async (round) => {
      const plan = await closing();
      server.give(executorTask({ ...plan, purpose: "execute" }));
      // Once right after a call was seen, once when it would have reported, and somewhere in between.
      const first = start();
      if (round % 2 === 0) {
        proxy.setDelay(30);
        await until(() => revokeCount() === 1 + (round % PORTS.length));
        await wait((round * 37) % 100);
        first.child.kill("SIGKILL");
      } else {
        server.setTaking((step) => {
          if (step === "report") first.child.kill("SIGKILL");
          return step !== "report";
        });
      }
      await first.ended;
      expect(server.reports).toEqual([]);
      server.setTaking(() => true);
      server.lapse();
      start();
      await until(() => reported("execute") !== undefined);
      expect(reported("execute")).toMatchObject({ outcome: "done", fence: 2 });
      expect(touchedForm(await readGroup())).toBe(plan.touched[0]?.after);
      // A killed one's call may still have been on its way; what the provider did, it did once.
      expect(revokeCount()).toBeGreaterThanOrEqual(PORTS.length);
      expect(revokeCount()).toBeLessThanOrEqual(PORTS.length + 1);
      if (round % 2 === 1) expect(revokeCount()).toBe(PORTS.length);
    },
  );

  it("does not start with the keys of another account", async () => {
    const foreign = start(["--account", "999999999999"]);
    expect(await foreign.ended).toBe(1);
    expect(foreign.output()).toContain("the keys belong to the account");
    expect(server.claims).toEqual([]);
  });

  /** The same loop in this process, where nothing needs to be killed. */
  const runHere = (token = server.token) => {
    const allows = ["revoke-group-rule"] as const;
    const wired = wireExecutor({ ...settings(), token, allows });
    const said: string[] = [];
    const run = { name: "hand", isOnce: true, allows, accountId: MOTO_ACCOUNT_ID };
    return runExecutor(wired.ports, run, (text) => said.push(text), signal)
      .finally(() => wired.close())
      .then((isAnswered) => ({ isAnswered, said }));
  };

  it("once: does what there is; a report that is not taken comes again, and nothing is done again", async () => {
    server.give(executorTask({ ...(await closing()), purpose: "execute" }));
    let askedCount = 0;
    server.setTaking((step) => step !== "report" || ++askedCount > 2);
    expect(await runHere()).toMatchObject({ isAnswered: true });
    expect(reported("execute")?.steps.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect(revokeCount()).toBe(PORTS.length);
  });

  it("does nothing while the server refuses its token, and says so", async () => {
    server.give(executorTask({ ...(await closing()), purpose: "execute" }));
    const { isAnswered, said } = await runHere(`umbra_executor_${"x".repeat(43)}`);
    expect([isAnswered, said]).toEqual([false, ["no work: refused"]]);
    expect(revokeCount()).toBe(0);
  });
});
