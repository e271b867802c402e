import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedNetworkArbitrary } from "../../../testing/balanced-network-arbitrary";
import { hybridNetworkArbitrary } from "../../../testing/hybrid-network-arbitrary";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import type { Configuration } from "../configuration.schema";
import { RESOURCE_KINDS } from "../configuration.schema";
import { canonicalJson } from "../content-hash";
import { applyEdits, editsBetween, invertEdits } from "./configuration-edits";
import { diffConfigurations } from "./diff-configurations";

const numRuns = process.env.UMBRA_LONG === "1" ? 500 : 40;

/** Networks with some of what their owners declare beside them. */
const configuration = fc
  .tuple(
    fc
      .oneof(networkArbitrary(), hybridNetworkArbitrary(), balancedNetworkArbitrary())
      .map(buildConfiguration),
    fc.option(fc.constantFrom("ann", "bob"), { nil: undefined }),
  )
  .map(
    ([network, owner]): Configuration =>
      owner === undefined
        ? network
        : {
            ...network,
            declared: {
              applications: [],
              exceptions: [{ alert: "f", owner, expires: "2026-01-31" }],
              demands: [],
            },
          },
  );
const pairs = fc.tuple(configuration, configuration);

/** The same text for values that differ in nothing but the order of lists. */
function regardlessOfOrder(value: unknown): string {
  return canonicalJson(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(regardlessOfOrder).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sorted(inner)]));
}

describe("the edits between two configurations", () => {
  it("make the one the other: apply(diff(a, b), a) = b", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(regardlessOfOrder(applyEdits(a, editsBetween(a, b)))).toBe(regardlessOfOrder(b));
      }),
      { numRuns },
    );
  });

  it("undo each other: the inverse of a diff is the diff of the sides swapped", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const there = editsBetween(a, b);
        expect(regardlessOfOrder(applyEdits(b, invertEdits(there)))).toBe(regardlessOfOrder(a));
        expect(regardlessOfOrder(invertEdits(there))).toBe(regardlessOfOrder(editsBetween(b, a)));
        expect(invertEdits(invertEdits(there))).toEqual(there);
      }),
      { numRuns },
    );
  });

  it("are none between a configuration and itself, in whatever order its lists are", () => {
    fc.assert(
      fc.property(configuration, (a) => {
        const reversed = reverseLists(a) as Configuration;
        const none = { resources: [], coverage: { lost: [], gained: [] }, declared: null };
        expect(editsBetween(a, structuredClone(a))).toEqual(none);
        expect(editsBetween(a, reversed)).toEqual(none);
        expect(applyEdits(a, none)).toEqual({ ...a, resources: expect.anything() });
      }),
      { numRuns },
    );
  });

  it("compose: by way of a third, the same comes out", () => {
    fc.assert(
      fc.property(configuration, pairs, (a, [b, c]) => {
        const byWayOfB = applyEdits(applyEdits(a, editsBetween(a, b)), editsBetween(b, c));
        expect(regardlessOfOrder(byWayOfB)).toBe(regardlessOfOrder(applyEdits(a, editsBetween(a, c))));
      }),
      { numRuns },
    );
  });

  it("are of exactly the resources that the diff in words names, each with something to tell", () => {
    const kinds: ReadonlySet<string> = new Set(RESOURCE_KINDS);
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const told = diffConfigurations(a, b).changes.filter(({ element }) => kinds.has(element.kind));
        expect(
          editsBetween(a, b).resources.map((edit) =>
            edit.op === "changed"
              ? [edit.op, edit.kind, edit.id]
              : [edit.op, edit.resource.kind, edit.resource.id],
          ),
        ).toEqual(told.map(({ op, element }) => [op, element.kind, element.id]));
        expect(told.every(({ fields }) => fields.length > 0)).toBe(true);
      }),
      { numRuns },
    );
  });
});

function reverseLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.toReversed().map(reverseLists);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, reverseLists(inner)]));
}
