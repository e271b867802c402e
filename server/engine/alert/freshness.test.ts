import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { Configuration, Coverage, ResourceKind } from "../configuration";
import { analyze } from "./analyze";
import { type ExistingAlert, reconcileAlerts } from "./reconcile";

/** A database open to the world, a NAT gateway that two zones lean on, single points of failure. */
const open = buildConfiguration(
  but(b1(), {
    groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } },
    tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } },
  }),
);
/** The same with the rule taken back. */
const closed = buildConfiguration(b1());

function known(configuration: Configuration, status: Coverage["status"], kind: ResourceKind): Configuration {
  const places = new Set(
    configuration.resources.vpc.map(({ accountId, region }) => `${accountId} ${region}`),
  );
  const aged = [...places].map((place): Coverage => {
    const [accountId = "", region = ""] = place.split(" ");
    return { accountId, region, kind, status, isKept: true };
  });
  const rest = configuration.coverage.filter((entry) => entry.kind !== kind);
  return { ...configuration, coverage: [...rest, ...aged] };
}

const standing = (configuration: Configuration): readonly ExistingAlert[] =>
  analyze(configuration).alerts.map(({ fingerprint, kind, subject }) => ({
    fingerprint,
    kind,
    subject,
    state: "open",
  }));

const KINDS = [
  "vpc",
  "subnet",
  "instance",
  "networkInterface",
  "routeTable",
  "securityGroup",
  "networkAcl",
] as const;

/** Route tables decide which zone a subnet leans on; what filters packets has no say in it. */
const DEPENDENCE = "zonal-dependence";
const restsOn = (kind: string, check: string) =>
  check !== DEPENDENCE || !["vpc", "securityGroup", "networkAcl"].includes(kind);

describe.each(KINDS)("while what is known of %s is of an earlier time", (kind) => {
  it.each(["denied", "stale", "suspicious", "unsupported"] as const)("(%s) nothing is sure", (status) => {
    const analysis = analyze(known(open, status, kind));
    const checks = analysis.checks.filter((check) => restsOn(kind, check.kind));
    expect(checks.length).toBeGreaterThan(20);
    expect(analysis.alerts.filter((alert) => restsOn(kind, alert.kind))).toEqual([]);
    expect(checks.filter(({ outcome }) => outcome !== "unknown")).toEqual([]);
    const text = `what is known of ${kind}`;
    const silent = checks.filter(({ missing }) => !missing.some((each) => each.startsWith(text)));
    expect(silent.map((check) => `${check.kind} ${check.subject.id}`)).toEqual([]);
  });

  it("an alert is not verified, whether the last good data still says it or not", () => {
    const before = standing(open).filter((alert) => restsOn(kind, alert.kind));
    expect(before.length).toBeGreaterThan(5);
    for (const configuration of [known(open, "denied", kind), known(closed, "denied", kind)]) {
      const all = reconcileAlerts(before, analyze(configuration));
      const fates = all.filter(({ fingerprint }) => before.some((each) => each.fingerprint === fingerprint));
      expect(fates.map(({ state }) => state)).toEqual(before.map(() => "unverified"));
    }
  });
});

it("what is fresh again is as it says: still there, or resolved", () => {
  const before = standing(open).map((each) => ({ ...each, state: "unverified" as const }));
  const again = reconcileAlerts(before, analyze(open));
  expect(again.map(({ state, change }) => `${state} ${change}`)).toEqual(before.map(() => "open updated"));
  const exposure = before.find(({ kind }) => kind === "internet-exposure");
  const fates = reconcileAlerts(before, analyze(closed));
  expect(fates.find(({ fingerprint }) => fingerprint === exposure?.fingerprint)?.state).toBe("resolved");
});

it.each([
  { kind: "publicAddress", stays: "single-point-of-failure" },
  { kind: "natGateway", stays: "internet-exposure" },
] as const)("$kind of an earlier time leaves what does not rest on it as it is", ({ kind, stays }) => {
  const analysis = analyze(known(open, "denied", kind));
  expect(analysis.alerts.map((alert) => alert.kind)).toContain(stays);
  const sure = analysis.checks.filter(({ outcome }) => outcome === "holds");
  expect(sure.filter((check) => check.kind !== DEPENDENCE)).toEqual([]);
});

it("names of zones and what is not modeled decide nothing", () => {
  for (const kind of ["zone", "databaseInstance"] as const) {
    const analysis = analyze(known(open, "denied", kind));
    expect(analysis.alerts).toEqual(analyze(open).alerts);
    expect(analysis.checks).toEqual(analyze(open).checks);
  }
});

it("another region's doubts are not this one's", () => {
  const elsewhere: Coverage = {
    accountId: "1",
    region: "elsewhere-1",
    kind: "securityGroup",
    status: "denied",
    isKept: true,
  };
  const analysis = analyze({ ...open, coverage: [...open.coverage, elsewhere] });
  expect(analysis.alerts).toEqual(analyze(open).alerts);
  expect(analysis.checks).toEqual(analyze(open).checks);
});

it("what was never there is missing, not doubtful: nothing is said of an earlier time", () => {
  const never = {
    ...closed,
    coverage: [
      ...closed.coverage,
      { accountId: "1", region: "r", kind: "vpcEndpoint", status: "denied" as const },
    ],
  };
  expect(analyze(never).alerts).toEqual(analyze(closed).alerts);
});
