import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "./run.mjs";

/** A fault may make the interpreter run in circles: then no case can say that it caught it. */
const PATIENCE_MS = 120_000;
const ENGINE = join(root, "server/engine");

/**
 * Plants faults in the interpreter, one at a time, and asks every conformance case. Nothing is written: the sources are
 * changed on their way into a bundle, which runs in a process of its own.
 *
 * @param faults  each `{ name, file, find, put, caughtBy }`, as in `server/engine/conformance/planted-faults`
 * @param isQuick asks each fault's own case alone: several times faster, but the others that fail are not counted
 * @returns for each fault `{ fault, failing, trouble }` in the given order: the names of the cases that fail, and why
 *   the fault does not count as caught, if it does not
 */
export async function plantFaults(faults, { isQuick = false } = {}) {
  const { build, stop } = await import("esbuild");
  const sound = await failingCases(build, undefined);
  if (sound.failing.length > 0 || sound.trouble !== undefined)
    throw new Error(`cases fail without a fault: ${sound.trouble ?? sound.failing.join("; ")}`);
  const outcomes = new Array(faults.length);
  const todo = [...faults.entries()];
  const work = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [index, fault] = next;
      const { failing, trouble } = await failingCases(build, fault, isQuick ? fault.caughtBy : undefined);
      outcomes[index] = { fault, failing, trouble: trouble ?? troubleWith(fault, failing) };
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  await stop();
  return outcomes;
}

/** The faults that are kept. */
export async function readPlantedFaults() {
  const { build, stop } = await import("esbuild");
  const text = await bundled(
    build,
    `import { plantedFaults } from "./conformance/planted-faults/planted-faults";
     process.stdout.write(JSON.stringify(plantedFaults));`,
  );
  const faults = await answerOf(text);
  await stop();
  return faults;
}

/** The outcomes as a table in Markdown: each fault, its clauses, what caught it, and how many cases fail. */
export function tableOf(outcomes) {
  const rows = outcomes.map(({ fault, failing, trouble }) => {
    const caught = trouble === undefined ? fault.caughtBy : `NOT CAUGHT: ${trouble}`;
    return `| ${fault.name} | ${fault.clauses.join(", ")} | ${caught} | ${failing.length} |`;
  });
  return ["| fault | clauses | caught by | cases that fail |", "|---|---|---|---|", ...rows].join("\n");
}

function troubleWith({ caughtBy }, failing) {
  if (failing.length === 0) return "no case fails";
  return failing.includes(caughtBy) ? undefined : "the named case does not fail";
}

async function failingCases(build, fault, only) {
  try {
    const text = await bundled(
      build,
      `import { failingCases, nameOf } from "./conformance/answer-case";
       import { allRows } from "./conformance/tables";
       const only = ${JSON.stringify(only ?? null)};
       const named = (kind, row) => (kind === "refusals" ? row.title : nameOf(row));
       const asked = ([kind, list]) => [kind, list.filter((row) => only === null || only === named(kind, row))];
       const rows = Object.fromEntries(Object.entries(allRows).map(asked));
       process.stdout.write(JSON.stringify(failingCases(rows)));`,
      fault,
    );
    return { failing: await answerOf(text) };
  } catch (error) {
    return { failing: [], trouble: error.message };
  }
}

async function bundled(build, contents, fault) {
  const plugins = fault === undefined ? [] : [planting(fault)];
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ENGINE, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    logLevel: "silent",
    plugins,
  });
  return outputFiles[0].text;
}

function planting({ file, find, put }) {
  const path = join(ENGINE, file);
  return {
    name: "planted-fault",
    setup(build) {
      build.onLoad({ filter: /[.]ts$/ }, async (args) => {
        if (args.path !== path) return undefined;
        const parts = (await readFile(path, "utf8")).split(find);
        if (parts.length !== 2)
          throw new Error(`the text to change occurs ${parts.length - 1} times in ${file}`);
        return { contents: parts.join(put), loader: "ts" };
      });
    },
  };
}

/** What the program writes, as JSON. It runs in a process of its own, which ends with it or when it takes too long. */
function answerOf(text) {
  return new Promise((resolve, reject) => {
    const options = { timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, ["-"], options, (error, stdout, stderr) => {
      if (error?.killed) reject(new Error("the cases do not come to an end"));
      else if (error) reject(new Error(stderr.trim().split("\n").slice(-8).join("\n") || error.message));
      else resolve(JSON.parse(stdout));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}
