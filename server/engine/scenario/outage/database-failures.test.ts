import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { but } from "../../../testing/network-builder-change";
import { indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent/facts.schema";
import { buildNetwork, type Failure } from "../../semantics";
import { declaredFlows } from "../reference/declared";
import { resolveReference } from "../reference/reference";
import { outageBaseline } from "./baseline";
import { intentEffect } from "./intent-effect";
import { singleFailures } from "./single-failures";
import { hitsOf, tryFailures } from "./trial";
import { runWhatIf } from "./what-if";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });

function needed(standby: boolean) {
  const databases = { orders: { subnets: ["prv-a", "prv-b"], groups: ["sg-db"], standby } };
  const configuration = buildConfiguration(but(b1(), { databases }));
  const flow = { from: "app-b", to: "orders", ports: [5432] };
  const facts = factsSchema.parse({ applications: [{ name: "shop", flows: [flow] }] });
  const { intents, problems } = declaredFlows(indexConfiguration(configuration), facts);
  expect(problems).toEqual([]);
  return { configuration, intents };
}

it.each([
  { failure: down("zone", "zone-a"), standby: true, lost: 0 },
  { failure: down("zone", "zone-a"), standby: false, lost: 1 },
  { failure: down("subnet", "prv-a"), standby: true, lost: 0 },
  { failure: down("databaseInstance", "orders"), standby: true, lost: 0 },
  { failure: down("databaseInstance", "orders"), standby: false, lost: 1 },
  { failure: { kind: "securityGroup", id: "sg-db", mode: "blocked" } as Failure, standby: true, lost: 1 },
])("F-32: $failure.kind $failure.id, with a standby: $standby, loses $lost", ({ failure, standby, lost }) => {
  const { configuration, intents } = needed(standby);
  const result = runWhatIf(configuration, intents, { failures: [failure], horizon: "T1", view: "observed" });
  expect(result.lost).toHaveLength(lost);
  expect(result.undecided).toEqual([]);
});

it("says what is lost", () => {
  const { configuration, intents } = needed(false);
  const request = { failures: [down("databaseInstance", "orders")], horizon: "T1", view: "both" } as const;
  expect(runWhatIf(configuration, intents, { ...request, failures: [...request.failures] }).sentence).toBe(
    "Losing database orders cuts app-b (1 host) off from orders.",
  );
});

it.each([true, false])(
  "with a standby: %s, a flow that no failed element touches is traced again in vain",
  (standby) => {
    const { configuration, intents } = needed(standby);
    const baseline = outageBaseline(configuration, intents);
    expect(baseline.idle.map(({ before }) => before)).toEqual(["REACHABLE"]);
    for (const failure of singleFailures(baseline.network.index)) {
      const { effects, down: lost } = tryFailures(baseline, [failure]);
      const failed = buildNetwork(configuration, { failures: [failure] });
      const traced = baseline.intents.map((each) =>
        intentEffect(
          { ...each, pairs: each.pairs.map((pair) => ({ ...pair, touched: new Set([failure.id]) })) },
          failed,
          { down: lost, hits: hitsOf(baseline, lost) },
        ),
      );
      expect(
        effects.map(({ effect }) => effect),
        failure.id,
      ).toEqual(traced.map(({ effect }) => effect));
    }
  },
);

it("a database is a destination by its name, and no source", () => {
  const index = indexConfiguration(needed(true).configuration);
  expect(resolveReference(index, "orders", "destination")).toMatchObject({
    kind: "end",
    end: { kind: "database", id: "orders" },
  });
  expect(resolveReference(index, "orders", "source")).toMatchObject({ kind: "unsupported" });
});
