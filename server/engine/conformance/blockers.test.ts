import { describe, expect, it } from "vitest";
import { expectedOpenings, openingsOf } from "./answer-case";
import { blockerTables } from "./tables";

describe.each(Object.entries(blockerTables))("what would open a flow that is refused: %s", (_, cases) => {
  it.each(cases.map((row) => [row.title, row] as const))("%s", (_, row) =>
    expect(openingsOf(row)).toEqual(expectedOpenings(row)),
  );
});
