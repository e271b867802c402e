import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GENERATED } from "../../testing/generated-networks";
import { buildConfiguration } from "../../testing/network-builder";
import { but } from "../../testing/network-builder-change";
import { type Configuration, configurationSchema } from "../configuration";
import type { Failure, Horizon } from "./failure";
import { buildNetwork } from "./network";
import type { Question, Trace } from "./question";
import { traceEstablishedFlow, traceFlow } from "./trace";

const numRuns = process.env.UMBRA_LONG === "1" ? 500 : 50;
const anyMode = fc.constantFrom<Question["mode"]>("connection", "oneway");
const oneway = fc.constant<Question["mode"]>("oneway");

/** How much gets through. What is not known may be nothing, so it is more than nothing and less than some. */
const RANK = { NOT_REACHABLE: 0, UNKNOWN: 1, PARTIAL: 2, REACHABLE: 3 };

describe.each(GENERATED)("laws of the interpreter on $name", (generated) => {
  const { networks, questions, unchecked } = generated;
  it("the answer does not depend on the order of the input", () => {
    fc.assert(
      fc.property(
        networks(),
        questions(anyMode),
        fc.option(generated.failures, { nil: undefined }),
        fc.integer(),
        (spec, question, failure, seed) => {
          const configuration = buildConfiguration(spec);
          expect(answer(shuffled(configuration, seed), question, failure)).toEqual(
            answer(configuration, question, failure),
          );
        },
      ),
      { numRuns },
    );
  });

  it("one more allow rule never closes a one-way flow", () => {
    fc.assert(
      fc.property(
        networks().map(unchecked),
        questions(oneway),
        generated.allowances,
        (spec, question, change) => {
          const before = answer(buildConfiguration(spec), question);
          const after = answer(buildConfiguration(but(spec, change)), question);
          expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict]);
        },
      ),
      { numRuns },
    );
  });

  it("failing the target of a static route never opens a flow", () => {
    fc.assert(
      fc.property(
        networks().map(unchecked),
        questions(anyMode).filter(generated.comesInAsBefore),
        generated.routeTargetFailures,
        (spec, question, failure) => {
          const before = answer(buildConfiguration(spec), question);
          const after = answer(buildConfiguration(spec), question, failure);
          expect(RANK[after.verdict]).toBeLessThanOrEqual(RANK[before.verdict]);
        },
      ),
      { numRuns },
    );
  });

  it("no failure opens a flow at the instant it happens (CL-7)", () => {
    fc.assert(
      fc.property(networks(), questions(anyMode), generated.failures, (spec, question, failure) => {
        const configuration = buildConfiguration(spec);
        const before = answer(configuration, question, undefined, "T0");
        const after = answer(configuration, question, failure, "T0");
        expect(RANK[after.verdict]).toBeLessThanOrEqual(RANK[before.verdict]);
      }),
      { numRuns },
    );
  });

  it("a live connection fares as a new one where nothing changed, and never worse where groups close (T-7)", () => {
    const closing = fc.constantFrom(...generated.groups);
    fc.assert(
      fc.property(networks(), questions(anyMode), closing, (spec, question, id) => {
        const configuration = buildConfiguration(spec);
        const options = { horizon: "T0", view: "configured" } as const;
        const before = buildNetwork(configuration, options);
        const failures: Failure[] = [{ kind: "securityGroup", id, mode: "blocked" }];
        const after = buildNetwork(configuration, { ...options, failures });
        const [opened, opening] = [traceFlow(before, question), traceFlow(after, question)];
        const unchanged = traceEstablishedFlow(before, before, question);
        const live = traceEstablishedFlow(before, after, question);
        expect(unchanged.verdict).toBe(opened.verdict);
        expect(RANK[live.verdict]).toBeGreaterThanOrEqual(RANK[opening.verdict]);
        expect(RANK[live.verdict]).toBeLessThanOrEqual(RANK[opened.verdict]);
      }),
      { numRuns },
    );
  });

  it("a configuration is what its text says", () => {
    fc.assert(
      fc.property(networks(), (spec) => {
        const configuration = buildConfiguration(spec);
        expect(configurationSchema.parse(JSON.parse(JSON.stringify(configuration)))).toEqual(configuration);
      }),
      { numRuns },
    );
  });

  it("the generated networks are not all alike: every verdict occurs", () => {
    const seen = fc.sample(fc.tuple(networks(), questions(anyMode)), {
      numRuns: 500,
      seed: 1,
    });
    const verdicts = new Set(
      seen.map(([spec, question]) => answer(buildConfiguration(spec), question).verdict),
    );
    expect([...verdicts]).toEqual(expect.arrayContaining(["NOT_REACHABLE", "PARTIAL", "REACHABLE"]));
  });
});

/** What may not change with the order of the input: which of two equal rules is quoted may. */
function answer(
  configuration: Configuration,
  question: Question,
  failure?: Failure,
  horizon: Horizon = "T1",
) {
  const failures = failure ? [failure] : [];
  const network = buildNetwork(configuration, { failures, horizon, view: "configured" });
  const { verdict, reason, at, phase, scope, admitted, forward }: Trace = traceFlow(network, question);
  return {
    verdict,
    reason,
    at: at?.id,
    phase,
    scope,
    admitted,
    path: forward.map((hop) => `${hop.action} ${hop.element.id}`),
  };
}

/** The same configuration with its resources, rules, routes and subnets in another order. */
function shuffled(configuration: Configuration, seed: number): Configuration {
  const shuffle = <T>(list: readonly T[]): T[] =>
    fc.sample(fc.shuffledSubarray([...list], { minLength: list.length }), { numRuns: 1, seed })[0] ?? [];
  const { resources } = configuration;
  const lists = Object.entries(resources).map(([kind, list]) => [kind, shuffle<unknown>(list)]);
  return {
    ...configuration,
    coverage: shuffle(configuration.coverage),
    resources: {
      ...(Object.fromEntries(lists) as Configuration["resources"]),
      securityGroup: shuffle(resources.securityGroup).map((group) => ({
        ...group,
        ingress: shuffle(group.ingress),
        egress: shuffle(group.egress),
      })),
      routeTable: shuffle(resources.routeTable).map((table) => ({
        ...table,
        routes: shuffle(table.routes),
        associations: shuffle(table.associations),
      })),
      transitGatewayAttachment: shuffle(resources.transitGatewayAttachment).map((attachment) => ({
        ...attachment,
        subnetIds: shuffle(attachment.subnetIds),
      })),
    },
  };
}
