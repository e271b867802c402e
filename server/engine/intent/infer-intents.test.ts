import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { indexConfiguration } from "../configuration";
import { inferIntents } from "./infer-intents";
import type { Intent, IntentEnd } from "./intent.schema";
import { flowText } from "./rule-ports";

function inferred(network: NetworkSpec) {
  return inferIntents(indexConfiguration(buildConfiguration(network)));
}

const endText = (end: IntentEnd) =>
  end.kind === "tier" ? end.members.join("+") : ["internet", ...(end.prefixes ?? [])].join(" ");
const text = (intent: Intent) =>
  `${endText(intent.from)} > ${endText(intent.to)} ${flowText(intent)} v${intent.family}`;
const texts = (network: NetworkSpec) => inferred(network).intents.map(text).sort();

const B1 = [
  "app-a+app-b > db-a tcp/5432 v4",
  "app-a+app-b > internet tcp/443 v4",
  "db-a > internet tcp/443 v4",
  "internet > web-a tcp/443 v4",
  "internet > web-a tcp/80 v4",
  "web-a > app-a+app-b tcp/8080 v4",
  "web-a > internet tcp/443 v4",
];

it.each<{ name: string; change: NetworkChange; added?: string[]; removed?: string[] }>([
  { name: "callers, public listeners and egress", change: {} },
  {
    name: "an instance without a public address has no egress by an internet gateway",
    change: { vms: { "web-a": { publicAddress: undefined } } },
    removed: ["internet > web-a tcp/443 v4", "internet > web-a tcp/80 v4", "web-a > internet tcp/443 v4"],
  },
  {
    name: "restricted public prefixes are not the whole internet",
    change: { groups: { "sg-web": { in: ["tcp 443 from 203.0.113.0/24"] } } },
    added: ["internet 203.0.113.0/24 > web-a tcp/443 v4"],
    removed: ["internet > web-a tcp/443 v4", "internet > web-a tcp/80 v4"],
  },
  {
    name: "private prefixes name nobody outside",
    change: { groups: { "sg-web": { in: ["tcp 443 from 10.0.0.0/8", "tcp 443 from 192.168.0.0/16"] } } },
    removed: ["internet > web-a tcp/443 v4", "internet > web-a tcp/80 v4"],
  },
  {
    name: "a short public prefix is the internet",
    change: { groups: { "sg-web": { in: ["tcp 443 from 0.0.0.0/1"] } } },
    removed: ["internet > web-a tcp/80 v4"],
  },
  {
    name: "no default route, no egress",
    change: { tables: { "rt-prv-a": { routes: [] } } },
    added: ["app-b > internet tcp/443 v4"],
    removed: ["app-a+app-b > internet tcp/443 v4", "db-a > internet tcp/443 v4"],
  },
  {
    name: "a default route to a peering is not egress",
    change: {
      vpcs: { v2: { prefixes: ["10.9.0.0/16"] } },
      peerings: { "pcx-1": { requester: "v1", accepter: "v2" } },
      tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> pcx-1"] } },
    },
    added: ["app-b > internet tcp/443 v4"],
    removed: ["app-a+app-b > internet tcp/443 v4", "db-a > internet tcp/443 v4"],
  },
  {
    name: "a group that admits itself on every port names no flow",
    change: { groups: { "sg-app": { in: and("all from sg-app") } } },
  },
  {
    name: "a group that admits itself on one port names a flow among its members",
    change: { groups: { "sg-app": { in: and("tcp 7946 from sg-app") } } },
    added: ["app-a+app-b > app-a+app-b tcp/7946 v4"],
  },
  {
    name: "a stopped member is not a member",
    change: { vms: { "app-b": { state: "stopped" } } },
    added: ["app-a > db-a tcp/5432 v4", "app-a > internet tcp/443 v4", "web-a > app-a tcp/8080 v4"],
    removed: [
      "app-a+app-b > db-a tcp/5432 v4",
      "app-a+app-b > internet tcp/443 v4",
      "web-a > app-a+app-b tcp/8080 v4",
    ],
  },
  {
    name: "ping is nobody's required flow",
    change: { groups: { "sg-web": { in: and("icmp 8/-1 from 0.0.0.0/0") } } },
  },
])("$name", ({ change, added = [], removed = [] }) => {
  const expected = [...B1.filter((each) => !removed.includes(each)), ...added].sort();
  expect(texts(but(b1(), change))).toEqual(expected);
});

it("infers egress for each family on its own", () => {
  expect(texts(b1v6()).filter((each) => each.endsWith("v6"))).toEqual([
    "app-a+app-b > internet tcp/443 v6",
    "db-a > internet tcp/443 v6",
    "web-a > internet tcp/443 v6",
  ]);
});

it("says which members are stopped", () => {
  const { intents, stopped } = inferred(but(b1(), { vms: { "app-b": { state: "stopped" } } }));
  expect(stopped).toEqual([{ kind: "instance", id: "app-b" }]);
  const called = intents.find((intent) => text(intent).startsWith("web-a > app-a"));
  expect(called?.why).toContain("not running and so not counted: `app-b`");
});

it("groups by the app tag, else by VPC", () => {
  const configuration = buildConfiguration(b1());
  const tagged = configuration.resources.instance.map((instance) =>
    instance.id === "db-a" ? { ...instance, tags: [{ key: "App", value: "shop" }] } : instance,
  );
  const resources = { ...configuration.resources, instance: tagged };
  const { applications } = inferIntents(indexConfiguration({ ...configuration, resources }));
  expect(applications.map(({ name, intentIds }) => [name, intentIds.length])).toEqual([
    ["shop", 2],
    ["v1", 5],
  ]);
});

it("gives ids that do not depend on names, members or order", () => {
  const ids = (network: NetworkSpec) => inferred(network).intents.map(({ id }) => id);
  const more = but(b1(), {
    vms: { "app-c": { subnet: "prv-b", addresses: ["10.0.11.11"], groups: ["sg-app"] } },
  });
  expect(ids(more)).toEqual(ids(b1()));
  const configuration = buildConfiguration(b1());
  const named = configuration.resources.instance
    .map((instance) => ({ ...instance, name: "renamed" }))
    .reverse();
  const resources = { ...configuration.resources, instance: named };
  const renamed = inferIntents(indexConfiguration({ ...configuration, resources }));
  expect(renamed.intents.map(({ id }) => id)).toEqual(ids(b1()));
});

it("gives another id to another port", () => {
  const other = but(b1(), { groups: { "sg-db": { in: ["tcp 5433 from sg-app"] } } });
  const before = inferred(b1()).intents.map(({ id }) => id);
  expect(
    inferred(other)
      .intents.filter(({ id }) => !before.includes(id))
      .map(text),
  ).toEqual(["app-a+app-b > db-a tcp/5433 v4"]);
});
