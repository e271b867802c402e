import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, contentHash, exportConfiguration } from "./content-hash";
import { emptyConfiguration } from "./empty-configuration";

describe("canonicalJson", () => {
  it.each([
    {
      name: "sorts keys at every level",
      value: { b: 1, a: [{ d: 1, c: 2 }] },
      expected: '{"a":[{"c":2,"d":1}],"b":1}',
    },
    { name: "keeps the order of lists", value: [2, 1], expected: "[2,1]" },
    { name: "leaves out what is undefined", value: { a: undefined, b: null }, expected: '{"b":null}' },
    {
      name: "takes `__proto__` for a name like any other",
      value: JSON.parse('{"__proto__":1,"a":2}'),
      expected: '{"__proto__":1,"a":2}',
    },
  ])("$name", ({ value, expected }) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it("depends on the value only, and reads back as it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

describe("contentHash", () => {
  it("is the SHA-256 of the canonical text, the same in every release", () => {
    expect(contentHash(emptyConfiguration())).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash(emptyConfiguration())).toBe(
      contentHash(JSON.parse(exportConfiguration(emptyConfiguration()))),
    );
  });

  it("changes with the content, coverage included: what is known decides answers too", () => {
    const empty = emptyConfiguration();
    const denied = {
      ...empty,
      coverage: [{ accountId: "1", region: "r", kind: "vpc", status: "denied" as const }],
    };
    expect(contentHash(denied)).not.toBe(contentHash(empty));
  });
});

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, reversed(each)] as const)
      .reverse(),
  );
}
