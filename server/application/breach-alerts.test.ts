import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Change, Configuration } from "../engine/configuration";
import { testData } from "../testing/test-data";
import { filesIn, openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listAlerts, readAlert } from "./alerts";
import { exportConfiguration } from "./estates";
import { uploadFindings } from "./findings";
import { importConfiguration } from "./imports";
import { listRuns } from "./runs";
import { runChangeWhatIf } from "./what-ifs";

/** From a scanner's finding and a declared store to the alert, a verified cure, and the alert's end: on a real account. */

const actor = LOCAL_ACTOR;
const PUBLIC_HOST = "i-094a9e5b545a4fde4";
const PRIVATE_HOST = "i-099cf38911942421c";
const GROUP = "sg-0662342465612f419";
const account = testData("batfish-aws/snapshots/test-public-private-subnet");
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const FACTS = {
  entryPoints: [{ from: "internet" }],
  dataStores: [
    { name: "orders", resource: PRIVATE_HOST, class: "payment", protocol: "tcp", port: 22, auth: "open" },
  ],
};
const inspected = { type: "AWS_EC2_INSTANCE", id: PUBLIC_HOST };
const REPORT = {
  findings: [
    {
      type: "PACKAGE_VULNERABILITY",
      severity: "CRITICAL",
      status: "ACTIVE",
      resources: [inspected],
      packageVulnerabilityDetails: {
        vulnerabilityId: "CVE-2024-6387",
        cvss: [{ scoringVector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
        vulnerablePackages: [{ name: "openssh-server", version: "9.2", fixedInVersion: "9.8" }],
      },
    },
    {
      type: "NETWORK_REACHABILITY",
      status: "ACTIVE",
      resources: [inspected],
      networkReachabilityDetails: { protocol: "TCP", openPortRange: { begin: 22, end: 22 } },
    },
  ],
};
const KNOWN_EXPLOITED = {
  dateReleased: "2026-11-01T00:00:00Z",
  vulnerabilities: [{ cveID: "CVE-2024-6387" }],
};

describe.runIf(account !== undefined)("data behind a host with a known exploited vulnerability", () => {
  let test: TestPorts;
  let estateId = "";
  beforeAll(async () => {
    test = await openTestPorts();
    await test.ports.store.ensureWorkspace(actor.workspaceId);
  });
  afterAll(async () => {
    await test.close();
    expect(test.bugs).toEqual([]);
  });

  const storeAlert = async (state: "open" | "resolved") => {
    const { alerts } = await listAlerts(test.ports, actor, { estateId, state: [state] });
    return alerts.find(({ kind }) => kind === "data-at-risk");
  };
  /** Nothing is analysed and nothing is tried any more. */
  const settled = () =>
    vi.waitUntil(
      async () => {
        const { coverage } = await listAlerts(test.ports, actor, { estateId });
        const states = ["queued", "running"] as const;
        const runs = await listRuns(test.ports, actor, { estateId, states: [...states], limit: 10 });
        return coverage.finishedAt !== null && runs.length === 0;
      },
      { timeout: 60_000, interval: 100 },
    );

  it("no finding, no alert: the store's check holds", async () => {
    const files = [...(await filesIn(account ?? "")), { name: "umbra.json", bytes: bytes(FACTS) }];
    ({ estateId } = await importConfiguration(test.ports, actor, { files, assumeDefaultRoutes: false }));
    await settled();
    expect(await storeAlert("open")).toBeUndefined();
  }, 120_000);

  it("the finding raises it, with the chain, what stops it alone, and cures that are verified", async () => {
    await uploadFindings(test.ports, actor, {
      estateId,
      files: [
        { name: "inspector.json", bytes: bytes(REPORT) },
        { name: "kev.json", bytes: bytes(KNOWN_EXPLOITED) },
      ],
    });
    await expect.poll(async () => (await storeAlert("open"))?.verified, { timeout: 90_000 }).toBe(true);
    await settled();
    const row = await storeAlert("open");
    expect(row?.title).toBe(
      "An attacker from the internet reads payment data of orders in 1 step by CVE-2024-6387",
    );
    const alert = await readAlert(test.ports, actor, { estateId, id: row?.id ?? "" });
    expect(alert).toMatchObject({ family: "breach", severity: "critical", likelihood: { value: 4 } });
    const { at, attack } = alert.evidence;
    expect(at).toMatchObject({ id: GROUP, rule: "tcp 22 from 0.0.0.0/0" });
    expect(attack?.steps.map(({ action, to, service }) => [action, to.id, service])).toEqual([
      ["exploit", PUBLIC_HOST, "tcp/22"],
      ["connect", `dataStore:${PRIVATE_HOST}`, "tcp/22"],
      ["read", `dataStore:${PRIVATE_HOST}`, null],
    ]);
    expect(attack?.chokePoints).toContain(`rule ${GROUP} ingress tcp 22 from 0.0.0.0/0`);
    expect(attack?.chokePoints).toContain(`patch CVE-2024-6387 on ${PUBLIC_HOST}`);
    const verified = alert.recommendations.filter((each) => each.verified !== null);
    expect(verified.map(({ option }) => option)).toContain(`patch ${PUBLIC_HOST} CVE-2024-6387`);
    expect(verified.every((each) => each.verified?.fixes[0] === alert.fingerprint)).toBe(true);
  }, 180_000);

  it("supposing the rule away keeps the attacker off, by what the scanner found", async () => {
    const { resources } = JSON.parse(
      await exportConfiguration(test.ports, actor, { estateId }),
    ) as Configuration;
    const group = resources.securityGroup.find(({ id }) => id === GROUP);
    const own = group?.ingress.find(({ peer, fromPort }) => fromPort === 22 && peer.kind === "prefix");
    if (!own) throw new Error(`no rule for port 22 in ${GROUP}`);
    const changes: Change[] = [
      { kind: "remove-group-rule", securityGroupId: GROUP, direction: "ingress", rule: own },
    ];
    const { attack } = await runChangeWhatIf(test.ports, actor, { estateId, changes });
    expect(attack?.spared.map(({ id }) => id)).toEqual([PUBLIC_HOST]);
    expect(attack?.secured.map(({ name }) => name)).toEqual(["orders"]);
    expect(attack?.leftOut).toBeNull();
  }, 120_000);

  it("a copy with the rule closed, imported, resolves it", async () => {
    const copy = JSON.parse(await exportConfiguration(test.ports, actor, { estateId }));
    const group = copy.resources.securityGroup.find(({ id }: { id: string }) => id === GROUP);
    group.ingress = group.ingress.filter(
      ({ fromPort, peer }: { fromPort?: number; peer: { prefix?: string } }) =>
        !(fromPort === 22 && peer.prefix === "0.0.0.0/0"),
    );
    await importConfiguration(test.ports, actor, {
      files: [{ name: "export.json", bytes: bytes(copy) }],
      estateId,
      assumeDefaultRoutes: false,
    });
    await settled();
    expect(await storeAlert("open")).toBeUndefined();
    expect(await storeAlert("resolved")).toBeDefined();
  }, 120_000);
});
