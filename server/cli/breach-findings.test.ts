import { describe, expect, it } from "vitest";
import { readKnownExploited, readProbabilities, readScan } from "../adapters/scan";
import type { LocalPorts } from "../application/local-analysis";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { withoutOutside } from "../testing/without-outside";
import { run } from "./run";

const LOG4J = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H";

const inspected = (id: string, instanceId: string, more: object = {}) => ({
  type: "PACKAGE_VULNERABILITY",
  severity: "CRITICAL",
  status: "ACTIVE",
  resources: [{ type: "AWS_EC2_INSTANCE", id: instanceId }],
  packageVulnerabilityDetails: {
    vulnerabilityId: id,
    cvss: [{ scoringVector: LOG4J }],
    vulnerablePackages: [{ name: "log4j-core", version: "2.13.2" }],
  },
  ...more,
});

const files: Readonly<Record<string, string>> = {
  "inspector.json": JSON.stringify({
    findings: [
      inspected("CVE-2021-44228", "web-a"),
      inspected("CVE-2021-44228", "i-elsewhere"),
      inspected("CVE-1999-1", "web-a", { status: "CLOSED" }),
      {
        type: "NETWORK_REACHABILITY",
        resources: [{ type: "AWS_EC2_INSTANCE", id: "web-a" }],
        networkReachabilityDetails: { protocol: "TCP", openPortRange: { begin: 443, end: 443 } },
      },
    ],
  }),
  "image.json": JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: "shop:1",
    ArtifactType: "container_image",
    Results: [
      {
        Vulnerabilities: [
          { VulnerabilityID: "CVE-2020-1", PkgName: "x", CVSS: { nvd: { V3Vector: LOG4J } } },
          { VulnerabilityID: "CVE-2020-2", PkgName: "y", CVSS: { nvd: { V3Vector: "CVSS:3.1/AV:N/AC:L" } } },
        ],
        Secrets: [{}],
      },
    ],
  }),
  "kev.json": JSON.stringify({
    dateReleased: "2026-11-01T00:00:00Z",
    vulnerabilities: [{ cveID: "CVE-2021-44228" }],
  }),
  "epss.csv": "#score_date:2026-11-02T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,0.94,0.99\n",
  "broken.json": '{"findings": [',
};

const breach = (...args: readonly string[]) => asked("breach", ...args);

async function asked(command: string, ...args: readonly string[]) {
  const [out, error]: [string[], string[]] = [[], []];
  const fileOf = (path: string) => ({ path, bytes: new TextEncoder().encode(files[path] ?? "") });
  const ports: LocalPorts = {
    ...withoutOutside,
    readInput: async () => ({ configuration: buildConfiguration(b1()), diagnostics: [], ignored: [] }),
    readText: async () => "{}",
    readReport: async (path) => readScan(fileOf(path)),
    readKnownExploited: async (path) => readKnownExploited(fileOf(path)),
    readProbabilities: async (path) => readProbabilities(fileOf(path)),
    today: () => "2030-01-15",
  };
  const code = await run([command, "net", ...args], ports, {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    isWatched: false,
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

describe("umbra breach --findings", () => {
  it("an attack uses what a scanner found, on the port that it saw open, and the numbers add up", async () => {
    const { code, out } = await breach(
      "--findings",
      "inspector.json",
      "--kev",
      "kev.json",
      "--epss",
      "epss.csv",
    );
    expect(code).toBe(2);
    expect(out).toMatch(/1\s+exploit\s+CVE-2021-44228\s+on web-a.* tcp\/443/);
    for (const told of [
      "known to be exploited",
      "EPSS 0.94",
      "assumed port",
      "3 findings: 1 placed (1 by instance id), 1 not placed, 1 settled",
      "kev.json: 1 entries of 2026-11-01",
      "epss.csv: 1 entries of 2026-11-02",
      "CVE-2021-44228  critical  log4j-core  inspector.json: instance i-elsewhere is not in this network",
      "CVE-1999-1  critical  log4j-core  inspector.json: closed in Amazon Inspector",
    ])
      expect(out).toContain(told);
  });

  it("what a report is about is said by the user, or it is not placed", async () => {
    const { out } = await breach("--findings", "image.json");
    expect(out).toContain("2 findings: 0 placed, 2 not placed, 0 settled");
    expect(out).toContain("the report is about an image (shop:1); say on which instances it runs");
    expect(out).toContain("image.json: trivy, 1 secrets left out");
    const named = await breach("--findings", "image.json", "--on", "image.json=web-a", "--json");
    const { compromised, scans, findings } = JSON.parse(named.out);
    expect(scans.counts).toEqual({ total: 2, placed: 2, notPlaced: 0, settled: 0 });
    expect(compromised.map((each: { element: { id: string } }) => each.element.id)).toContain("web-a");
    // A vector that does not fit its grammar is no harmless finding: what it gives is undecided.
    const standings = findings.map((each: { weakness: { name: string }; standing: string }) => [
      each.weakness.name,
      each.standing,
    ]);
    expect(standings).toEqual([
      ["CVE-2020-1", "used"],
      ["CVE-2020-2", "undecided"],
    ]);
  });

  it.each([
    {
      name: "a damaged report",
      args: ["--findings", "broken.json"],
      says: "`broken.json`: not valid JSON: the text ends too early, it is truncated; write the report again (line 1)",
    },
    {
      name: "a file that is not among the reports",
      args: ["--findings", "image.json", "--on", "other.json=web-a"],
      says: "--on other.json=web-a: write FILE=REF with a FILE that is given by --findings, such as image.json=i-0123",
    },
    {
      name: "no instance",
      args: ["--findings", "image.json", "--on", "image.json=igw"],
      says: "--on image.json=igw",
    },
    {
      name: "a list without a report",
      args: ["--kev", "kev.json"],
      says: "--kev goes with --findings FILE: name a scanner's report",
    },
    { name: "no network", args: ["--findings", "image.json", "--vpc", "x"], says: "write the id of a VPC" },
  ])("refuses $name", async ({ args, says }) => {
    const { code, error } = await breach(...args);
    expect(code).toBe(1);
    expect(error).toContain(says);
  });
});

describe("umbra analyze and umbra fix --findings", () => {
  const scans = ["--findings", "inspector.json", "--kev", "kev.json"];

  it("raise the alert of the attack with its steps, and try its cures", async () => {
    const { out } = await asked("analyze", ...scans);
    expect(out).toContain("An attacker from the internet takes `web-a` in 1 step by CVE-2021-44228");
    expect(out).toContain(
      "1. uses CVE-2021-44228 in log4j-core 2.13.2 on `web-a`, on tcp/443 (known to be exploited)",
    );
    expect(out).toContain("stops it alone, as tried on a copy: patch CVE-2021-44228 on web-a");
    const json = JSON.parse((await asked("analyze", ...scans, "--json")).out);
    const alert = json.alerts.find(({ kind }: { kind: string }) => kind === "exploitable-host");
    const fix = await asked("fix", ...scans, "--alert", alert.fingerprint);
    expect(fix.out).toContain("Patch CVE-2021-44228 on web-a  [VERIFIED BY SIMULATION");
    expect(fix.out).toContain(
      "\n  1. uses CVE-2021-44228 in log4j-core 2.13.2 on `web-a`, on tcp/443 (known to be exploited) (assumed port)\n",
    );
    expect(fix.code).toBe(0);
    const { alert: told } = JSON.parse(
      (await asked("fix", ...scans, "--alert", alert.fingerprint, "--json")).out,
    );
    expect(told.attack).toEqual(alert.evidence.attack);
  }, 60_000);

  it("refuse a list without a report", async () => {
    expect((await asked("analyze", "--kev", "kev.json")).error).toContain("--kev goes with --findings");
  });
});
