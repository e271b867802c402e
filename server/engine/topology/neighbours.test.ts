import { expect, it } from "vitest";
import { largeEstate } from "../../testing/large-estate";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { indexConfiguration } from "../configuration";
import { neighboursOf } from ".";

const index = indexConfiguration(buildConfiguration(b1()));

it.each([
  {
    name: "a host: its subnet and groups, not its VPC",
    of: ["app-a"],
    hops: 1,
    expected: ["prv-a", "sg-app"],
  },
  { name: "an interface counts as its host", of: ["eni-app-a"], hops: 1, expected: ["prv-a", "sg-app"] },
  { name: "a gateway: what is routed to it", of: ["igw-1"], hops: 1, expected: ["pub-a", "pub-b", "rt-pub"] },
])("one hop from $name", ({ of, hops, expected }) => {
  expect(neighboursOf(index, of, hops)).toEqual(expected);
});

it("two hops: the neighbours' too, each once, without those it started from", () => {
  const two = neighboursOf(index, ["app-a"], 2);
  expect(two).toEqual(
    expect.arrayContaining(["prv-a", "sg-app", "db-a", "app-b", "sg-db", "rt-prv-a", "nat-a"]),
  );
  expect(two).not.toContain("app-a");
  expect(two).not.toContain("v1");
  expect(new Set(two).size).toBe(two.length);
  // The nearest come first.
  expect(two.slice(0, 2)).toEqual(["prv-a", "sg-app"]);
});

it("of several: all of theirs; of nothing that is there: none", () => {
  expect(neighboursOf(index, ["app-a", "web-a"], 1)).toEqual(
    expect.arrayContaining(["prv-a", "sg-app", "pub-a", "sg-web"]),
  );
  expect(neighboursOf(index, ["nobody", "__proto__"], 2)).toEqual([]);
});

it("is cut where there are very many", () => {
  const large = indexConfiguration(largeEstate(2_000));
  const subnet = large.configuration.resources.subnet[0]?.id ?? "";
  expect(neighboursOf(large, [subnet], 2).length).toBeLessThanOrEqual(500);
});
