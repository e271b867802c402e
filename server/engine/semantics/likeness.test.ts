import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { and, but, type NetworkChange, network } from "../../testing/network-builder-change";
import { type Configuration, configurationFrom, type Resource } from "../configuration";
import type { Horizon } from "./failure";
import { likenessOf } from "./likeness";
import { longestPrefixes } from "./longest-prefix";
import { buildNetwork } from "./network";

/** Two hosts side by side in s1, which nothing tells apart, and an appliance's subnet s2. */
const TWO = network({
  vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    s1: { vpc: "v", prefixes: ["10.0.1.0/24"], zone: "z1" },
    s2: { vpc: "v", prefixes: ["10.0.2.0/24"], zone: "z1" },
  },
  tables: { rt: { vpc: "v", subnets: ["s1", "s2"], routes: ["10.9.0.0/16 -> local"] } },
  groups: { sg: { vpc: "v", in: ["all from sg"] }, other: { vpc: "v", in: [] } },
  acls: {
    acl: { vpc: "v", subnets: ["s2"], in: ["100 allow all 0.0.0.0/0"], out: ["100 allow all 0.0.0.0/0"] },
  },
  prefixLists: { pl: { prefixes: ["192.0.2.0/24"] } },
  vms: {
    a: { subnet: "s1", addresses: ["10.0.1.10"], groups: ["sg"] },
    b: { subnet: "s1", addresses: ["10.0.1.11"], groups: ["sg"] },
  },
});

interface Row {
  readonly name: string;
  readonly change?: NetworkChange;
  readonly more?: (configuration: Configuration) => readonly Resource[];
  readonly asked?: readonly string[];
  readonly horizon?: Horizon;
}

function areAlike({ change, more, asked = [], horizon = "T1" }: Row): boolean {
  const built = buildConfiguration(change ? but(TWO, change) : TWO);
  const added = more?.(built) ?? [];
  const ids = new Set(added.map(({ id }) => id));
  const kept = Object.values(built.resources).flat();
  const configuration = configurationFrom(
    [...kept.filter(({ id }) => !ids.has(id)), ...added],
    built.coverage,
  );
  const { keyOf } = likenessOf(buildNetwork(configuration, { horizon }), asked);
  return keyOf("a") === keyOf("b");
}

const scalingGroup = (...members: readonly string[]): Resource => ({
  kind: "autoScalingGroup",
  id: "asg",
  accountId: "",
  region: "",
  tags: [],
  minSize: 1,
  maxSize: 2,
  desiredCapacity: 2,
  subnetIds: ["s1"],
  targetGroupArns: [],
  loadBalancerNames: [],
  healthCheckType: "EC2",
  suspendedProcesses: [],
  instances: members.map((instanceId) => ({
    instanceId,
    healthStatus: "Healthy",
    lifecycleState: "InService",
  })),
});

const nameless = (id: string) => (configuration: Configuration) =>
  configuration.resources.instance
    .filter((instance) => instance.id === id)
    .map((instance) => ({ ...instance, name: "web", tags: [{ key: "app", value: "shop" }] }));

it.each<Row>([
  { name: "side by side" },
  { name: "a rule for both", change: { groups: { sg: { in: ["tcp 22 from 10.0.1.8/30"] } } } },
  { name: "a rule for neither", change: { groups: { sg: { in: ["tcp 22 from 10.0.1.12/32"] } } } },
  { name: "names and tags", more: nameless("a") },
  { name: "members of one scaling group", more: () => [scalingGroup("a", "b")] },
  { name: "a question about both", asked: ["10.0.1.0/28"] },
])("$name: alike", (row) => expect(areAlike(row)).toBe(true));

it.each<Row>([
  { name: "a rule for one address", change: { groups: { other: { in: ["tcp 22 from 10.0.1.11/32"] } } } },
  {
    name: "a rule for a range with one",
    change: {
      groups: {
        other: { in: ["tcp 22 from 10.0.1.8/31", "tcp 22 from 10.0.1.10/31", "tcp 22 from 10.0.1.10/32"] },
      },
    },
  },
  { name: "an ACL entry for one", change: { acls: { acl: { in: and("90 deny all 10.0.1.11/32") } } } },
  { name: "a prefix list with one", change: { prefixLists: { pl: { prefixes: ["10.0.1.11/32"] } } } },
  { name: "a question about one", asked: ["10.0.1.11/32"] },
  { name: "a route to one", change: { tables: { rt: { routes: ["10.9.0.0/16 -> eni-a"] } } } },
  {
    name: "routes to each, for other destinations",
    change: { tables: { rt: { routes: ["10.8.0.0/16 -> eni-a", "10.9.0.0/16 -> eni-b"] } } },
  },
  { name: "another subnet", change: { vms: { b: { subnet: "s2", addresses: ["10.0.2.11"] } } } },
  { name: "another group", change: { vms: { b: { groups: ["other"] } } } },
  { name: "one more group", change: { vms: { b: { groups: ["sg", "other"] } } } },
  { name: "another platform", change: { vms: { b: { platform: "windows" } } } },
  { name: "another state", change: { vms: { b: { state: "stopped" } } } },
  { name: "no metadata", change: { vms: { b: { metadata: "disabled" } } } },
  { name: "no check", change: { vms: { b: { sourceDestCheck: false } } } },
  { name: "a public address", change: { vms: { b: { publicAddress: "198.51.100.11" } } } },
  { name: "one more address", change: { vms: { b: { addresses: ["10.0.1.11", "10.0.1.12"] } } } },
  {
    name: "one more interface",
    change: {
      interfaces: { n: { vm: "b", device: 1, subnet: "s2", addresses: ["10.0.2.11"], groups: ["sg"] } },
    },
  },
  { name: "the resolver's address", change: { vms: { b: { addresses: ["10.0.0.2"] } } } },
  { name: "one in a scaling group", more: () => [scalingGroup("b")] },
  { name: "at T2, where replacements are told by name", more: () => [scalingGroup("a", "b")], horizon: "T2" },
])("$name: told apart", (row) => expect(areAlike(row)).toBe(false));

it("a host without an interface in the input is like no other", () => {
  const { keyOf } = likenessOf(buildNetwork(configurationFrom([], [])), []);
  expect(keyOf("a")).not.toBe(keyOf("b"));
});

it.each([
  { address: "10.0.1.5", longest: "10.0.1.4/31" },
  { address: "10.0.1.6", longest: "10.0.1.0/24" },
  { address: "10.0.2.0", longest: "10.0.0.0/8" },
  { address: "11.0.0.0", longest: "" },
  { address: "2001:db8::1", longest: "2001:db8::/32" },
])("the longest prefix around $address is $longest", ({ address, longest }) => {
  const network = buildNetwork(configurationFrom([], []));
  const texts = ["10.0.0.0/8", "10.0.1.0/24", "10.0.1.4/31", "2001:db8::/32"];
  expect(longestPrefixes(texts.map(network.prefix))(address)).toBe(longest);
});
