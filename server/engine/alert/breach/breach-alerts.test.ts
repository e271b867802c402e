import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent";
import {
  attackFacts,
  breachRequest,
  declareResources,
  requiredFlows,
  tracedBreach,
  withDeclaredFacts,
} from "../../scenario";
import type { PlacedFinding } from "../../vulnerability";
import { alertSchema } from "../alert.schema";
import { analyze } from "../analyze";
import { findOwners } from "../owners";
import { reconcileAlerts } from "../reconcile";
import { breachAlerts } from "./breach-alerts";
import { breachChecks } from "./breach-checks";

const EXEC = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

function declared(facts: object) {
  const parsed = factsSchema.parse(facts);
  const { configuration } = declareResources(buildConfiguration(b1()), parsed);
  return withDeclaredFacts(configuration, [parsed]).configuration;
}

const bug = (on: string, port: number, more: object = {}) => ({
  id: `CVE-1 ${on}`,
  on,
  port,
  vector: EXEC,
  ...more,
});
const DATA = { dataStores: [{ name: "orders", resource: "db-a", class: "payment", port: 5432 }] };
const CHAIN = {
  ...DATA,
  vulnerabilities: [bug("web-a", 443, { knownExploited: true }), bug("app-a", 8080), bug("db-a", 5432)],
};
const run = (facts: object, placed: readonly PlacedFinding[] = []) => analyze(declared(facts), { placed });
const alertsOf = (analysis: ReturnType<typeof analyze>) =>
  analysis.alerts.filter(({ family }) => family === "breach");
const checksOf = (analysis: ReturnType<typeof analyze>) =>
  analysis.checks.filter(({ family }) => family === "breach");

const finding = (id: string, more: Partial<PlacedFinding["finding"]> = {}): PlacedFinding => ({
  finding: {
    id,
    aliases: [],
    subject: { kind: "instance", name: "web-a", addresses: [], hostNames: [] },
    fixedIn: ["2.0"],
    vectors: [EXEC],
    band: "high",
    isKnownExploited: false,
    ports: [],
    source: { scanner: "grype", file: "scan.json" },
    ...more,
  },
  instanceIds: ["web-a"],
  method: "instance id",
  ports: [{ protocol: "tcp", from: 443, to: 443 }],
  portBasis: "reported",
});

describe("alerts of attacks", () => {
  it("one for the data, one for the host by which the attacker comes in; the others are told by it", () => {
    const analysis = run(CHAIN);
    const alerts = alertsOf(analysis);
    expect(alerts.map(({ kind, subject, severity }) => [kind, subject.id, severity]).sort()).toEqual([
      ["data-at-risk", "dataStore:db-a", "critical"],
      ["exploitable-host", "web-a", "critical"],
    ]);
    const data = alerts.find(({ kind }) => kind === "data-at-risk");
    expect(data?.title).toMatch(
      /^An attacker from the internet reads payment data of orders in 3 steps by CVE-1 web-a/,
    );
    expect(data?.evidence.at).toMatchObject({ kind: "securityGroup" });
    const attack = data?.evidence.attack;
    expect(attack?.steps.map(({ action, to }) => `${action} ${to.id}`)).toEqual([
      "exploit web-a",
      "exploit app-a",
      "exploit db-a",
      "read dataStore:db-a",
    ]);
    expect(attack?.steps[0]?.hops.length).toBeGreaterThan(3);
    expect(attack?.chokePoints).toContain("patch CVE-1 app-a on app-a");
    const covered = checksOf(analysis).filter(({ coveredBy }) => coveredBy !== undefined);
    expect(covered.map(({ subject, coveredBy }) => [subject.id, coveredBy])).toEqual([
      ["app-a", "web-a"],
      ["db-a", "web-a"],
    ]);
    for (const alert of alerts) expect(alertSchema.parse(JSON.parse(JSON.stringify(alert)))).toEqual(alert);
  });

  it("none where nothing is known to be attacked, and nothing is asked", () => {
    expect(checksOf(run({}))).toEqual([]);
  });

  it("none for what nobody gets to, and its checks hold", () => {
    const analysis = run({ ...DATA, vulnerabilities: [bug("db-a", 5432, { knownExploited: true })] });
    expect(alertsOf(analysis)).toEqual([]);
    expect(checksOf(analysis).map(({ subject, outcome }) => [subject.id, outcome])).toEqual([
      ["dataStore:db-a", "holds"],
      ["db-a", "holds"],
    ]);
  });

  it("undecided, never safe, where an attack is too large to be followed to its end; its alert says so", () => {
    const configuration = declared(CHAIN);
    const index = indexConfiguration(configuration);
    const starts = [{ kind: "internet" as const, prefixes: [] }];
    const scenario = { starts, assumesUserInteraction: false, excluded: [] };
    const { facts } = attackFacts(index);
    const standing = (maxQuestions: number) => {
      const traced = tracedBreach(breachRequest(configuration, { facts, scenario, maxQuestions }));
      const attack = { ...traced, facts, starts, problems: [] };
      return {
        checks: breachChecks(index, attack).map(({ subject, outcome }) => `${subject.id} ${outcome}`),
        missing: breachChecks(index, attack).flatMap(({ missing }) => missing),
        alerts: breachAlerts(index, attack, findOwners(index, requiredFlows(index, [], [])), () => null),
      };
    };
    const nothing = standing(0);
    expect(nothing.alerts).toEqual([]);
    expect(nothing.checks.sort()).toEqual([
      "app-a unknown",
      "dataStore:db-a unknown",
      "db-a unknown",
      "web-a unknown",
    ]);
    expect(nothing.missing.join()).toContain("followed through 0 questions of who reaches whom");
    // Enough for what the internet reaches, not for what web-a reaches.
    const first = standing(1);
    expect(first.checks.sort()).toEqual([
      "app-a unknown",
      "dataStore:db-a unknown",
      "db-a unknown",
      "web-a violated",
    ]);
    const [alert] = first.alerts;
    expect(alert?.subject.id).toBe("web-a");
    expect(alert?.description).toContain("as far as it was followed, no other host falls behind it");
    expect(alert?.evidence.attack?.notes[0]).toContain("through 1 questions of who reaches whom");
    expect(standing(1_000).checks.filter((each) => each.endsWith("violated"))).toHaveLength(4);
  });

  it("undecided, never safe, where nobody says what a vulnerability gives, exploited or not", () => {
    const unknown = bug("web-a", 443, { vector: "CVSS:3.1/AV:N", knownExploited: true });
    const analysis = run({ ...CHAIN, vulnerabilities: [unknown, ...CHAIN.vulnerabilities.slice(1)] });
    expect(alertsOf(analysis)).toEqual([]);
    const open = checksOf(analysis);
    expect(new Set(open.map(({ outcome }) => outcome))).toEqual(new Set(["unknown"]));
    expect(open.find(({ subject }) => subject.id === "web-a")?.missing.join()).toContain("CVE-1 web-a");
  });

  it.each([
    { name: "known to be exploited", more: { isKnownExploited: true }, value: 4, severity: "medium" },
    { name: "likely", more: { epss: 0.1 }, value: 3, severity: "medium" },
    { name: "less likely", more: { epss: 0.01 }, value: 2, severity: "medium" },
    { name: "nothing known", more: { score: 9.8 }, value: 1, severity: "low" },
  ])("likelihood: $name", ({ more, value, severity }) => {
    const [alert] = alertsOf(run({}, [finding("CVE-2", more)]));
    expect(alert).toMatchObject({ severity, likelihood: { value }, impact: { value: 2 } });
    expect(alert?.evidence.attack?.steps[0]?.weakness?.fixedIn).toEqual(["2.0"]);
  });

  it("the same alert by another vulnerability; gone once none is left, for what was read completely", () => {
    const before = run({}, [finding("CVE-2")]);
    const [alert] = alertsOf(before);
    const other = run({}, [finding("CVE-3", { epss: 0.5 })]);
    expect(alertsOf(other).map(({ fingerprint }) => fingerprint)).toEqual([alert?.fingerprint]);
    if (!alert) throw new Error("no alert");
    const { fingerprint, kind, subject } = alert;
    const existing = [{ fingerprint, kind, subject, state: "open" as const }];
    const stateIn = (analysis: Parameters<typeof reconcileAlerts>[1]) =>
      reconcileAlerts(existing, { ...analysis, alerts: [] })[0];
    const none = run({}, []);
    expect(stateIn({ ...none, completeKinds: ["instance"] })).toMatchObject({ state: "resolved" });
    expect(stateIn({ ...none, completeKinds: [] })).toMatchObject({ state: "unverified" });
  });

  it("start where owners say", () => {
    const inside = { ...CHAIN, entryPoints: [{ from: "app-a" }] };
    const alerts = alertsOf(run(inside));
    const hosts = alerts.filter(({ kind }) => kind === "exploitable-host");
    expect(hosts.map(({ subject }) => subject.id)).toEqual(["db-a", "web-a"]);
    expect(alerts[0]?.evidence.attack?.starts.join()).toContain("as user");
    expect(alerts[0]?.fingerprint).not.toBe(alertsOf(run(CHAIN))[0]?.fingerprint);
  });

  it("changes nothing in what else the suite finds", () => {
    const others = (analysis: ReturnType<typeof analyze>) =>
      analysis.alerts.filter(({ family }) => family !== "breach").map(({ fingerprint }) => fingerprint);
    expect(others(run(CHAIN))).toEqual(others(run(DATA)));
    expect(indexConfiguration(declared(CHAIN)).configuration.declared?.vulnerabilities).toHaveLength(3);
  });
});
