import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { LOCAL_ACTOR } from "../application/actor";
import { type AuditVerdict, verifyExport, verifyStored } from "../application/audit";
import { readSettings } from "../env";
import { wireStore } from "../wiring";

// The entry of `umbra audit`: it alone of the commands opens the database, so it is bundled apart from them.

const HELP = `umbra audit verify [FILE]

Follows the audit from its first entry to its last and names the first one that was altered, taken out or put in.
FILE is an export of the page Audit. Without one: the database that DATABASE_URL names, else the one in UMBRA_DATA_DIR,
which must not be open in a server.

  --json        only JSON on standard output
  -h, --help    this text

Exit codes: 0 the audit is whole, 2 it is not, 1 it could not be read.`;

const EXIT = { whole: 0, failed: 1, broken: 2 } as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(3),
    options: { help: { type: "boolean", short: "h" }, json: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(HELP);
    return EXIT.whole;
  }
  const [verb, file, ...extra] = positionals;
  if (verb !== "verify" || extra.length > 0) throw new Error("write `umbra audit verify [FILE]`");
  const verdict = file === undefined ? await verifyDatabase() : await verifyExport(await textOf(file));
  if (values.json) console.log(JSON.stringify({ schemaVersion: 1, ...verdict }, null, 2));
  else console.log(sentence(verdict));
  return verdict.isWhole ? EXIT.whole : EXIT.broken;
}

async function verifyDatabase(): Promise<AuditVerdict> {
  const settings = readSettings(undefined, fileURLToPath(new URL("..", import.meta.url)));
  const store = await wireStore(settings);
  try {
    return await verifyStored(store.inWorkspace(LOCAL_ACTOR.workspaceId));
  } finally {
    await store.close();
  }
}

function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`\`${file}\` cannot be read; check the path`, { cause });
  });
}

function sentence({ firstBroken, count }: AuditVerdict): string {
  const entries = `${count} ${count === 1 ? "entry" : "entries"}`;
  return firstBroken
    ? `The audit is broken at entry ${firstBroken.number}: ${firstBroken.reason}.`
    : `The audit is whole: ${entries}, each follows the one before it.`;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`umbra: ${error instanceof Error ? error.message : String(error)}`);
  return EXIT.failed;
});
