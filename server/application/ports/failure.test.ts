import { expect, it, vi } from "vitest";
import { Failure } from "./failure";

it("a failure thrown by another copy of the class is a failure", async () => {
  vi.resetModules();
  const { Failure: Other } = await import("./failure");
  expect(Other).not.toBe(Failure);
  expect(new Other("BAD_INPUT", "no")).toBeInstanceOf(Failure);
  expect(new Failure("BAD_INPUT", "no")).toBeInstanceOf(Other);
});

it.each([new Error("no"), { code: "BAD_INPUT" }, null, "Failure"])("%j is no failure", (value) => {
  expect(value instanceof Failure).toBe(false);
});
