import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ENGINE_VERSION } from "./engine-version";

it("is the version of the package", () => {
  const file = readFileSync(join(import.meta.dirname, "../../package.json"), "utf8");
  expect(ENGINE_VERSION).toBe((JSON.parse(file) as { version: string }).version);
});
