import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAddress, parseAddress } from "./address";

it.each([
  { text: "0.0.0.0", expected: "0.0.0.0" },
  { text: "255.255.255.255", expected: "255.255.255.255" },
  { text: "10.0.0.1", expected: "10.0.0.1" },
  { text: "::", expected: "::" },
  { text: "::1", expected: "::1" },
  { text: "2001:DB8:0:0:1:0:0:1", expected: "2001:db8::1:0:0:1" },
  { text: "2001:db8:0:1:1:1:1:1", expected: "2001:db8:0:1:1:1:1:1" },
  { text: "64:ff9b::192.0.2.33", expected: "64:ff9b::c000:221" },
  { text: "fe80::", expected: "fe80::" },
])("$text is written $expected", ({ text, expected }) => {
  const address = parseAddress(text);
  expect(address && formatAddress(address)).toBe(expected);
});

it.each([
  "",
  "10.0.0",
  "10.0.0.256",
  "010.0.0.1",
  "10.0.0.1 ",
  "1.2.3.4.5",
  ":::",
  "1::2::3",
  "12345::",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "::1.2.3.4:5",
  "fe80::1%eth0",
])("%j is no address", (text) => expect(parseAddress(text)).toBeUndefined());

it("writes what it reads", () => {
  const any = fc.oneof(
    fc.record({ family: fc.constant(4 as const), value: fc.bigInt(0n, 2n ** 32n - 1n) }),
    fc.record({ family: fc.constant(6 as const), value: fc.bigInt(0n, 2n ** 128n - 1n) }),
  );
  fc.assert(
    fc.property(any, (address) => {
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }),
  );
});
