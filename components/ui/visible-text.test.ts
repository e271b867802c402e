import { expect, it } from "vitest";
import { clipMiddle, visibleText } from "./visible-text";

it.each([
  { name: "plain names stay", text: "nat-gw-1a", expected: "nat-gw-1a" },
  { name: "markup is text and stays", text: "<b>x</b>", expected: "<b>x</b>" },
  { name: "letters of any script stay", text: "数据库-é", expected: "数据库-é" },
  { name: "a line break is shown", text: "a\nb", expected: "a\uFFFDb" },
  { name: "a direction override is shown", text: "a\u202Eb", expected: "a\uFFFDb" },
  { name: "a zero-width space is shown", text: "a\u200Bb", expected: "a\uFFFDb" },
])("visible text: $name", ({ text, expected }) => expect(visibleText(text)).toBe(expected));

it.each([
  { name: "short enough", text: "abcdef", maxLength: 6, expected: "abcdef" },
  { name: "one too long", text: "abcdefg", maxLength: 6, expected: "ab…efg" },
  { name: "the tail wins the odd character", text: "abcdefgh", maxLength: 5, expected: "ab…gh" },
  { name: "pairs of code units are one character", text: "😀😀😀😀", maxLength: 3, expected: "😀…😀" },
  { name: "a limit below 3 counts as 3", text: "abcdef", maxLength: 0, expected: "a…f" },
])("clip: $name", ({ text, maxLength, expected }) => expect(clipMiddle(text, maxLength)).toBe(expected));
