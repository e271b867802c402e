// Writes the typed database client. Prisma would first fetch an engine this project never uses: any existing
// executable in its place makes `generate` work without the network. Never call `prisma migrate` this way.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
const standIn = ["/bin/true", "/usr/bin/true"].find(existsSync) ?? process.execPath;

execFileSync(process.execPath, [prisma, "generate"], {
  cwd: root,
  stdio: ["ignore", process.argv.includes("--quiet") ? "ignore" : "inherit", "inherit"],
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: standIn,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  },
});

if (!existsSync(join(root, "server/adapters/store/generated/client.ts"))) {
  throw new Error("prisma generate wrote no client: run it without --quiet to see why");
}
