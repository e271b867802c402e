import { wasInterrupted } from "./run.mjs";

/**
 * Runs the checks one after the other, all of them even when one fails, and prints a summary.
 *
 * @param peers    what the tests need from the machine, by name: settings, or why it is missing
 * @param isStrict a missing peer is a failure (CI) and not only named
 * @param print    takes each line; the last one, alone, is the total
 * @returns whether everything passed
 */
export async function runChecks(checks, { peers = {}, isStrict = false, print = printLine } = {}) {
  const env = Object.assign({}, ...Object.values(peers).map((peer) => peer.env ?? {}));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const leftOut = Object.values(peers).flatMap(({ missing }) => (missing ? [missing] : []));
  if (isStrict) total.failed += leftOut.length;

  for (const check of checks) {
    if (check.needs && peers[check.needs]?.missing) continue;
    if (wasInterrupted()) return false;
    const started = Date.now();
    const { output, ...counts } = await check.run(env);
    for (const key of Object.keys(total)) total[key] += counts[key];
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (counts.failed > 0) print(output.trimEnd());
    print(
      `umbra: ${counts.failed > 0 ? "FAILED" : "ok    "} ${check.name}: ${inWords(counts)} (${seconds} s)`,
    );
  }
  for (const reason of leftOut) print(`umbra: ${isStrict ? "FAILED" : "left out"}: ${reason}`);
  print("");
  print(inWords(total));
  return total.failed === 0;
}

function printLine(line) {
  process.stdout.write(`${line}\n`);
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
