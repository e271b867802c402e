import * as fc from "fast-check";
import { expect, it } from "vitest";
import { groupRuleArbitrary, networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { but } from "../../../testing/network-builder-change";
import { parseGroupRule } from "../../../testing/network-builder-text";
import type { Configuration } from "../configuration.schema";
import { canonicalJson } from "../content-hash";
import { groupRuleText } from "../rule-text";
import { diffConfigurations } from "./diff-configurations";

const configuration = networkArbitrary().map(buildConfiguration);

it("differs from itself in nothing", () => {
  fc.assert(
    fc.property(configuration, (one) => {
      expect(diffConfigurations(one, structuredClone(one))).toEqual({ changes: [], coverage: [] });
    }),
  );
});

it("knows no order: permuted lists differ in nothing, and no diff depends on them", () => {
  fc.assert(
    fc.property(configuration, configuration, fc.nat(), (one, other, seed) => {
      const permuted = permute(one, seed) as Configuration;
      expect(diffConfigurations(one, permuted)).toEqual({ changes: [], coverage: [] });
      expect(canonicalJson(diffConfigurations(permuted, other))).toBe(
        canonicalJson(diffConfigurations(one, other)),
      );
    }),
  );
});

it("is its own mirror: the sides swapped, what came went", () => {
  const mirrored = { added: "removed", removed: "added", changed: "changed" } as const;
  fc.assert(
    fc.property(configuration, configuration, (one, other) => {
      const there = diffConfigurations(one, other);
      const back = diffConfigurations(other, one);
      expect(back.changes.map(({ op, element, isCertain }) => [op, element.id, isCertain])).toEqual(
        there.changes.map(({ op, element, isCertain }) => [mirrored[op], element.id, isCertain]),
      );
      for (const [position, { fields }] of there.changes.entries())
        expect(sorted(back.changes[position]?.fields.map(mirrorField) ?? [])).toEqual(sorted(fields));
      expect(back.coverage).toEqual(
        there.coverage.map((part) => ({ ...part, before: part.after, after: part.before })),
      );
    }),
  );
});

it("is empty only where nothing differs", () => {
  fc.assert(
    fc.property(configuration, configuration, (one, other) => {
      const isSame = canonicalJson(one) === canonicalJson(other);
      const { changes, coverage } = diffConfigurations(one, other);
      expect(changes.length + coverage.length === 0).toBe(isSame);
    }),
  );
});

it("names exactly the rule that was added", () => {
  fc.assert(
    fc.property(networkArbitrary(), groupRuleArbitrary("from"), (spec, text) => {
      const rule = parseGroupRule(text);
      const opened = but(spec, { groups: { "sg-2": { in: (rules) => [text, ...rules] } } });
      const { changes } = diffConfigurations(buildConfiguration(spec), buildConfiguration(opened));
      expect(changes.map(({ op, element }) => [op, element.id])).toEqual([["changed", "sg-2"]]);
      expect(changes[0]?.fields).toEqual([
        {
          kind: "rule-added",
          label: "Inbound rule",
          after: groupRuleText(rule, "ingress"),
          isCosmetic: false,
        },
      ]);
    }),
  );
});

function mirrorField({
  kind,
  before,
  after,
  ...rest
}: ReturnType<typeof diffConfigurations>["changes"][number]["fields"][number]) {
  const swapped = kind.endsWith("-added")
    ? kind.replace("-added", "-removed")
    : kind.replace("-removed", "-added");
  return {
    kind: swapped,
    ...rest,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  };
}

function sorted(fields: readonly object[]): readonly string[] {
  return fields.map(canonicalJson).sort();
}

/** The same value with every list in an order that depends on `seed`. */
function permute(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) {
    const at = value.length === 0 ? 0 : seed % value.length;
    return [...value.slice(at), ...value.slice(0, at)].reverse().map((item) => permute(item, seed));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, permute(inner, seed)]));
}
