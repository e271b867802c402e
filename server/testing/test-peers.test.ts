import { expect, it } from "vitest";
import { testPeer } from "./test-peers";

it("gives the program that the setting names", () => {
  expect(testPeer("UMBRA_TEST_Z3", { UMBRA_TEST_Z3: "/usr/bin/z3" })).toEqual([{ program: "/usr/bin/z3" }]);
});

it("fails in CI without it, and leaves its tests out elsewhere", () => {
  expect(() => testPeer("UMBRA_TEST_Z3", { CI: "true" })).toThrow(/UMBRA_TEST_Z3 is not set/);
  expect(testPeer("UMBRA_TEST_Z3", {})).toEqual([]);
});
