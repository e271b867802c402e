import * as fc from "fast-check";
import { expect, it } from "vitest";
import { anyFailure, networkArbitrary, questionArbitrary } from "../../testing/network-arbitrary";
import { buildConfiguration } from "../../testing/network-builder";
import type { Failure } from "./failure";
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

it("failures on a network that is there give the same answers as a network built with them", () => {
  const failures = fc.array(fc.oneof(withdrawal, withdrawal, anyFailure, deletion, ofTransit), {
    minLength: 1,
    maxLength: 3,
  });
  const mode = fc.constantFrom<Question["mode"]>("connection", "oneway");
  fc.assert(
    fc.property(networkArbitrary(), questionArbitrary(mode), failures, (spec, question, failed) => {
      const configuration = buildConfiguration(spec);
      const shared = withFailures(buildNetwork(configuration), failed);
      const built = buildNetwork(configuration, { failures: failed });
      expect(traceFlow(shared, question)).toEqual(traceFlow(built, question));
      expect(shared.index.configuration).toEqual(built.index.configuration);
    }),
    { numRuns },
  );
});
