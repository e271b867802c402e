import { expect, it } from "vitest";
import { parseAddress } from "./address";
import { formatAddressSet, prefixesSet } from "./address-set";
import {
  formatPrefix,
  parsePrefix,
  parsePrefixMasked,
  prefixContains,
  prefixCovers,
  prefixesOverlap,
} from "./prefix";

const prefix = (text: string) => {
  const parsed = parsePrefix(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

it.each(["10.0.0.0/8", "0.0.0.0/0", "10.0.0.1/32", "::/0", "2001:db8::/32", "::1/128"])(
  "%s is a prefix",
  (text) => expect(formatPrefix(prefix(text))).toBe(text),
);

it.each([
  "10.0.0.1/8",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/08",
  "10.0.0.0/-1",
  "::1/64",
  "::/129",
  "a/8",
  "/8",
])("%s is no prefix", (text) => expect(parsePrefix(text)).toBeUndefined());

it("clears host bits where the provider does, and says so", () => {
  const masked = parsePrefixMasked("10.1.2.3/16");
  expect(masked && { text: formatPrefix(masked.prefix), said: masked.hadHostBits }).toEqual({
    text: "10.1.0.0/16",
    said: true,
  });
});

it.each([
  { outer: "10.0.0.0/8", inner: "10.255.255.255", inside: true },
  { outer: "10.0.0.0/8", inner: "11.0.0.0", inside: false },
  { outer: "0.0.0.0/0", inner: "::1", inside: false },
  { outer: "::/0", inner: "10.0.0.1", inside: false },
])("$inner in $outer: $inside", ({ outer, inner, inside }) => {
  const address = parseAddress(inner);
  expect(address && prefixContains(prefix(outer), address)).toBe(inside);
});

it("covers what lies inside, overlaps both ways", () => {
  expect(prefixCovers(prefix("10.0.0.0/8"), prefix("10.1.0.0/16"))).toBe(true);
  expect(prefixCovers(prefix("10.1.0.0/16"), prefix("10.0.0.0/8"))).toBe(false);
  expect(prefixesOverlap(prefix("10.1.0.0/16"), prefix("10.0.0.0/8"))).toBe(true);
  expect(prefixesOverlap(prefix("10.1.0.0/16"), prefix("10.2.0.0/16"))).toBe(false);
});

it("writes a set as the fewest prefixes", () => {
  const set = prefixesSet(["10.0.0.0/9", "10.128.0.0/9", "11.0.0.0/32"].map(prefix));
  expect(formatAddressSet(set, 4)).toEqual(["10.0.0.0/8", "11.0.0.0/32"]);
});
