import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../bundle.mjs";
import { buildPages, generate, offline, prepareDatabase } from "./build.mjs";
import { plantFaults, readPlantedFaults, tableOf } from "./planted-faults.mjs";
import { bin, root, run } from "./run.mjs";

const SOURCES = [
  "app",
  "bench",
  "bin",
  "components",
  "e2e",
  "prisma",
  "scripts",
  "server",
  "instrumentation.ts",
];

/** All that can be known without a build, in the order in which an answer comes fastest. */
export const quickChecks = [
  command("format and lint", "biome", ["ci", "--error-on-warnings", "."]),
  { name: "types", run: checkTypes },
  { name: "import rules", run: checkImports },
  command("unused code", "knip", ["--no-progress"]),
  vitest("unit and property tests", "unit", ["unit"]),
];

/** What needs the finished build, and a browser. */
export const buildChecks = [
  { name: "build", run: build },
  vitest("process tests", "process", ["process"]),
  { name: "stories in the browser", needs: "browser", run: runStories },
];

/** What has a random or a crashing part, for `npm run test:long`. */
export const longChecks = [
  vitest("unit and property tests", "unit", ["unit"]),
  { name: "planted faults", run: runPlantedFaults },
  { name: "build", run: build },
  vitest("process tests", "process", ["process"]),
];

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

/** One program whose exit code is the answer: it counts as one check. */
function command(name, program, args) {
  return {
    name,
    run: async (env) => {
      const { code, output } = await run(bin(program), args, { env, quiet: true });
      return { ...(code === 0 ? PASSED : FAILED), output };
    },
  };
}

async function checkTypes(env) {
  // Writes the types of routes and styles that a fresh clone does not have.
  const routes = await run(bin("next"), ["typegen"], { env: { ...env, ...offline }, quiet: true });
  if (routes.code !== 0) return { ...FAILED, output: routes.output };
  return command("types", "tsc", ["--noEmit"]).run(env);
}

function checkImports(env) {
  const folders = SOURCES.filter((name) => existsSync(join(root, name)));
  return command("import rules", "depcruise", ["--config", ".dependency-cruiser.cjs", ...folders]).run(env);
}

async function build() {
  try {
    await generate();
    await bundle();
    await prepareDatabase();
    await buildPages();
    return { ...PASSED, output: "" };
  } catch (error) {
    return { ...FAILED, output: String(error?.message ?? error) };
  }
}

function vitest(name, report, projects) {
  return {
    name,
    run: async (env) => {
      const file = `test-results/vitest-${report}.json`;
      rmSync(join(root, file), { force: true });
      const args = [
        "run",
        ...projects.map((project) => `--project=${project}`),
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${file}`,
      ];
      const { code, output } = await run(bin("vitest"), args, {
        env: { ...env, NODE_ENV: "test" },
        quiet: true,
      });
      const written = readReport(file);
      if (written === undefined) return { ...FAILED, output };
      const counts = {
        passed: written.numPassedTests,
        failed: written.numFailedTests,
        skipped: written.numPendingTests + written.numTodoTests,
      };
      return { ...atLeastOneFailure(counts, code), output };
    },
  };
}

/** Each fault that is planted in the interpreter is a check: a conformance case has to fail because of it. */
async function runPlantedFaults() {
  try {
    const outcomes = await plantFaults(await readPlantedFaults());
    const missed = outcomes.filter(({ trouble }) => trouble !== undefined);
    const counts = { passed: outcomes.length - missed.length, failed: missed.length, skipped: 0 };
    return { ...counts, output: tableOf(missed) };
  } catch (error) {
    return { ...FAILED, output: String(error?.message ?? error) };
  }
}

async function runStories(env) {
  const file = "test-results/playwright.json";
  rmSync(join(root, file), { force: true });
  const { code, output } = await run(bin("playwright"), ["test"], {
    env: { ...env, NODE_ENV: "test" },
    quiet: true,
  });
  const report = readReport(file);
  if (report === undefined) return { ...FAILED, output };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { ...atLeastOneFailure({ passed: expected, failed: unexpected + flaky, skipped }, code), output };
}

/** A run can fail without a failed test: a file that does not load, an error that nobody caught, no test at all. */
function atLeastOneFailure(counts, code) {
  const isSilent = code !== 0 || counts.passed === 0;
  return isSilent && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}
