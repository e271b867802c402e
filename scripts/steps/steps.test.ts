import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runChecks } from "./run-checks.mjs";
import { readOptions } from "./start-options.mjs";

describe("the options of npm start", () => {
  it.each([
    {
      name: "nothing said",
      args: [],
      env: {},
      expected: { host: "127.0.0.1", port: 3000, isDev: false, isEmpty: false },
    },
    { name: "settings", args: [], env: { PORT: "8080", HOST: "::1" }, expected: { host: "::1", port: 8080 } },
    {
      name: "empty settings count as absent",
      args: [],
      env: { PORT: "", HOST: "" },
      expected: { host: "127.0.0.1", port: 3000 },
    },
    { name: "flags", args: ["--empty", "--dev"], env: {}, expected: { isDev: true, isEmpty: true } },
  ])("$name", ({ args, env, expected }) => expect(readOptions(args, env)).toMatchObject(expected));

  it.each(["-1", "65536", "3000.5", "http", " "])("refuses PORT=%j", (PORT) => {
    expect(() => readOptions([], { PORT })).toThrow(`PORT is \`${PORT}\``);
  });
});

describe("the Node that runs", () => {
  const versionCheck = join(import.meta.dirname, "node-version.mjs");
  const exitCode = (version: string) => {
    const program = `import(${JSON.stringify(versionCheck)}).then(({ requireNode }) => requireNode("${version}"))`;
    try {
      execFileSync(process.execPath, ["-e", program], { stdio: "pipe" });
      return 0;
    } catch (error) {
      return (error as { status: number }).status;
    }
  };

  it.each([
    ["20.18.9", 1],
    ["18.20.0", 1],
    ["20.19.0", 0],
    ["22.0.0", 0],
  ])("%s ends with %i", (version, expected) => expect(exitCode(version)).toBe(expected));
});

describe("the summary of checks", () => {
  const check = (counts: { passed: number; failed: number; skipped: number }, needs?: string) => ({
    name: "some check",
    needs,
    run: async () => ({ ...counts, output: "its output" }),
  });
  const good = check({ passed: 3, failed: 0, skipped: 0 });
  const bad = check({ passed: 1, failed: 2, skipped: 0 });

  it.each([
    { name: "all good", checks: [good, good], options: {}, expected: true, lastLine: "6 passed, 0 failed" },
    { name: "one bad", checks: [bad, good], options: {}, expected: false, lastLine: "4 passed, 2 failed" },
    {
      name: "a missing peer is named",
      checks: [good],
      options: { peers: { x: { missing: "no x" } } },
      expected: true,
      lastLine: "3 passed, 0 failed",
    },
    {
      name: "a missing peer fails in CI",
      checks: [good],
      options: { peers: { x: { missing: "no x" } }, isStrict: true },
      expected: false,
      lastLine: "3 passed, 1 failed",
    },
    {
      name: "what needs a missing peer does not run",
      checks: [good, check({ passed: 0, failed: 1, skipped: 0 }, "x")],
      options: { peers: { x: { missing: "no x" } } },
      expected: true,
      lastLine: "3 passed, 0 failed",
    },
  ])("$name", async ({ checks, options, expected, lastLine }) => {
    const lines: string[] = [];
    const isGood = await runChecks(checks, { ...options, print: (line: string) => void lines.push(line) });
    expect({ isGood, lastLine: lines.at(-1) }).toEqual({ isGood: expected, lastLine });
  });
});
