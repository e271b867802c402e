import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aclEntryArbitrary,
  anyFailure,
  groupRuleArbitrary,
  networkArbitrary,
  questionArbitrary,
  routeTargetFailure,
} from "../../testing/network-arbitrary";
import { buildConfiguration, withoutResource } from "../../testing/network-builder";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import {
  screenedNetworkArbitrary,
  screenedQuestionArbitrary,
} from "../../testing/screened-network-arbitrary";
import { type Configuration, configurationSchema } from "../configuration";
import type { Failure, Horizon } from "./failure";
import { buildNetwork } from "./network";
import type { Question, Trace } from "./question";
import { traceEstablishedFlow, traceFlow } from "./trace";

const numRuns = process.env.UMBRA_LONG === "1" ? 500 : 50;
const anyMode = fc.constantFrom<Question["mode"]>("connection", "oneway");
const oneway = fc.constant<Question["mode"]>("oneway");

/** How much gets through. UNKNOWN does not occur: the generated networks hold everything they need. */
const RANK = { NOT_REACHABLE: 0, UNKNOWN: Number.NaN, PARTIAL: 1, REACHABLE: 2 };

/**
 * Not taken out: unknown groups and lists in allow rules match nothing (UNK-2), so a flow may be refused without them;
 * block public access that is not in the input is taken as off, the provider's default.
 */
const DEFAULTED: readonly string[] = ["securityGroup", "prefixList", "blockPublicAccess"];

/** One more rule in a security group, or one more allow entry in the ACL. */
const allowance: fc.Arbitrary<NetworkChange> = fc.oneof(
  fc
    .tuple(fc.constantFrom("sg-1", "sg-2", "sg-3"), groupRuleArbitrary("from"))
    .map(([group, rule]) => ({ groups: { [group]: { in: and(rule) } } })),
  groupRuleArbitrary("to").map((rule) => ({ groups: { "sg-1": { out: and(rule) } } })),
  fc
    .tuple(fc.constantFrom("in", "out"), aclEntryArbitrary(80, "allow"))
    .map(([direction, entry]) => ({ acls: { "acl-a1": { [direction]: and(entry) } } })),
);

/** Where the laws are tried. */
const GENERATED = [
  { name: "networks in which most things happen", networks: networkArbitrary, questions: questionArbitrary },
  {
    name: "networks with appliances and endpoints",
    networks: screenedNetworkArbitrary,
    questions: screenedQuestionArbitrary,
  },
] as const;

describe.each(GENERATED)("laws of the interpreter on $name", ({ networks, questions }) => {
  it("the answer does not depend on the order of the input", () => {
    fc.assert(
      fc.property(
        networks(),
        questions(anyMode),
        fc.option(anyFailure, { nil: undefined }),
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
      fc.property(networks(), questions(oneway), allowance, (spec, question, change) => {
        const before = answer(buildConfiguration(spec), question);
        const after = answer(buildConfiguration(but(spec, change)), question);
        expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict]);
      }),
      { numRuns },
    );
  });

  it("failing the target of a static route never opens a flow", () => {
    fc.assert(
      fc.property(networks(), questions(anyMode), routeTargetFailure, (spec, question, failure) => {
        const before = answer(buildConfiguration(spec), question);
        const after = answer(buildConfiguration(spec), question, failure);
        expect(RANK[after.verdict]).toBeLessThanOrEqual(RANK[before.verdict]);
      }),
      { numRuns },
    );
  });

  it("no failure opens a flow at the instant it happens (CL-7)", () => {
    fc.assert(
      fc.property(networks(), questions(anyMode), anyFailure, (spec, question, failure) => {
        const configuration = buildConfiguration(spec);
        const before = answer(configuration, question, undefined, "T0");
        const after = answer(configuration, question, failure, "T0");
        expect(RANK[after.verdict]).toBeLessThanOrEqual(RANK[before.verdict]);
      }),
      { numRuns },
    );
  });

  it("a live connection fares as a new one where nothing changed, and never worse where groups close (T-7)", () => {
    const closing = fc.constantFrom("sg-1", "sg-2", "sg-3");
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

  it("what could not be read never makes an answer sure that is not (UNK-1)", () => {
    fc.assert(
      fc.property(networks(), questions(anyMode), fc.nat(), (spec, question, pick) => {
        const whole = buildConfiguration(spec);
        const resources = Object.values(whole.resources)
          .flat()
          .filter(({ kind }) => !DEFAULTED.includes(kind));
        const missing = resources[pick % resources.length];
        if (!missing) return;
        const part = {
          ...withoutResource(whole, missing.kind, missing.id),
          coverage: whole.coverage.map((entry) =>
            entry.kind === missing.kind ? { ...entry, status: "denied" as const } : entry,
          ),
        };
        const [truth, told] = [answer(whole, question).verdict, answer(part, question).verdict];
        expect([truth, told]).not.toEqual(["NOT_REACHABLE", "REACHABLE"]);
        expect([truth, told]).not.toEqual(["REACHABLE", "NOT_REACHABLE"]);
      }),
      { numRuns: 4 * numRuns },
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

  it("the generated networks are not all alike: every verdict but UNKNOWN occurs", () => {
    const seen = fc.sample(fc.tuple(networks(), questions(anyMode)), {
      numRuns: 500,
      seed: 1,
    });
    const verdicts = new Set(
      seen.map(([spec, question]) => answer(buildConfiguration(spec), question).verdict),
    );
    expect([...verdicts].sort()).toEqual(["NOT_REACHABLE", "PARTIAL", "REACHABLE"]);
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
