import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT =
  process.env.UMBRA_TEST_DATA ?? resolve(dirname(fileURLToPath(import.meta.url)), "../../../shared/data");
const mentioned = new Set<string>();

/**
 * The path of a public input for tests, in `../shared/data` beside the repository or in `UMBRA_TEST_DATA`.
 * Where it is missing: an error under CI=true, so that no check silently disappears; elsewhere `undefined`, and
 * once per input a line that says the checks on it are left out.
 */
export function testData(relativePath: string): string | undefined {
  const path = join(ROOT, relativePath);
  if (existsSync(path)) return path;
  if (process.env.CI === "true")
    throw new Error(`test data \`${relativePath}\` is missing in \`${ROOT}\`; CI needs it`);
  if (!mentioned.has(relativePath)) {
    mentioned.add(relativePath);
    process.stderr.write(`left out: tests that need \`${relativePath}\`, which is not in \`${ROOT}\`\n`);
  }
  return undefined;
}

/** The names in a folder of test data, sorted; none where the folder is missing (see `testData`). */
export function testDataNames(relativePath: string): string[] {
  const path = testData(relativePath);
  return path === undefined ? [] : readdirSync(path).sort();
}
