import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { NOT_MODELED } from "./limits";

const page = readFileSync(new URL("../../../docs/model-limits.md", import.meta.url), "utf8");

it.each(Object.values(NOT_MODELED))("the page of limits explains: %s", (text) => {
  expect(page).toContain(`| ${text} |`);
});
