import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { buildNetwork, traceWithBlockers } from "../semantics";
import { balancerBlockers } from "./blockers-balancers.cases";
import type { BlockerCase } from "./blockers-case";
import { hybridBlockers } from "./blockers-hybrid.cases";
import { transitBlockers } from "./blockers-transit.cases";

const tables: Readonly<Record<string, readonly BlockerCase[]>> = {
  "load balancers": balancerBlockers,
  "VPN and Direct Connect": hybridBlockers,
  "transit gateways": transitBlockers,
};

describe.each(Object.entries(tables))("what would open a flow that is refused: %s", (_, cases) => {
  it.each(cases.map((row) => [row.title, row] as const))("%s", (_, row) => {
    const network = buildNetwork(buildConfiguration(row.network), row.options);
    const trace = traceWithBlockers(network, row.question);
    expect(trace.verdict).not.toBe("REACHABLE");
    expect({ reason: trace.reason, awsCode: trace.awsCode }).toEqual({
      reason: row.reason,
      awsCode: row.awsCode,
    });
    const sets = trace.blockers.map(({ changes }) => changes).filter((changes) => changes.length > 0);
    expect(sets).toEqual(row.sets);
    expect(trace.blockersLimit).toBeUndefined();
  });
});
