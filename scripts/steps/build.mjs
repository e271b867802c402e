import { write } from "../bundle.mjs";
import { unlessDone } from "./fingerprint.mjs";
import { bin, must, say } from "./run.mjs";

/** Nothing here may go out to the network on its own. */
export const offline = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" };

/** Writes the database client unless it matches the schema. */
export async function generate() {
  const work = async () => {
    say("generating the database client");
    await must("prisma generate", process.execPath, ["prisma/generate.mjs", "--quiet"], { quiet: true });
  };
  await unlessDone(
    {
      stamp: "dist/generate.stamp",
      inputs: ["prisma/schema.prisma", "prisma/generate.mjs", "prisma.config.ts", "package-lock.json"],
      outputs: ["server/adapters/store/generated"],
    },
    work,
  );
}

/** Makes the prepared database that a first start loads, unless it has the migrations there are. */
export async function prepareDatabase() {
  const work = async () => {
    say("preparing the database");
    await write({ "seed-dump": "prisma/seed-dump.ts" });
    await must("preparing the database", process.execPath, ["dist/seed-dump.mjs"], { quiet: true });
  };
  const inputs = ["prisma/migrations", "prisma/seed-dump.ts", "package-lock.json"];
  await unlessDone({ stamp: "dist/seed.stamp", inputs, outputs: ["dist/database-seed.tar.gz"] }, work);
}

/** Builds the pages unless the build there is of the same sources. */
export async function buildPages() {
  const work = async () => {
    say("building the pages (about a minute)");
    await must("next build", bin("next"), ["build"], {
      env: { ...offline, NODE_ENV: "production" },
      quiet: true,
    });
  };
  const inputs = [
    "app",
    "components",
    "server",
    "public",
    "prisma/schema.prisma",
    "instrumentation.ts",
    "next.config.js",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ];
  await unlessDone({ stamp: ".next/umbra.stamp", inputs, outputs: [".next/BUILD_ID"] }, work);
}
