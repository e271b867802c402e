// `npm run db:new -- NAME` writes the migration from the existing ones to prisma/schema.prisma;
// `npm run db:reset` removes the embedded database, after which `npm start` makes a new one.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { write } from "./bundle.mjs";
import { main, run, StepError, say } from "./steps/run.mjs";

const [command, ...args] = process.argv.slice(2);

await main(async () => {
  if (command === "new") await newMigration();
  else if (command === "reset") reset(process.env.UMBRA_DATA_DIR || ".umbra");
  else throw new StepError("say `npm run db:new -- NAME` or `npm run db:reset`");
});

async function newMigration() {
  await write({ "new-migration": "prisma/new-migration.ts" });
  const { code } = await run(process.execPath, ["dist/new-migration.mjs", ...args]);
  process.exitCode = code;
}

function reset(dataFolder) {
  const folder = resolve(dataFolder);
  const isOurs = existsSync(folder) && readdirSync(folder).includes("database");
  if (!isOurs) throw new StepError(`there is no database of Umbra in ${folder}`);
  const lock = readdirSync(folder).find((name) => name.startsWith("lock-"));
  if (lock !== undefined)
    throw new StepError(`${folder} may be in use (${lock}): stop Umbra, or remove that file`);
  rmSync(folder, { recursive: true });
  say(`removed ${folder}`);
}
