import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1, b5 } from "../../testing/network-builder-bases";
import { configurationFrom, indexConfiguration, type Resource } from "../configuration";
import { searchTopology } from ".";

const drawn = Object.values(buildConfiguration(b1()).resources).flat() as Resource[];
const tagged = drawn.map((resource) =>
  resource.id === "db-a" ? { ...resource, tags: [{ key: "tier", value: "Ledger" }] } : resource,
);
const index = indexConfiguration(configurationFrom(tagged, []));

it.each([
  { name: "a whole name comes first", q: "nat-a", expected: "nat-a" },
  { name: "a beginning of a name; gateways before instances", q: "nat", expected: "nat-a" },
  { name: "upper case finds lower case", q: "NAT-B", expected: "nat-b" },
  { name: "a part of a name", q: "b-a", expected: "nat-b", among: ["pub-a", "web-a", "db-a"] },
  {
    name: "an address finds its owner first",
    q: "10.0.0.10",
    expected: "web-a",
    among: ["eni-web-a", "pub-a", "v1"],
  },
  {
    name: "an address of nobody finds the subnet around it",
    q: "10.0.10.200",
    expected: "prv-a",
    among: ["v1"],
  },
  { name: "a public address finds the gateway that has it", q: "198.51.100.5", expected: "nat-a" },
  { name: "a prefix finds the same prefix first", q: "10.0.11.0/24", expected: "prv-b", among: ["v1"] },
  { name: "a tag's value", q: "ledger", expected: "db-a" },
  { name: "a tag's key and value", q: "tier=ledger", expected: "db-a" },
  { name: "nothing is nothing", q: "  ", expected: undefined },
  { name: "what is not there is not found", q: "no-such-thing", expected: undefined },
])("$name", ({ q, expected, among = [] }) => {
  const hits = searchTopology(index, q, 50).map(({ id }) => id);
  if (among.length === 0 || expected !== "nat-b") expect(hits[0]).toBe(expected);
  expect(hits).toEqual(expect.arrayContaining([...among]));
});

it("carries the way to the hit, outermost first", () => {
  expect(searchTopology(index, "app-a", 1)[0]).toMatchObject({
    id: "app-a",
    kind: "instance",
    path: ["v1", "v1/zone-a", "prv-a"],
  });
});

it("gives no more than asked for", () => expect(searchTopology(index, "a", 3)).toHaveLength(3));

it.each([
  { name: "a tunnel by its id", q: "vpn-1#2", expected: "vpn-1#2" },
  { name: "a tunnel by its outside address", q: "TUNNEL", expected: "vpn-1#1" },
  { name: "the connection before its tunnels", q: "vpn-1", expected: "vpn-1" },
])("finds what fails by itself: $name", ({ q, expected }) => {
  const estate = indexConfiguration(buildConfiguration(b5()));
  const outside = estate.configuration.resources.vpnConnection[0]?.tunnels[0]?.outsideAddress ?? "";
  const [hit] = searchTopology(estate, q === "TUNNEL" ? outside : q, 5);
  expect(hit?.id).toBe(expected);
  if (expected.includes("#")) expect(hit).toMatchObject({ kind: "vpnTunnel", path: ["vpn-1"] });
});
