import { describe, expect, it } from "vitest";
import { readCvssVector, type SeverityBand } from "./cvss-vector";
import { CVSS4_BANDS } from "./cvss4-bands.cases";

const V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const V40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";

describe("version 3.1", () => {
  it("has the score of the specification's formula for all 2,592 base vectors", () => {
    const metrics: [string, string][] = [
      ["AV", "NALP"],
      ["AC", "LH"],
      ["PR", "NLH"],
      ["UI", "NR"],
      ["S", "UC"],
      ["C", "HLN"],
      ["I", "HLN"],
      ["A", "HLN"],
    ];
    let vectors: Record<string, string>[] = [{}];
    for (const [name, values] of metrics)
      vectors = vectors.flatMap((vector) => [...values].map((value) => ({ ...vector, [name]: value })));
    expect(vectors).toHaveLength(2_592);
    const wrong = vectors.filter((vector) => {
      const text = Object.entries(vector).map(([name, value]) => `${name}:${value}`);
      return readCvssVector(`CVSS:3.1/${text.join("/")}`)?.baseScore !== scoreByFormula(vector);
    });
    expect(wrong).toEqual([]);
  }, 120_000);
});

/** Section 7.1 of the specification, with the rounding of its appendix A. */
function scoreByFormula(vector: Record<string, string>): number {
  const of = (name: string, weights: Record<string, number>) => weights[vector[name] ?? ""] ?? Number.NaN;
  const isChanged = vector.S === "C";
  const impactOf = (name: string) => of(name, { H: 0.56, L: 0.22, N: 0 });
  const base = 1 - (1 - impactOf("C")) * (1 - impactOf("I")) * (1 - impactOf("A"));
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const exploitability =
    8.22 *
    of("AV", { N: 0.85, A: 0.62, L: 0.55, P: 0.2 }) *
    of("AC", { L: 0.77, H: 0.44 }) *
    of("PR", isChanged ? { N: 0.85, L: 0.68, H: 0.5 } : { N: 0.85, L: 0.62, H: 0.27 }) *
    of("UI", { N: 0.85, R: 0.62 });
  if (impact <= 0) return 0;
  return roundUp(Math.min((isChanged ? 1.08 : 1) * (impact + exploitability), 10));
}

function roundUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

describe("version 4.0", () => {
  const bands = Object.entries(CVSS4_BANDS) as [SeverityBand, string][];
  const rows = bands.flatMap(([band, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((values) => ({ band, vector: vectorOf(values) })),
  );

  it("has the severity that two other calculators give", () => {
    expect(new Set(rows.map(({ vector }) => vector)).size).toBe(1_934);
    expect(rows.filter(({ band, vector }) => readCvssVector(vector)?.band !== band)).toEqual([]);
  }, 60_000);

  it("has no severity for any of them once it is cut off, doubled or in another order", () => {
    const broken = rows.flatMap(({ vector }) => {
      const parts = vector.split("/");
      return [
        parts.slice(0, -1).join("/"),
        [...parts, parts[1]].join("/"),
        parts.toReversed().join("/"),
        ["CVSS:4.0", ...parts.slice(1).toReversed()].join("/"),
        vector.replace("CVSS:4.0", "CVSS:3.1"),
      ];
    });
    expect(broken.filter((vector) => readCvssVector(vector) !== undefined)).toEqual([]);
  });
});

/** The vector that a row of values stands for. */
function vectorOf(values: string): string {
  const names = "AV AC AT PR UI VC VI VA SC SI SA".split(" ");
  return ["CVSS:4.0", ...names.map((name, place) => `${name}:${values[place]}`)].join("/");
}

describe("what is no vector has no severity at all", () => {
  it.each([
    ["nothing", ""],
    ["no metrics", "CVSS:3.1"],
    ["cut off", "CVSS:3.1/AV:N/AC:L/PR:N"],
    ["a metric twice", `${V31}/AV:N`],
    ["an unknown version", V31.replace("3.1", "9.9")],
    ["an unknown metric", `${V31}/XX:N`],
    ["a value that there is not", V31.replace("AV:N", "AV:Z")],
    ["a value of two letters", V31.replace("AV:N", "AV:NN")],
    ["no value", V31.replace("AV:N", "AV:")],
    ["two values", V31.replace("AV:N", "AV:N:N")],
    ["small letters", V31.toLowerCase()],
    ["spaces", ` ${V31}`],
    ["brackets", `(${V31})`],
    ["version 2", "AV:N/AC:L/Au:N/C:P/I:P/A:P"],
    ["too long", `${V31}/${"E:X/".repeat(100_000)}`],
    ["version 4.0 in another order", V40.replace("AV:N/AC:L", "AC:L/AV:N")],
    ["version 4.0 with a metric of 3.1", `${V40}/RL:X`],
    ["a trailing slash", `${V31}/`],
    ["a name that every object has", `${V31}/constructor:X`],
  ])("%s", (_, text) => expect(readCvssVector(text)).toBeUndefined());
});

describe("what a vector says", () => {
  it.each([
    [
      V31,
      { attackVector: "network", privileges: "none", isComplex: false, band: "critical", baseScore: 9.8 },
    ],
    [`${V31}/E:P/RL:O/CR:H`, { baseScore: 9.8, band: "critical" }],
    [V31.replace("3.1", "3.0"), { version: "3.0", baseScore: 9.8 }],
    [V31.replace("AC:L", "AC:H").replace("S:U", "S:C"), { isComplex: true, changesScope: true }],
    [V31.replace("C:H/I:H/A:H", "C:N/I:N/A:N"), { baseScore: 0, band: "none" }],
    [V40, { version: "4.0", baseScore: 9.3, band: "critical", changesScope: false, needsUser: false }],
    [V40.replace("AT:N", "AT:P").replace("UI:N", "UI:P"), { isComplex: true, needsUser: true }],
    [V40.replace("SI:N", "SI:H"), { changesScope: true }],
    [V40.replace("VC:H/VI:H", "VC:L/VI:N"), { hasHighConfidentiality: false, hasConfidentiality: true }],
    [`${V40}/E:A/AU:Y/U:Red`, { version: "4.0" }],
  ])("%s", (text, expected) => expect(readCvssVector(text)).toMatchObject(expected));
});
