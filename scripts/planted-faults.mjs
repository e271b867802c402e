// `npm run test:faults`: plants each fault of the list in the interpreter, asks every conformance case, and prints
// which case catches it. With a word, only the faults that have it in their name, clauses or file. With `--quick`, only
// the case that is to catch a fault is asked, so the others that fail are not counted.
import { plantFaults, readPlantedFaults, tableOf } from "./steps/planted-faults.mjs";
import { main } from "./steps/run.mjs";

await main(async () => {
  const args = process.argv.slice(2);
  const isQuick = args.includes("--quick");
  const word = args.find((each) => !each.startsWith("--")) ?? "";
  const all = await readPlantedFaults();
  const faults = all.filter(({ name, clauses, file }) =>
    `${name} ${clauses.join(" ")} ${file}`.includes(word),
  );
  const outcomes = await plantFaults(faults, { isQuick });
  process.stdout.write(`${tableOf(outcomes)}\n`);
  const missed = outcomes.filter(({ trouble }) => trouble !== undefined);
  process.stdout.write(`\n${outcomes.length - missed.length} of ${outcomes.length} planted faults caught\n`);
  if (missed.length > 0 || outcomes.length === 0) process.exitCode = 1;
});
