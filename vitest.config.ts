import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";

/** The long tests do a multiple of the work. */
const patience = process.env.UMBRA_LONG === "1" ? 40 : 1;

/** Few lines, but half a minute: begun last, it would keep one core waiting. */
const LONG_FOR_ITS_SIZE = /planted-faults\.test\.ts$/;

/** Without the times of an earlier run Vitest begins with the largest files. */
class LongFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: { moduleId: string }) => LONG_FOR_ITS_SIZE.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  // The bundler of the application knows this transform; Vitest's has to be told.
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    environment: "node",
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // A stuck test fails; a slow machine does not make a good one fail.
    testTimeout: 30_000 * patience,
    hookTimeout: 60_000,
    projects: [
      {
        // What a module keeps stands under the very object that it was worked out from, so no file needs a fresh copy of it: reading them again was a fifth of the time.
        extends: true,
        test: {
          name: "unit",
          isolate: false,
          include: ["server/**/*.test.ts", "scripts/**/*.test.ts", "components/**/*.test.{ts,tsx}"],
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
        },
      },
    ],
  },
});
