import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { configurationFrom, indexConfiguration, type Resource } from "../configuration";
import { networksWith } from ".";

const first = Object.values(buildConfiguration(b1()).resources).flat() as Resource[];
/** The same network once more in another account and region, under other ids. */
const second = first.map((resource): Resource => {
  const text = JSON.stringify(resource).replaceAll(
    /"(v1|(?:pub|prv|web|app|db|nat|eni|sg|rt|acl|igw)-[\w-]+)"/g,
    '"$1-2"',
  );
  return { ...(JSON.parse(text) as Resource), accountId: "999999999999", region: "eu-west-1" };
});
const site: Resource = {
  kind: "site",
  id: "site:hq",
  name: "hq",
  accountId: "",
  region: "",
  tags: [],
  prefixes: ["10.0.10.0/25"],
  via: [],
};
const index = indexConfiguration(configurationFrom([...first, ...second, site], []));
const found = (q: string) =>
  networksWith(index, q)?.map(({ network, accountId, region, overlap, prefix, ownerCount }) =>
    [network.id, accountId, region, overlap, prefix, ownerCount].join(" "),
  );

describe("an address", () => {
  it("is told with every network that has it: VPCs of all accounts and regions, and sites", () => {
    expect(found("10.0.10.10")).toEqual([
      "site:hq   holds 10.0.10.0/25 0",
      "v1 111111111111 us-east-1 holds 10.0.0.0/16 1",
      "v1-2 999999999999 eu-west-1 holds 10.0.0.0/16 1",
    ]);
    const [, vpc] = networksWith(index, "10.0.10.10") ?? [];
    expect(vpc?.subnets.map(({ id }) => id)).toEqual(["prv-a"]);
    expect(vpc?.owners.map(({ id }) => id)).toEqual(["eni-app-a"]);
  });

  it("that nobody owns is in the networks that could have it", () => {
    expect(found("10.0.200.1")).toEqual([
      "v1 111111111111 us-east-1 holds 10.0.0.0/16 0",
      "v1-2 999999999999 eu-west-1 holds 10.0.0.0/16 0",
    ]);
  });

  it("that is public is in the networks of its owners", () => {
    expect(found("198.51.100.10")?.[0]).toBe("v1 111111111111 us-east-1 holds  1");
  });

  it("outside every network is in none", () => expect(found("192.0.2.1")).toEqual([]));
});

describe("a prefix", () => {
  it.each([
    { q: "10.0.0.0/16", expected: "equals" },
    { q: "10.0.10.0/24", expected: "holds" },
    { q: "10.0.0.0/8", expected: "isInside" },
  ])("$q: the VPC $expected it", ({ q, expected }) => {
    const vpc = networksWith(index, q)?.find(({ network }) => network.id === "v1");
    expect(vpc?.overlap).toBe(expected);
  });

  it("counts the interfaces and names the subnets in it", () => {
    const vpc = networksWith(index, "10.0.10.0/24")?.find(({ network }) => network.id === "v1");
    expect(vpc?.ownerCount).toBe(2);
    expect(vpc?.subnets.map(({ id }) => id)).toEqual(["prv-a"]);
  });
});

it.each(["web", "10.0.0", "10.0.0.1/16x", ""])("`%s` is neither", (q) =>
  expect(networksWith(index, q)).toBeUndefined(),
);
