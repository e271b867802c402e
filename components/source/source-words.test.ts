import { expect, it } from "vitest";
import { agentCommand, isLate, openAnswer } from "./source-words";
import type { Source } from "./use-sources";

const good = { start: new Date(0), end: new Date(0) };

it("says what cannot be concluded, and what is kept", () => {
  expect(openAnswer({ kind: "securityGroup", good }, false)).toBe(
    "Cannot be concluded: what hosts admit, and what is exposed. What was last read is kept, and alerts on it are unverified.",
  );
  expect(openAnswer({ kind: "vpcEndpoint", good: null }, false)).toBe(
    "Cannot be concluded: whatever rests on the VPC endpoint.",
  );
  expect(openAnswer({ kind: "a/Vpcs.json", good: null }, true)).toContain("whatever this file tells of");
});

it("a source is late after twice its interval", () => {
  const source = { lastSweepAt: new Date(0), intervalSeconds: 120 } as Source;
  expect(isLate(source, 240_000)).toBe(false);
  expect(isLate(source, 240_001)).toBe(true);
  expect(isLate({ ...source, lastSweepAt: null }, 1e12)).toBe(false);
});

it("the command holds the token in the environment, not among its arguments", () => {
  const [first, second] = agentCommand("umbra_agent_x", "http://127.0.0.1:3000").split("\n");
  expect(first).toBe("export UMBRA_AGENT_TOKEN=umbra_agent_x");
  expect(second).not.toContain("umbra_agent_x");
});
