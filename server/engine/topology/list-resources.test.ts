import { describe, expect, it } from "vitest";
import { largeEstate } from "../../testing/large-estate";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { indexConfiguration } from "../configuration";
import { listResources, type ResourceQuery } from ".";
import { resourceSortSchema } from "./resource-list.schema";

const index = indexConfiguration(buildConfiguration(b1()));
const query: ResourceQuery = { q: "", kinds: [], sort: "kind", descending: false, offset: 0, limit: 1000 };
const list = (more: Partial<ResourceQuery>) => listResources(index, { ...query, ...more });
const ids = (more: Partial<ResourceQuery>) => list(more).rows.map(({ element }) => element.id);

describe("a table of resources", () => {
  it("has every resource once, whatever it is sorted by", () => {
    const all = Object.values(index.configuration.resources).flat().length;
    for (const sort of resourceSortSchema.options) expect(new Set(ids({ sort })).size).toBe(all);
  });

  it("is cut into pages that add up, in either direction", () => {
    for (const descending of [false, true]) {
      const whole = ids({ sort: "name", descending });
      const pages = [0, 7, 14, 21, 28, 35].flatMap((offset) =>
        ids({ sort: "name", descending, offset, limit: 7 }),
      );
      expect(pages).toEqual(whole.slice(0, 42));
    }
    expect(ids({ sort: "name", descending: true })).toEqual(ids({ sort: "name" }).reverse());
    expect(ids({ offset: 10_000 })).toEqual([]);
  });

  it("counts the kinds of what answers the search, also those that are filtered out", () => {
    const found = list({ q: "app-", kinds: ["instance"] });
    expect(found.rows.map(({ element }) => element.id)).toEqual(["app-a", "app-b"]);
    expect(found.matchCount).toBe(2);
    expect(found.totalCount).toBe(list({}).matchCount);
    expect(found.kinds).toContainEqual({ kind: "networkInterface", count: 2 });
  });

  it("says where each one stands", () => {
    const [row] = list({ q: "db-a", kinds: ["instance"] }).rows;
    expect(row).toMatchObject({
      vpc: { kind: "vpc", id: "v1" },
      zone: "zone-a",
      detail: expect.stringMatching(/^10.0.10.20/),
    });
    expect(list({ kinds: ["vpc"] }).rows[0]).toMatchObject({ vpc: null, zone: "" });
  });
});

it("answers about ten thousand instances within a fraction of a second", () => {
  const large = indexConfiguration(largeEstate(10_000));
  const ask = (more: Partial<ResourceQuery>) => listResources(large, { ...query, limit: 100, ...more });
  for (const sort of resourceSortSchema.options) ask({ sort });
  const started = performance.now();
  for (let page = 0; page < 10; page++) {
    expect(ask({ sort: "name", kinds: ["instance"], offset: page * 1000 }).rows).toHaveLength(100);
    expect(ask({ q: "10.3.0.17" }).matchCount).toBeGreaterThan(0);
    expect(ask({ q: `-${page}` }).matchCount).toBeGreaterThan(0);
  }
  // Measured 74 ms a question while other work kept both cores busy.
  expect((performance.now() - started) / 30).toBeLessThan(250);
});
