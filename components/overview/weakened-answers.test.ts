import { expect, it } from "vitest";
import type { Coverage, Diagnostic } from "../../server/engine/configuration";
import { weakenedAnswers } from "./weakened-answers";

const note = (message: string, weakens?: string): Diagnostic => ({
  severity: "warning",
  code: "c",
  message,
  ...(weakens === undefined ? {} : { weakens }),
});
const covered = (kind: string, status: Coverage["status"], region = "r"): Coverage => ({
  accountId: "a",
  region,
  kind,
  status,
});

it("groups diagnostics by the answers they weaken, with the first as the example", () => {
  const diagnostics = [note("one", "x"), note("two"), note("three", "y"), note("four", "x")];
  expect(weakenedAnswers({ diagnostics, coverage: [] }).weakened).toEqual([
    { answers: "x", count: 2, example: "one" },
    { answers: "y", count: 1, example: "three" },
  ]);
});

it("names kinds that are not fully known once for each cause, and none that is known", () => {
  const coverage = [
    covered("vpc", "ok"),
    covered("subnet", "denied", "r1"),
    covered("subnet", "denied", "r2"),
    covered("subnet", "absent", "r3"),
    covered("listener", "denied"),
  ];
  expect(weakenedAnswers({ diagnostics: [], coverage }).gaps).toEqual([
    { status: "denied", kinds: ["subnet", "listener"] },
    { status: "absent", kinds: ["subnet"] },
  ]);
});
