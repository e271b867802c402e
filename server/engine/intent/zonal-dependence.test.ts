import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1, b3 } from "../../testing/network-builder-bases";
import { but, type NetworkChange } from "../../testing/network-builder-change";
import { configurationFrom, emptyConfiguration, indexConfiguration } from "../configuration";
import { zonalDependences } from "./zonal-dependence";

const found = (network = b1(), ...changes: NetworkChange[]) =>
  zonalDependences(indexConfiguration(buildConfiguration(but(network, ...changes))));
const lines = (...args: Parameters<typeof found>) =>
  found(...args).dependences.map(
    ({ subnet, target, destinations, standbys }) =>
      `${subnet.id} on ${target.id} for ${destinations.join(",")}; ${standbys.map(({ element, isIdle }) => `${isIdle ? "idle " : ""}${element.id}`).join(",")}`,
  );

const crossed = { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } };

it.each<{ name: string; changes: NetworkChange[]; expected: string[] }>([
  { name: "each zone its own NAT gateway: none", changes: [], expected: [] },
  {
    name: "a route to another zone's NAT gateway, with the idle one at home",
    changes: [crossed],
    expected: ["prv-b on nat-a for 0.0.0.0/0; idle nat-b"],
  },
  {
    name: "no NAT gateway at home",
    changes: [crossed, { nats: { "nat-b": null } }],
    expected: ["prv-b on nat-a for 0.0.0.0/0; "],
  },
  {
    name: "a NAT gateway that is gone serves nobody",
    changes: [crossed, { nats: { "nat-a": { state: "deleted" } } }],
    expected: [],
  },
  {
    name: "a propagated default route loses to the static one",
    changes: [
      { vgws: { "vgw-1": { vpc: "v1" } } },
      { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> vgw-1 propagated", "0.0.0.0/0 -> nat-a"] } } },
    ],
    expected: ["prv-b on nat-a for 0.0.0.0/0; idle nat-b"],
  },
  {
    name: "the main table counts for subnets without a table of their own",
    changes: [
      { tables: { "rt-prv-b": null, "rt-main": { vpc: "v1", main: true, routes: ["0.0.0.0/0 -> nat-a"] } } },
    ],
    expected: ["prv-b on nat-a for 0.0.0.0/0; idle nat-b"],
  },
  {
    name: "an appliance interface of another zone",
    changes: [{ tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> eni-web-a"] } } }],
    expected: ["prv-b on eni-web-a for 0.0.0.0/0; "],
  },
])("$name", ({ changes, expected }) => expect(lines(b1(), ...changes)).toEqual(expected));

it("sees a transit gateway attachment that is missing in the zone", () => {
  const change = { attachments: { "att-a": { subnets: ["t-a1"] } } };
  expect(lines(b3(), change).filter((line) => line.startsWith("w-"))).toEqual([
    "w-a2 on att-a for 10.0.0.0/8; ",
  ]);
});

it("needs no instances, groups, ACLs or interfaces", () => {
  const { resources } = buildConfiguration(but(b1(), crossed));
  const few = configurationFrom([...resources.subnet, ...resources.routeTable, ...resources.natGateway], []);
  expect(zonalDependences(indexConfiguration(few)).dependences.map(({ subnet }) => subnet.id)).toEqual([
    "prv-b",
  ]);
});

it("does not guess where the target's place is unknown", () => {
  const { resources } = buildConfiguration(b1());
  const few = configurationFrom([...resources.subnet, ...resources.routeTable], []);
  const { dependences, undecided } = zonalDependences(indexConfiguration(few));
  expect(dependences).toEqual([]);
  expect(undecided.map(({ subnet, missing }) => [subnet.id, ...missing])).toEqual([
    ["prv-a", "the zone of `nat-a`"],
    ["prv-b", "the zone of `nat-b`"],
  ]);
});

it("has nothing to say about nothing", () => {
  expect(zonalDependences(indexConfiguration(emptyConfiguration()))).toEqual({
    dependences: [],
    independent: [],
    undecided: [],
  });
});
