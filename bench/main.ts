import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { measureImport, measureTraces } from "./engine";
import { measureEstate } from "./estate";
import { readInputs } from "./inputs";
import { measureMap } from "./map";
import type { Measurement } from "./measure";
import { measureCommand, measureServer } from "./processes";
import { measureSolver } from "./solver";

/**
 * Measures what is promised about speed and size, prints a table and writes it to bench/results.
 * Expects the finished build. Without the public data it measures the rest and says so.
 */
async function main(): Promise<void> {
  const root = process.cwd();
  const data = process.env.UMBRA_TEST_DATA ?? join(root, "../shared/data");
  const measurements: Measurement[] = [];
  if (existsSync(data)) {
    const inputs = readInputs(data);
    measurements.push(...measureTraces(inputs), ...measureImport(inputs));
    measurements.push(...measureCommand(root, join(data, "batfish-aws/snapshots/test-nat-gateway")));
  } else {
    console.log(`left out: traces, import and command line, as there is no ${data}`);
  }
  measurements.push(...measureEstate());
  measurements.push(...(await measureSolver(root)));
  measurements.push(...(await measureServer(root)), ...(await measureMap(root, process.env.UMBRA_BROWSER)));

  console.table(
    measurements.map(({ what, value, limit = "", isWithin, ratio = "" }) => ({
      what,
      value,
      limit,
      held: isWithin === undefined ? "" : isWithin ? "yes" : "NO",
      ratio,
    })),
  );
  const folder = join(root, "bench/results");
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = { node: process.version, processor: cpus()[0]?.model, coreCount: cpus().length };
  writeFileSync(
    join(folder, `${at.replaceAll(":", "-")}.json`),
    `${JSON.stringify({ at, machine, measurements }, null, 2)}\n`,
  );
}

await main();
