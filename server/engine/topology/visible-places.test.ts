import { describe, expect, it } from "vitest";
import { largeEstate } from "../../testing/large-estate";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { indexConfiguration } from "../configuration";
import { buildTopologyView, locateResources } from ".";

const index = indexConfiguration(buildConfiguration(b1()));
const view = (options: { hide?: string[]; only?: string[]; open?: string[] }, of = index) =>
  buildTopologyView(of, { open: [], ...options });
const ids = (options: Parameters<typeof view>[0], of = index) => view(options, of).rows.map(({ id }) => id);
const whole = ids({});

describe("what is hidden", () => {
  it("is left out with what is in it, of map, outline and connections", () => {
    const shown = view({ hide: ["pub-a"] });
    expect(shown.rows.map(({ id }) => id)).toEqual(
      whole.filter((id) => !["pub-a", "web-a", "eni-web-a", "nat-a"].includes(id) && !/web-a|nat-a/.test(id)),
    );
    expect(shown.nodes.map(({ id }) => id)).not.toContain("nat-a");
    expect(shown.edges.filter(({ source, target }) => [source, target].includes("pub-a"))).toEqual([]);
    // A route that leads to something hidden does not lead to the box around it.
    expect(view({ hide: ["nat-a"] }).edges.map(({ target }) => target)).not.toContain("pub-a");
  });

  it("takes its box along when nothing is left in it, but not a box with something left", () => {
    expect(ids({ hide: ["app-b"] })).not.toContain("prv-b");
    expect(ids({ hide: ["app-a"] })).toContain("prv-a");
    expect(ids({ hide: ["app-a", "db-a"] })).not.toContain("prv-a");
  });

  it("is told, also when the snapshot does not hold it", () => {
    const { hidden, rows, visibleCount, totalCount } = view({ hide: ["web-a", "i-gone"] });
    expect(hidden).toEqual([
      { id: "web-a", kind: "instance", label: "web-a" },
      { id: "i-gone", kind: "group", label: "i-gone" },
    ]);
    expect(rows.find(({ id }) => id === "pub-a")).toBeDefined();
    expect(visibleCount).toBeLessThan(totalCount);
  });

  it("counts no more among its siblings", () => {
    const row = view({ hide: ["app-a"] }).rows.find(({ id }) => id === "db-a");
    expect(row).toMatchObject({ position: 1, setSize: 1 });
  });
});

describe("what is isolated", () => {
  it("is left with what is in it and around it", () => {
    expect(ids({ only: ["prv-a"] }).slice(0, 6)).toEqual([
      "v1",
      "v1/zone-a",
      "prv-a",
      "app-a",
      "eni-app-a",
      "db-a",
    ]);
    expect(ids({ only: ["app-a", "sg-web"] })).toEqual([
      "v1",
      "v1/zone-a",
      "prv-a",
      "app-a",
      "eni-app-a",
      "sg-web",
    ]);
    expect(view({ only: ["prv-a"] }).isolated).toEqual([{ id: "prv-a", kind: "subnet", label: "prv-a" }]);
  });

  it("can have parts hidden", () => {
    expect(ids({ only: ["prv-a"], hide: ["db-a"] })).not.toContain("db-a");
  });

  it("is opened in an estate that is summed up, whatever the class it was put into", () => {
    const large = indexConfiguration(largeEstate(2_000));
    const host = large.configuration.resources.instance[777]?.id ?? "";
    const [located] = locateResources(large, [host]);
    const shown = ids({ only: [host] }, large);
    expect(shown).toEqual(expect.arrayContaining([...(located?.path ?? []), host]));
    expect(shown.length).toBeLessThan(12);
  });
});

it("everything is shown when nothing is named", () => expect(ids({ hide: [], only: [] })).toEqual(whole));
