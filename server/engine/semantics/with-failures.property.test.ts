import * as fc from "fast-check";
import { expect, it } from "vitest";
import { GENERATED } from "../../testing/generated-networks";
import { buildConfiguration } from "../../testing/network-builder";
import type { Failure, Horizon } from "./failure";
import { buildNetwork, withFailures } from "./network";
import type { Question } from "./question";
import { traceFlow } from "./trace";

const numRuns = process.env.UMBRA_LONG === "1" ? 500 : 50;

const withdrawal: fc.Arbitrary<Failure> = fc
  .tuple(
    fc.constantFrom("rt-a1", "rt-a2", "rt-b"),
    fc.constantFrom("10.0.0.0/8", "10.1.0.0/16", "pl-1", "0.0.0.0/0", "203.0.113.0/24", "::/0"),
  )
  .map(([id, route]) => ({ kind: "routeTable", id, mode: "withdrawn", route }));
const deletion: fc.Arbitrary<Failure> = fc.constantFrom<Failure>(
  { kind: "instance", id: "y", mode: "deleted" },
  { kind: "securityGroup", id: "sg-1", mode: "deleted" },
);

const ofTransit: fc.Arbitrary<Failure> = fc.constantFrom<Failure>(
  { kind: "transitGatewayAttachment", id: "att-a", mode: "detached" },
  { kind: "transitGatewayRouteTable", id: "rt-t", mode: "withdrawn", route: "att-b" },
  { kind: "region", id: "us-east-1", mode: "down" },
);

it.each(GENERATED)(
  "failures on $name that are there give the answers of a network built with them",
  (generated) => {
    const isUsual = generated.groups.includes("sg-1");
    const some = isUsual
      ? fc.oneof(withdrawal, withdrawal, generated.failures, deletion, ofTransit)
      : generated.failures;
    const mode = fc.constantFrom<Question["mode"]>("connection", "oneway");
    fc.assert(
      fc.property(
        generated.networks(),
        generated.questions(mode),
        fc.array(some, { minLength: 1, maxLength: 3 }),
        fc.constantFrom<Horizon>("T0", "T1"),
        (spec, question, failures, horizon) => {
          const configuration = buildConfiguration(spec);
          const shared = withFailures(buildNetwork(configuration, { horizon }), failures);
          const built = buildNetwork(configuration, { failures, horizon });
          expect(traceFlow(shared, question)).toEqual(traceFlow(built, question));
          expect(shared.index.configuration).toEqual(built.index.configuration);
        },
      ),
      { numRuns },
    );
  },
);
