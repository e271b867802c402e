import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import {
  type Configuration,
  indexConfiguration,
  type Resource,
  type ResourceKind,
  type Resources,
} from "../configuration";
import { inferIntents } from "../intent";
import { runWhatIf } from "../scenario";
import { alertSchema } from "./alert.schema";
import { analyze } from "./analyze";

const run = (network: NetworkSpec) => analyze(buildConfiguration(network));
const rows = (network: NetworkSpec) =>
  run(network).alerts.map(({ severity, kind, subject }) => `${severity} ${kind} ${subject.id}`);

const B1 = [
  "high single-point-of-failure nat-a",
  "high single-point-of-failure db-a",
  "high single-point-of-failure web-a",
  "medium single-point-of-failure igw-1",
  "medium single-point-of-failure nat-b",
  "low rule-change v1",
  "info internet-exposure web-a",
];

it.each<{ name: string; change: NetworkChange; added?: string[]; removed?: string[] }>([
  { name: "one alert per weak element: places and rules that tell nothing new are covered", change: {} },
  {
    name: "a second member in another zone takes the weakness away",
    change: { vms: { "db-b": { subnet: "prv-b", addresses: ["10.0.11.20"], groups: ["sg-db"] } } },
    added: ["high single-point-of-failure nat-b"],
    removed: ["high single-point-of-failure db-a", "medium single-point-of-failure nat-b"],
  },
  {
    name: "two members side by side: now the zone is the weakness",
    change: {
      vms: {
        "app-b": { subnet: "prv-a", addresses: ["10.0.10.11"] },
        "web-b": {
          subnet: "pub-b",
          addresses: ["10.0.1.10"],
          groups: ["sg-web"],
          publicAddress: "198.51.100.11",
        },
      },
    },
    added: ["medium single-point-of-failure zone-a", "info internet-exposure web-b"],
    removed: ["high single-point-of-failure web-a", "medium single-point-of-failure nat-b"],
  },
  {
    name: "a database open to the internet",
    change: {
      groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } },
    },
    added: ["critical internet-exposure web-a"],
    removed: ["info internet-exposure web-a"],
  },
  {
    name: "a database open to one office weighs less",
    change: { groups: { "sg-web": { in: and("tcp 5432 from 203.0.113.0/28") } } },
    added: ["medium internet-exposure web-a"],
    removed: ["info internet-exposure web-a"],
  },
  {
    name: "administration open to the internet",
    change: { groups: { "sg-web": { in: and("tcp 22 from 0.0.0.0/0") } } },
    added: ["high internet-exposure web-a"],
    removed: ["info internet-exposure web-a"],
  },
  {
    name: "a subnet that leans on another zone",
    change: { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } },
    added: ["medium zonal-dependence nat-a"],
    removed: ["medium single-point-of-failure nat-b"],
  },
])("$name", ({ change, added = [], removed = [] }) => {
  const expected = [...B1.filter((row) => !removed.includes(row)), ...added];
  expect(rows(but(b1(), change)).sort()).toEqual(expected.sort());
});

it("puts the worst first", () => {
  const order = ["critical", "high", "medium", "low", "info"];
  const severities = run(b1()).alerts.map(({ severity }) => order.indexOf(severity));
  expect(severities).toEqual(severities.toSorted((a, b) => a - b));
});

it("names the consequence, the hosts and the application", () => {
  const alert = run(b1()).alerts.find(({ subject }) => subject.id === "nat-a");
  expect(alert?.title).toBe("v1: losing nat-a cuts 2 hosts off from the internet");
  expect(alert?.evidence.before.map(({ element }) => element.id)).toContain("nat-a");
  expect(alert?.evidence.at?.id).toBe("nat-a");
  expect(alert?.recommendations.every(({ verified }) => verified === null)).toBe(true);
});

it("raises alerts that fit the stored form", () => {
  for (const alert of [...run(b1()).alerts, ...run(b1v6()).alerts])
    expect(alertSchema.parse(JSON.parse(JSON.stringify(alert)))).toEqual(alert);
});

it("is never critical on inferred flows, and is on a declared critical one", () => {
  const configuration = buildConfiguration(b1());
  const { intents } = analyze(configuration);
  const own = intents.filter(({ from, to }) => from.kind === "tier" && to.kind === "tier");
  const declared = own.map((intent) => ({
    ...intent,
    origin: "declared" as const,
    criticality: "critical" as const,
  }));
  const { alerts } = analyze(configuration, { declared });
  const outage = (id: string) =>
    alerts.find(({ subject, family }) => subject.id === id && family === "outage");
  expect(outage("db-a")).toMatchObject({ impact: { value: 4 }, likelihood: { value: 2 }, severity: "high" });
  expect(outage("nat-a")?.affected.every(({ origin }) => origin === "inferred")).toBe(true);
  expect(outage("nat-a")?.severity).not.toBe("critical");
});

it("calls each failure's check violated, even where another element's alert tells of it", () => {
  const { checks, alerts } = run(b1());
  const fingerprints = new Set(alerts.map(({ fingerprint }) => fingerprint));
  const violated = checks.filter(({ outcome }) => outcome === "violated");
  for (const { fingerprint, coveredBy, subject } of violated)
    if (coveredBy === undefined) expect(fingerprints, subject.id).toContain(fingerprint);
    else
      expect(checks.some((check) => check.subject.id === coveredBy && check.outcome === "violated")).toBe(
        true,
      );
  expect(violated.find(({ subject }) => subject.id === "sg-db")?.coveredBy).toBe("db-a");
  expect(violated.find(({ subject }) => subject.id === "rt-prv-b")?.coveredBy).toBe("nat-b");
});

it("calls nothing proved while instances are missing from the input", () => {
  const { alerts, checks, counts } = run(but(b1(), { coverage: { instance: "denied" } }));
  expect(checks.filter(({ family, outcome }) => family === "outage" && outcome === "holds")).toEqual([]);
  expect(counts.undecidedCount).toBeGreaterThan(0);
  // What is seen to be lost is lost all the same.
  expect(alerts.map(({ subject }) => subject.id)).toContain("nat-a");
});

it("reports its progress, ending with all of it", () => {
  const seen: [number, number][] = [];
  analyze(buildConfiguration(b1()), { onProgress: (done, total) => seen.push([done, total]) });
  expect(seen.map(([done]) => done)).toEqual(seen.map((_, position) => position + 1));
  expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
});

/** The same configuration with every list changed. */
function changed(
  configuration: Configuration,
  change: (list: readonly Resource[]) => readonly Resource[],
): Configuration {
  const lists = Object.entries(configuration.resources) as [ResourceKind, readonly Resource[]][];
  const resources = Object.fromEntries(
    lists.map(([kind, list]) => [kind, change(list)]),
  ) as unknown as Resources;
  return { ...configuration, resources };
}

it("gives the same fingerprints whatever things are called and in whatever order rules stand", () => {
  const configuration = buildConfiguration(b1());
  const fingerprints = (each: Configuration) =>
    analyze(each)
      .alerts.map(({ fingerprint }) => fingerprint)
      .sort();
  const renamed = changed(configuration, (list) =>
    list.map((resource) => ({
      ...resource,
      name: `renamed-${resource.id}`,
      tags: [{ key: "app", value: "x" }],
    })),
  );
  expect(fingerprints(renamed)).toEqual(fingerprints(configuration));
  const reversed = changed(configuration, (list) =>
    list.map((resource) =>
      resource.kind === "securityGroup" ? { ...resource, ingress: resource.ingress.toReversed() } : resource,
    ),
  );
  expect(fingerprints(reversed)).toEqual(fingerprints(configuration));
});

it("gives the same bytes for the same input", () => {
  expect(JSON.stringify(run(b1()))).toBe(JSON.stringify(run(b1())));
});

it("tells of flows that do not work now, and never counts them as unaffected", () => {
  const closed = but(b1(), { acls: { "acl-pub": { subnets: ["pub-a", "pub-b"], in: [], out: [] } } });
  const alert = run(closed).alerts.find(({ kind }) => kind === "required-flow");
  expect(alert).toMatchObject({
    severity: "low",
    subject: { kind: "vpc", id: "v1" },
    scenario: "nothing fails",
  });
  const broken = (alert?.affected ?? []).map(({ intentId }) => intentId).sort();
  expect(broken.length).toBeGreaterThan(0);
  expect(alert?.affected.every(({ at, after }) => at?.id.startsWith("pub-") && after.length > 0)).toBe(true);

  const configuration = buildConfiguration(closed);
  const { intents } = inferIntents(indexConfiguration(configuration));
  const result = runWhatIf(configuration, intents, {
    failures: [{ kind: "natGateway", id: "nat-a", mode: "down" }],
    horizon: "T1",
    view: "observed",
  });
  expect(result.notWorkingBefore).toEqual(broken);
  expect(result.unaffectedCount).toBe(intents.length - broken.length);
  expect(run(b1()).alerts.some(({ kind }) => kind === "required-flow")).toBe(false);
});
