import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readAwsInput, readDirectory } from "../../adapters/aws";
import { buildConfiguration } from "../../testing/network-builder";
import { b4n } from "../../testing/network-builder-balanced";
import { b1 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import type { Configuration, FactDemand } from "../configuration";
import { type Decision, factsSchema } from "../intent";
import { alertSchema } from "./alert.schema";
import { type AnalyzeOptions, analyze } from "./analyze";
import { reconcileAlerts } from "./reconcile";

const SAMPLE = join(import.meta.dirname, "../../../prisma/sample");
const DAY = "2026-01-01";

function declaring(configuration: Configuration, demands: readonly unknown[]): Configuration {
  const facts = factsSchema.parse({ demands });
  return { ...configuration, declared: { applications: [], exceptions: [], demands: facts.demands } };
}

const sampleAlone = async () => readAwsInput(await readDirectory(join(SAMPLE, "accounts"))).configuration;
const sampleDemands = (): unknown[] => JSON.parse(readFileSync(join(SAMPLE, "umbra.json"), "utf8")).demands;

function loadAlertsOf(configuration: Configuration, options: AnalyzeOptions = { day: DAY }) {
  return analyze(configuration, options).alerts.filter(({ family }) => family === "load");
}

/**
 * Worked out by hand. Four application servers send 0.04 Gbps to cache-1a, a t3.micro with 0.064 Gbps sustained: 62.5 % of it.
 * The threshold is 0.8 x 0.064 = 0.0512 Gbps, 0.0512 / 0.04 = 1.28 times today. Doubling every year, that takes log2(1.28) =
 * 0.3561 years = 130.08 days: 31 + 28 + 31 + 30 = 120 of them end on 1 May, ten more on 11 May 2026. All of it, 1.6 times:
 * log2(1.6) = 0.6781 years = 247.66 days: 5 September 2026, within the year, so impact 3; 130 days away, so likelihood 1.
 */
it("the sample, at declared 2x growth, raises exactly one: application, element, factor and date", async () => {
  const alerts = loadAlertsOf(declaring(await sampleAlone(), sampleDemands()));
  expect(alerts).toHaveLength(1);
  const [alert] = alerts;
  expect(alertSchema.parse(alert)).toEqual(alert);
  expect(alert).toMatchObject({
    kind: "capacity-date",
    title: "cache-1a fills up by 2026-05-11: application shop may grow 1.28 times",
    subject: { kind: "instance", name: "cache-1a" },
    severity: "medium",
    likelihood: { value: 1 },
    impact: { value: 3 },
    affected: [
      {
        application: "shop",
        from: "app",
        to: "cache",
        protocol: "tcp",
        ports: [[6379, 6379]],
        effect: "overloaded",
        origin: "declared",
      },
    ],
    evidence: {
      load: [
        {
          dimension: "bandwidth",
          direction: "in",
          unit: "Gbps",
          amount: 0.04,
          limit: 0.064,
          ratio: 0.625,
          thresholdRatio: 0.8,
          growthFactor: 1.28,
          date: "2026-05-11",
          overloadDate: "2026-09-05",
          countedFrom: DAY,
          basis: "declared",
          demands: [{ name: "app > cache tcp/6379", application: "shop", share: 1, growthPerYear: 2 }],
          whileDown: null,
          source: "published bandwidth of t3.micro; sustained, not burst",
        },
      ],
    },
  });
});

it("without a day there is no date, without stated traffic nothing at all", async () => {
  const alone = await sampleAlone();
  expect(loadAlertsOf(declaring(alone, sampleDemands()), {})).toEqual([]);
  expect(analyze(alone, { day: DAY }).checks.filter(({ family }) => family === "load")).toEqual([]);
});

const network = but(b1(), {
  vms: {
    "web-a": { type: "m5.large" },
    "app-a": { type: "t3.micro" },
    "app-b": { type: "m5.large" },
    "db-a": { type: "m5.large" },
  },
});
const b1With = (...demands: readonly unknown[]) => declaring(buildConfiguration(network), demands);
const WEB_TO_APP = { from: "web-a", to: "app-a", port: 8080, rateGbps: 0.04 };

/** web-a sends to app-a, which has 0.064 Gbps. */
it.each([
  { name: "under the threshold of 0.0512", rateGbps: 0.05, expected: [] },
  { name: "above it", rateGbps: 0.06, expected: ["medium over-capacity app-a 2 4"] },
  { name: "above the limit", rateGbps: 0.07, expected: ["high over-capacity app-a 3 4"] },
  {
    name: "doubling: 0.0512 in 25 days",
    rateGbps: 0.0488,
    growth: 2,
    expected: ["high capacity-date app-a 3 3"],
  },
  {
    name: "doubling: 0.0512 in 86 days",
    rateGbps: 0.0435,
    growth: 2,
    expected: ["high capacity-date app-a 3 2"],
  },
  {
    name: "doubling: in a year, not all",
    rateGbps: 0.0257,
    growth: 2,
    expected: ["low capacity-date app-a 2 1"],
  },
  { name: "doubling: after a year and a day", rateGbps: 0.02555, growth: 2, expected: [] },
])("now and then: $name", ({ rateGbps, growth, expected }) => {
  const grows = growth === undefined ? {} : { growthPerYear: growth };
  const alerts = loadAlertsOf(b1With({ ...WEB_TO_APP, rateGbps, ...grows }));
  expect(
    alerts.map(({ severity, kind, subject, impact, likelihood }) =>
      [severity, kind, subject.id, impact.value, likelihood.value].join(" "),
    ),
  ).toEqual(expected);
});

const checksOf = (configuration: Configuration, options: AnalyzeOptions = { day: DAY }) =>
  analyze(configuration, options)
    .checks.filter(({ family }) => family === "load")
    .map(({ kind, subject, outcome }) => `${kind} ${subject.id} ${outcome}`);

it("what is not known never holds: limits, types, ends, ways", () => {
  const checks = checksOf(b1With(WEB_TO_APP));
  expect(checks.slice(0, 3)).toEqual([
    "demand web-a > app-a tcp/8080 holds",
    "over-capacity web-a holds",
    "over-capacity app-a holds",
  ]);
  expect(checks).toContain("overload-after-failure web-a holds");
  expect(checksOf(b1With({ ...WEB_TO_APP, connections: 10 }))).toContain("over-capacity app-a unknown");
  const gone = b1With(WEB_TO_APP, { ...WEB_TO_APP, to: "app-z" });
  expect(checksOf(gone)).toContain("demand web-a > app-z unknown");
  expect(checksOf(gone)).toContain("over-capacity app-a unknown");
});

const onPage = (demand: object, origin: "declared" | "imported" = "declared"): Decision => ({
  kind: "demand",
  id: "d1",
  origin,
  demand: factsSchema.parse({ demands: [demand] }).demands[0] as FactDemand,
});

it("what is stated on the page stands before the file's, between the same ends however they are named", () => {
  const file = b1With(WEB_TO_APP);
  const options = { day: DAY, decisions: [onPage({ ...WEB_TO_APP, rateGbps: 0.06 }, "imported")] };
  const [alert, ...others] = loadAlertsOf(file, options);
  expect(others).toEqual([]);
  expect(alert?.evidence.load).toMatchObject([{ amount: 0.06, basis: "imported" }]);
  expect(alert?.evidence.load?.[0]?.demands).toHaveLength(1);
});

it("an alert ends when its element has room, when the traffic is withdrawn, and not when that is not understood", () => {
  const before = analyze(b1With({ ...WEB_TO_APP, rateGbps: 0.07 }), { day: DAY });
  const over = before.alerts.filter(({ kind }) => kind === "over-capacity");
  const existing = over.map((each) => ({ ...each, state: "open" as const }));
  const fate = (...demands: readonly unknown[]) =>
    reconcileAlerts(existing, analyze(b1With(...demands), { day: DAY })).find(
      ({ fingerprint }) => fingerprint === over[0]?.fingerprint,
    )?.state;
  expect(fate(WEB_TO_APP)).toBe("resolved");
  expect(fate()).toBe("resolved");
  expect(fate({ ...WEB_TO_APP, to: "app-b" })).toBe("resolved");
  expect(fate({ ...WEB_TO_APP, to: "app-z" })).toBe("unverified");
  expect(fate({ ...WEB_TO_APP, rateGbps: 0.065 })).toBe("open");
});

/** Two members share 0.8 Gbps behind nlb-1; each has 0.75, so that either alone is asked for 106.7 %. */
it("with one member down the other is overloaded: one alert for each member, and none for its zone or interface", () => {
  const spec = but(b4n(), {
    vms: { "app-a": { type: "m5.large" }, "app-b": { type: "m5.large" } },
    balancers: { "nlb-1": { crossZone: true } },
  });
  const configuration = declaring(buildConfiguration(spec), [
    { from: "internet", to: "nlb-1", port: 443, rateGbps: 0.8 },
  ]);
  const analysis = analyze(configuration, { day: DAY });
  const load = analysis.alerts.filter(({ family }) => family === "load");
  expect(load.map(({ kind, subject }) => `${kind} ${subject.id}`).sort()).toEqual([
    "overload-after-failure app-a",
    "overload-after-failure app-b",
  ]);
  const alert = load.find(({ subject }) => subject.id === "app-a");
  expect(alert?.title).toMatch(/^losing .*app-a.* overloads .*app-b/);
  expect(alert?.evidence.load).toMatchObject([
    {
      element: { id: "app-b" },
      amount: 0.8,
      limit: 0.75,
      whileDown: { kind: "instance", id: "app-a", mode: "down" },
    },
  ]);
  const zones = analysis.checks.filter(
    ({ kind, subject }) => kind === "overload-after-failure" && subject.kind === "zone",
  );
  expect(zones.length).toBe(2);
  for (const { outcome, coveredBy } of zones) {
    expect(outcome).toBe("violated");
    expect(coveredBy).toMatch(/^app-[ab]$/);
  }
});

it("more traffic than is followed within a minute is told as undecided, and holds nothing", () => {
  // 25 times 900 pairs are more than 20,000: nothing is followed.
  const hosts = Array.from({ length: 30 }, (_, position) => `m-${String(position).padStart(2, "0")}`);
  const spec = but(b1(), {
    vms: Object.fromEntries(
      hosts.map((name, position) => [
        name,
        { subnet: "prv-a", addresses: [`10.0.10.${100 + position}`], groups: ["sg-app"] },
      ]),
    ),
  });
  const many = Array.from({ length: 25 }, (_, position) => ({
    from: hosts,
    to: hosts,
    port: 9000 + position,
    rateGbps: 0.001,
  }));
  const analysis = analyze(declaring(buildConfiguration(spec), many), { day: DAY });
  const checks = analysis.checks.filter(({ family }) => family === "load");
  expect(checks).toHaveLength(25);
  for (const { kind, outcome, missing } of checks) {
    expect([kind, outcome]).toEqual(["demand", "unknown"]);
    expect(missing.join()).toContain("more than the 20000 that are followed within a minute");
  }
});
