import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { NOT_MODELED } from "./limits";

const page = readFileSync(new URL("../../../docs/model-limits.md", import.meta.url), "utf8");
/** The first column of every table row on the page. */
const explained = page.split("\n").map((line) => line.split("|")[1]?.trim());

it.each(Object.values(NOT_MODELED))("the page of limits explains: %s", (text) => {
  expect(explained).toContain(text);
});
