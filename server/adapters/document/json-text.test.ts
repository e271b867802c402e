import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstJsonError } from "./json-error";
import { looksLikeJson, parseJson } from "./json-text";
import { MAX_JSON_DEPTH } from "./limits";

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("parseJson", () => {
  it.each([
    {
      name: "cut off inside a list",
      text: '{"Vpcs": [\n  {"VpcId": "vpc-1"},\n',
      code: "invalid-json",
      place: "3:1",
    },
    { name: "cut off inside a string", text: '{"Vpcs": "vp', code: "invalid-json", place: "1:13" },
    { name: "a comma too many", text: '{"a": 1,\n}', code: "invalid-json", place: "2:1" },
    { name: "a comma missing", text: '{"a": 1\n "b": 2}', code: "invalid-json", place: "2:2" },
    { name: "names without quotes", text: "{a: 1}", code: "invalid-json", place: "1:2" },
    { name: "a wrong word", text: '{"a": nul}', code: "invalid-json", place: "1:7" },
    { name: "brackets that do not match", text: '{"a": [1}}', code: "invalid-json", place: "1:9" },
    { name: "two values", text: "{} {}", code: "invalid-json", place: "1:4" },
    { name: "a line break inside a string", text: '["a\nb"]', code: "invalid-json", place: "1:4" },
    { name: "a wrong escape", text: '["\\x"]', code: "invalid-json", place: "1:3" },
    { name: "not JSON at all", text: "<xml/>", code: "invalid-json", place: "1:1" },
    { name: "nothing", text: " \n ", code: "empty-file", place: undefined },
    {
      name: "nested just too deep",
      text: nested(MAX_JSON_DEPTH + 1),
      code: "json-too-deep",
      place: `1:${MAX_JSON_DEPTH + 1}`,
    },
    {
      name: "nested a million deep",
      text: "[".repeat(1_000_000),
      code: "json-too-deep",
      place: `1:${MAX_JSON_DEPTH + 1}`,
    },
  ])("refuses $name and says where", ({ text, code, place }) => {
    const parsed = parseJson(bytes(text));
    expect(parsed).toMatchObject({ kind: "refused", code });
    expect(parsed.kind === "refused" ? parsed.place : "").toBe(place);
  });

  it("takes nesting up to the limit, and brackets inside strings for nothing", () => {
    expect(parseJson(bytes(nested(MAX_JSON_DEPTH))).kind).toBe("parsed");
    expect(parseJson(bytes(JSON.stringify(['\\"', nested(500)]))).kind).toBe("parsed");
  });

  it("refuses bytes that are not text", () => {
    expect(parseJson(Uint8Array.of(0x7b, 0xff, 0xfe))).toMatchObject({ code: "not-text" });
  });

  it("reads UTF-8 with a mark and the UTF-16 that PowerShell writes", () => {
    expect(parseJson(bytes('\ufeff{"a": 1}'))).toEqual({ kind: "parsed", value: { a: 1 } });
    const utf16 = new Uint8Array(Buffer.from('\ufeff{"a": "ü"}', "utf16le"));
    expect(looksLikeJson(utf16)).toBe(true);
    expect(parseJson(utf16)).toEqual({ kind: "parsed", value: { a: "ü" } });
  });

  it("never quotes the text: it may be a secret", () => {
    const parsed = parseJson(bytes('{"PreSharedKey": "planted-secret" "x": 1}'));
    expect(JSON.stringify(parsed)).not.toContain("planted");
  });
});

describe("firstJsonError", () => {
  it("finds an error exactly where JSON.parse does", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u00e9"',
      '"\\q"',
      "1",
      "-0.5e3",
      "01",
      "true",
      "nul",
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(firstJsonError(text) === undefined).toBe(parses);
      }),
      { numRuns: 3000 },
    );
  });

  it("accepts whatever JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => firstJsonError(JSON.stringify(value, null, 1)) === undefined),
    );
  });
});
