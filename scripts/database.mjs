// `npm run db:new -- NAME` writes the migration from the existing ones to prisma/schema.prisma;
// `npm run db:reset` removes the embedded database, after which `npm start` makes a new one.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { join, resolve } from "node:path";
import { write } from "./bundle.mjs";
import { main, run, StepError, say } from "./steps/run.mjs";

const [command, ...args] = process.argv.slice(2);

await main(async () => {
  if (command === "new") await newMigration();
  else if (command === "reset") await reset(process.env.UMBRA_DATA_DIR || ".umbra");
  else throw new StepError("say `npm run db:new -- NAME` or `npm run db:reset`");
});

async function newMigration() {
  await write({ "new-migration": "prisma/new-migration.ts" });
  const { code } = await run(process.execPath, ["dist/new-migration.mjs", ...args]);
  process.exitCode = code;
}

async function reset(dataFolder) {
  const folder = resolve(dataFolder);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (!names.includes("database")) throw new StepError(`there is no database of Umbra in ${folder}`);
  for (const name of names.filter((each) => /^lock-.*[.]sock$/.test(each))) {
    if (await answers(join(folder, name)))
      throw new StepError(`${folder} is in use by a running Umbra: stop it first`);
  }
  rmSync(folder, { recursive: true });
  say(`removed ${folder}`);
}

/** Whether a living process listens on the socket: that of a dead one refuses. */
function answers(path) {
  return new Promise((done) => {
    const socket = createConnection(path);
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.unref();
  });
}
