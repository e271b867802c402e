import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { Criticality } from "../configuration";
import type { Decision } from "../intent";
import { analyze } from "./analyze";
import { weighed } from "./owners";

/** Administration is open to the internet, and private subnet b leans on zone a. */
const WEAK = buildConfiguration(
  but(b1(), {
    groups: { "sg-web": { in: and("tcp 22 from 0.0.0.0/0") } },
    tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } },
  }),
);
/** Only web ports are open. */
const PLAIN = buildConfiguration(b1());

const called = (criticality?: Criticality, name?: string): readonly Decision[] => [
  {
    kind: "application",
    application: "v1",
    ...(criticality === undefined ? {} : { criticality }),
    ...(name === undefined ? {} : { name }),
  },
];

function severitiesOf(decisions: readonly Decision[], configuration = WEAK) {
  const { alerts } = analyze(configuration, { decisions });
  const of = (kind: string) => alerts.find((each) => each.kind === kind)?.severity;
  return [of("internet-exposure"), of("zonal-dependence"), of("rule-change")];
}

describe("severity follows the importance that owners declare", () => {
  it.each<{ criticality: Criticality | undefined; expected: (string | undefined)[] }>([
    { criticality: undefined, expected: ["high", "medium", "low"] },
    { criticality: "normal", expected: ["high", "medium", "low"] },
    { criticality: "critical", expected: ["critical", "high", "medium"] },
    { criticality: "high", expected: ["high", "high", "medium"] },
    { criticality: "low", expected: ["medium", "low", "low"] },
  ])("$criticality", ({ criticality, expected }) =>
    expect(severitiesOf(called(criticality))).toEqual(expected),
  );

  it("a name alone says nothing of importance, and neither does a minor flow that is inferred", () => {
    expect(severitiesOf(called(undefined, "shop"))).toEqual(severitiesOf([]));
  });

  it("a web service that answers the internet is no finding in however important an application", () => {
    expect(severitiesOf(called("critical"), PLAIN)[0]).toBe("info");
  });

  it("one flow that its owner calls critical makes its application so", () => {
    const { intents } = analyze(WEAK);
    const toWeb = intents.find(({ to }) => to.kind === "tier" && to.members.includes("web-a"));
    const seen = { application: "v1", from: "internet", to: "web", flow: "tcp/443" };
    const edit = { criticality: "critical" as const };
    const decisions = [{ kind: "accept" as const, intentId: toWeb?.id ?? "", edit, seen }];
    expect(severitiesOf(decisions)[0]).toBe("critical");
  });

  it("the same weakness stays the same alert", () => {
    const fingerprints = (decisions: readonly Decision[]) =>
      analyze(WEAK, { decisions })
        .alerts.map(({ fingerprint }) => fingerprint)
        .sort();
    expect(fingerprints(called("critical", "shop"))).toEqual(fingerprints([]));
  });
});

it("names the application in every title and in what is affected, as its owner calls it", () => {
  const { alerts } = analyze(WEAK, { decisions: called(undefined, "shop") });
  expect(new Set(alerts.map(({ kind }) => kind)).size).toBe(4);
  for (const { title, affected } of alerts) {
    expect(title).toMatch(/^shop: /);
    expect(affected.every(({ application }) => application === "shop")).toBe(true);
  }
});

it("a caller is no part of the application that it calls", () => {
  const { intents } = analyze(WEAK);
  const toDb = intents.find(({ to }) => to.kind === "tier" && to.members.includes("db-a"));
  const seen = { application: "v1", from: "app", to: "db", flow: "tcp/5432" };
  const edit = { application: "ledger", criticality: "critical" as const };
  const decisions = [{ kind: "accept" as const, intentId: toDb?.id ?? "", edit, seen }];
  const { alerts } = analyze(WEAK, { decisions });
  const titleOf = (kind: string) => alerts.find((each) => each.kind === kind)?.title ?? "";
  expect(titleOf("internet-exposure")).toMatch(/^v1: /);
  expect(titleOf("zonal-dependence")).toMatch(/^v1: /);
});

it("weighs within 0 to 4, says why, and leaves alone what has no impact", () => {
  for (const criticality of ["critical", "high", "normal", "low"] as const)
    for (const value of [0, 1, 2, 3, 4] as const) {
      const impact = weighed({ value, source: "so" }, criticality);
      expect([0, 1, 2, 3, 4]).toContain(impact.value);
      expect(impact.source === "so").toBe(impact.value === value);
      if (value === 0 || criticality === "normal") expect(impact.value).toBe(value);
      else if (criticality === "low") expect(impact.value).toBeLessThanOrEqual(value);
      else expect(impact.value).toBeGreaterThanOrEqual(value);
    }
});
