import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, cleanWord, namesSecret } from "./clean-text";

// Split, so that no scanner takes the planted ones for real.
const KEY_ID = `AKIA${"IOSFODNN7EXAMPLE"}`;
const SECRET_KEY = `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYEXAMPLEKEY"}`;

describe("cleanText", () => {
  it.each([
    { name: "an access key id", text: `key ${KEY_ID} of ci`, expected: "key [removed] of ci" },
    { name: "a secret access key", text: `s=${SECRET_KEY}`, expected: "s=[removed]" },
    { name: "a password in words", text: "db password: hunter2!", expected: "db password: [removed]" },
    { name: "a pre-shared key in words", text: "PreSharedKey=abc.def", expected: "PreSharedKey=[removed]" },
    { name: "a private key", text: "-----BEGIN RSA PRIVATE KEY----- MIIE x", expected: "[removed]" },
  ])("removes $name", ({ text, expected }) => {
    expect(cleanText(text)).toEqual({ text: expected, removed: ["secret"] });
  });

  it.each([
    { name: "a git hash", text: "0123456789abcdef0123456789abcdef01234567" },
    { name: "markup, which is data", text: "<script>alert(1)</script> & 'x'" },
    { name: "a name in another script", text: "продакшн-база" },
    { name: "a passphrase only mentioned", text: "password rotation service" },
  ])("leaves $name alone", ({ text }) => {
    expect(cleanText(text)).toEqual({ text, removed: [] });
  });

  it("turns control characters, direction marks and broken surrogates into something harmless", () => {
    expect(cleanText("a\u0000b\u001b[31mc\u202ed\r\ne").text).toBe("a b [31mc d e");
    expect(cleanText("x\ud800y").text).toBe("x\ufffdy");
    expect(cleanWord("vpc-1\u0000")).toEqual({ text: "vpc-1", removed: ["control-characters"] });
  });

  it("changes nothing the second time", () => {
    const dangerous = fc.constantFrom(
      "\u0000",
      "\u202e",
      "\ud800",
      KEY_ID,
      SECRET_KEY,
      "password=",
      "secret key: ",
      " ",
      "a",
      "-----BEGIN PRIVATE KEY-----",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(dangerous, fc.string({ unit: "binary" }))), (parts) => {
        const once = cleanText(parts.join("")).text;
        expect(cleanText(once)).toEqual({ text: once, removed: [] });
      }),
    );
  });
});

it.each([
  ["Password", true],
  ["db-secret", true],
  ["pre_shared", true],
  ["Name", false],
  ["KeyName", false],
])("a tag named %s is likely to carry a secret: %s", (name, expected) => {
  expect(namesSecret(name)).toBe(expected);
});
