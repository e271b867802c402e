import { configDefaults, defineConfig } from "vitest/config";

/** The long tests do a multiple of the work. */
const patience = process.env.UMBRA_LONG === "1" ? 40 : 1;

/** Tests of code without I/O, clock, chance or state. */
const PURE = ["server/engine/**/*.test.ts", "components/**/*.test.{ts,tsx}"];

export default defineConfig({
  // The bundler of the application knows this transform; Vitest's has to be told.
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    environment: "node",
    maxWorkers: 2,
    // A stuck test fails; a slow machine does not make a good one fail.
    testTimeout: 30_000 * patience,
    hookTimeout: 60_000,
    projects: [
      {
        // What keeps nothing between two calls needs no fresh copy of its modules for each file: reading them again was half the time.
        extends: true,
        test: { name: "pure", include: PURE, isolate: false },
      },
      {
        extends: true,
        test: {
          name: "unit",
          include: ["server/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...PURE],
        },
      },
      {
        // Starts the built application in processes of its own: run after `npm run build`.
        extends: true,
        test: {
          name: "process",
          include: ["e2e/process/**/*.test.ts"],
          testTimeout: 120_000 * patience,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
