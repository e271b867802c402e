import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GENERATED } from "../../../testing/generated-networks";
import { mutate, mutationArbitrary, VALUE_OPERATIONS } from "../../../testing/mutations";
import { buildConfiguration } from "../../../testing/network-builder";
import { parseGroupRule } from "../../../testing/network-builder-text";
import { tieredNetworkArbitrary } from "../../../testing/tiered-network-arbitrary";
import {
  applyChanges,
  type Change,
  type Configuration,
  type ConfigurationIndex,
  indexConfiguration,
  type RouteTarget,
} from "../../configuration";
import { type Plan, type PlanStep, planSchema } from "./plan.schema";
import { planHash } from "./plan-hash";
import { planOf } from "./plan-of";
import { stepChanges } from "./plan-steps";
import { stepResourceId, stepStanding } from "./step-standing";
import { touchedForm } from "./touched-form";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261129;
const numRuns = isLong ? 3_000 : 100;

const NEW_RULES = [
  "tcp 22 from 10.9.0.0/16",
  "tcp 5432 from 0.0.0.0/0",
  "udp 53 from 10.0.0.0/8",
  "all from 10.8.0.0/16",
];
const NEW_PREFIXES = ["10.77.0.0/16", "172.20.0.0/16", "203.0.113.0/24"];

/** Where a change is made, as fractions of what there is to choose from, so that it fits every network. */
const choice = fc.record({
  kind: fc.constantFrom("remove", "add", "replace", "retarget", "route", "size", "capacity"),
  at: fc.nat(999),
  rule: fc.nat(999),
  other: fc.nat(999),
  direction: fc.constantFrom("ingress" as const, "egress" as const),
});
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(list: readonly T[], number: number): T | undefined =>
  list[number % Math.max(1, list.length)];

/** A change of this configuration; undefined where it has nothing of the sort. */
function changeIn(
  { resources }: Configuration,
  { kind, at, rule, other, direction }: Choice,
): Change | undefined {
  const group = pick(resources.securityGroup, at);
  const table = pick(resources.routeTable, at);
  const added = parseGroupRule(pick(NEW_RULES, other) ?? "");
  const old = group && pick(group[direction], rule);
  if (kind === "add" && group)
    return { kind: "add-group-rule", securityGroupId: group.id, direction, rule: added };
  if (kind === "remove" && group && old)
    return { kind: "remove-group-rule", securityGroupId: group.id, direction, rule: old };
  if (kind === "replace" && group && old)
    return { kind: "replace-group-rule", securityGroupId: group.id, direction, rule: old, by: [added] };
  const targets: RouteTarget[] = [
    ...resources.natGateway.map(({ id }): RouteTarget => ({ kind: "natGateway", id })),
    ...resources.internetGateway.map(({ id }): RouteTarget => ({ kind: "internetGateway", id })),
  ];
  const to = pick(targets, other);
  const route =
    table &&
    pick(
      table.routes.filter(({ target }) => target.kind !== "local"),
      rule,
    );
  if (kind === "retarget" && table && route && to)
    return {
      kind: "retarget-route",
      routeTableId: table.id,
      destination: route.destination,
      from: route.target,
      to,
    };
  if (kind === "route" && table && to)
    return {
      kind: "add-route",
      routeTableId: table.id,
      destination: { prefix: pick(NEW_PREFIXES, rule) ?? "" },
      target: to,
    };
  const scaling = pick(resources.autoScalingGroup, at);
  if (kind === "capacity" && scaling)
    return {
      kind: "set-desired-capacity",
      autoScalingGroupId: scaling.id,
      from: scaling.desiredCapacity,
      to: scaling.minSize + (other % (scaling.maxSize - scaling.minSize + 1)),
      members: [],
    };
  const instance = pick(resources.instance, at);
  if (kind === "size" && instance)
    return { kind: "resize-instance", instanceId: instance.id, from: "m5.large", to: "m5.xlarge" };
  return undefined;
}

/** Some instances are stopped, and all have a type. */
function sized(configuration: Configuration): Configuration {
  const instance = configuration.resources.instance.map((each, position) => ({
    ...each,
    instanceType: "m5.large",
    state: position % 2 === 0 ? "stopped" : "running",
  }));
  return { ...configuration, resources: { ...configuration.resources, instance } };
}

const networks = fc
  .oneof(tieredNetworkArbitrary(), ...GENERATED.map((each) => each.networks()))
  .map((spec) => sized(buildConfiguration(spec)));

interface Made {
  readonly index: ConfigurationIndex;
  readonly plan: Plan;
}

/** Plans on generated networks; where a change fits no other, it is left out. */
const plans: fc.Arbitrary<Made | null> = fc
  .tuple(networks, fc.array(choice, { minLength: 1, maxLength: 5 }), fc.constantFrom("f", "g"))
  .map(([configuration, choices, fingerprint]): Made | null => {
    const operations: Change[] = [];
    for (const each of choices) {
      const change = changeIn(configuration, each);
      if (change && applyChanges(configuration, [...operations, change]).kind === "changed")
        operations.push(change);
    }
    const index = indexConfiguration(configuration);
    const option = { id: "o", action: "remove-rule" as const, title: "t", operations, changes: [] };
    if (operations.length === 0) return null;
    const made = planOf(index, { snapshotId: "s", fingerprint, option, by: { kind: "provider" } });
    return made.kind === "plan" ? { index, plan: made.plan } : null;
  });

const formsOf = (index: ConfigurationIndex, { touched }: Plan) =>
  touched.map(({ element }) => {
    const resource = index.find(element.id);
    return resource ? touchedForm(resource) : null;
  });

function changedBy(index: ConfigurationIndex, steps: readonly PlanStep[]): ConfigurationIndex {
  const made = applyChanges(index.configuration, stepChanges(steps));
  if (made.kind === "conflict") throw new Error(made.message);
  return indexConfiguration(made.configuration);
}

const standing = (index: ConfigurationIndex, step: PlanStep) =>
  stepStanding(step, index.find(stepResourceId(step) ?? ""));

describe("a plan", () => {
  it("leads to the forms that it tells, and its inverse to those of before", () => {
    let count = 0;
    let undoneCount = 0;
    fc.assert(
      fc.property(plans, (made) => {
        if (!made) return;
        const { index, plan } = made;
        expect(planSchema.parse(plan)).toEqual(plan);
        const there = changedBy(index, plan.steps);
        expect(formsOf(index, plan)).toEqual(plan.touched.map((each) => each.before));
        expect(formsOf(there, plan)).toEqual(plan.touched.map((each) => each.after));
        count += 1;
        if (plan.inverse === null) return;
        expect(formsOf(changedBy(there, plan.inverse), plan)).toEqual(
          plan.touched.map((each) => each.before),
        );
        undoneCount += 1;
      }),
      { seed, numRuns },
    );
    console.info(`seed ${seed}: ${count} plans of ${numRuns}, ${undoneCount} of them undone`);
    // Neither may become rare unnoticed.
    expect(count).toBeGreaterThan(numRuns / 3);
    expect(undoneCount).toBeGreaterThan(count / 2);
  });

  it("knows of every step whether it stands, at every point of the way there and back", () => {
    fc.assert(
      fc.property(plans, (made) => {
        if (!made) return;
        const { index, plan } = made;
        for (const steps of [plan.steps, plan.inverse ?? []]) {
          const start = steps === plan.steps ? index : changedBy(index, plan.steps);
          for (let done = 0; done <= steps.length; done += 1) {
            const now = changedBy(start, steps.slice(0, done));
            expect(steps.map((step) => standing(now, step))).toEqual(
              steps.map((_, position) => (position < done ? "stands" : "pending")),
            );
          }
        }
      }),
      { seed, numRuns },
    );
  });

  it("lets in before it shuts out", () => {
    fc.assert(
      fc.property(plans, (made) => {
        if (!made) return;
        for (const steps of [made.plan.steps, made.plan.inverse ?? []]) {
          const kinds = steps.map(({ kind }) => kind);
          const lastIn = kinds.lastIndexOf("authorize-group-rule");
          const firstOut = kinds.indexOf("revoke-group-rule");
          expect(firstOut < 0 || lastIn < firstOut).toBe(true);
        }
      }),
      { seed, numRuns },
    );
  });
});

/** Everything of a plan that decides what is done, without words. */
function deciding({ fingerprint, action, optionId, changes, steps, inverse, touched }: Plan) {
  const forms = touched.map(({ element: { kind, id }, place, before, after: then }) => [
    kind,
    id,
    place,
    before,
    then,
  ]);
  return { fingerprint, action, optionId, changes, steps, inverse, forms };
}

describe("an approval of plan A never fits plan B", () => {
  it("made on other networks, or of other changes or alerts", () => {
    let differentCount = 0;
    fc.assert(
      fc.property(plans, plans, (a, b) => {
        if (!a || !b) return;
        const isSame = isDeepStrictEqual(deciding(a.plan), deciding(b.plan));
        expect(planHash(a.plan) === planHash(b.plan)).toBe(isSame);
        if (!isSame) differentCount += 1;
      }),
      { seed, numRuns },
    );
    expect(differentCount).toBeGreaterThan(numRuns / 5);
  });

  it("altered in any place", () => {
    let differentCount = 0;
    let wordsCount = 0;
    fc.assert(
      fc.property(
        plans,
        fc.array(mutationArbitrary(VALUE_OPERATIONS), { minLength: 1, maxLength: 2 }),
        (made, mutations) => {
          if (!made) return;
          const { plan } = made;
          const text = mutations.reduce(mutate, JSON.stringify(plan));
          const altered = planSchema.safeParse(parsed(text));
          if (!altered.success) return;
          const isSame = isDeepStrictEqual(deciding(plan), deciding(altered.data));
          expect(planHash(altered.data) === planHash(plan)).toBe(isSame);
          if (isSame) wordsCount += 1;
          else differentCount += 1;
        },
      ),
      { seed, numRuns: numRuns * 5 },
    );
    console.info(
      `seed ${seed}: ${differentCount} altered plans have another hash, ${wordsCount} differ in words alone`,
    );
    expect(differentCount).toBeGreaterThan(numRuns / 5);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

it("a form does not depend on the order of rules and routes, nor on what is said about them", () => {
  fc.assert(
    fc.property(networks, ({ resources }) => {
      for (const group of resources.securityGroup)
        expect(
          touchedForm({
            ...group,
            name: "other",
            ingress: group.ingress.toReversed().map((rule) => ({ ...rule, description: "other" })),
            egress: group.egress.toReversed(),
          }),
        ).toBe(touchedForm(group));
      for (const table of resources.routeTable)
        expect(touchedForm({ ...table, tags: [], routes: table.routes.toReversed() })).toBe(
          touchedForm(table),
        );
    }),
    { seed, numRuns },
  );
});
