import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b4 } from "../../testing/network-builder-balanced";
import { but, type NetworkChange } from "../../testing/network-builder-change";
import { applyChanges } from "./apply-changes";
import { type ChangeOf, changeSchema } from "./change.schema";
import { type Configuration, configurationSchema } from "./configuration.schema";
import { canonicalJson } from "./content-hash";
import { checkIntegrity } from "./integrity";

type Resizing = ChangeOf<"set-desired-capacity">;

const fleet = (change: NetworkChange = {}) =>
  buildConfiguration(
    but(
      but(b4(), {
        scalingGroups: {
          asg: {
            subnets: ["prv-a", "prv-b"],
            desired: 2,
            most: 5,
            vms: ["app-a", "app-b"],
            targetGroups: ["tg-app"],
          },
        },
      }),
      change,
    ),
  );

const started = (number: number, more: Partial<Resizing["members"][number]> = {}) => ({
  id: `new-${number}`,
  name: `app-${number}`,
  copyOf: "app-a",
  subnetId: number % 2 === 0 ? "prv-a" : "prv-b",
  networkInterfaceId: `new-eni-${number}`,
  privateAddress: number % 2 === 0 ? `10.0.10.${100 + number}` : `10.0.11.${100 + number}`,
  ...more,
});

const resizing = (from: number, to: number, members: Resizing["members"] = []): Resizing => ({
  kind: "set-desired-capacity",
  autoScalingGroupId: "asg",
  from,
  to,
  members,
});

function changed(configuration: Configuration, change: Resizing): Configuration {
  const result = applyChanges(configuration, [change]);
  if (result.kind === "conflict") throw new Error(result.message);
  return result.configuration;
}

it("who comes is a member, registered where members are, and the copy is whole", () => {
  const copy = changed(fleet(), resizing(2, 4, [started(1), started(2)]));
  const { autoScalingGroup, targetGroup, instance, networkInterface } = copy.resources;
  expect(autoScalingGroup[0]).toMatchObject({ desiredCapacity: 4, maxSize: 5 });
  expect(autoScalingGroup[0]?.instances.map(({ instanceId }) => instanceId)).toEqual([
    "app-a",
    "app-b",
    "new-1",
    "new-2",
  ]);
  expect(targetGroup[0]?.targets.slice(-2)).toEqual([
    { id: "new-1", port: 8080, state: "healthy" },
    { id: "new-2", port: 8080, state: "healthy" },
  ]);
  expect(instance.find(({ id }) => id === "new-1")).toMatchObject({ state: "running", name: "app-1" });
  expect(networkInterface.find(({ id }) => id === "new-eni-1")?.securityGroupIds).toEqual(
    networkInterface.find(({ attachment }) => attachment?.instanceId === "app-a")?.securityGroupIds,
  );
  expect(checkIntegrity(copy)).toEqual(checkIntegrity(fleet()));
  expect(configurationSchema.parse(copy)).toEqual(copy);
  expect(changeSchema.parse(resizing(2, 4, [started(1), started(2)]))).toMatchObject({ to: 4 });
});

it("members of a classic load balancer's group are known to it, with their health", () => {
  const classic = {
    "elb-1": {
      type: "classic" as const,
      nodes: { "pub-a": "10.0.0.40" },
      groups: ["sg-alb"],
      listeners: ["TCP 80 -> 8080"],
      vms: ["app-a", "app-b"],
    },
  };
  const scalingGroups = { asg: { targetGroups: [], balancers: ["elb-1"] } };
  const before = fleet({ balancers: classic, scalingGroups });
  const copy = changed(before, resizing(2, 3, [started(1)]));
  expect(copy.resources.classicLoadBalancer[0]?.instanceIds).toEqual(["app-a", "app-b", "new-1"]);
  expect(canonicalJson(changed(copy, resizing(3, 2, [started(1)])))).toBe(canonicalJson(before));
});

it("where only the size is told of, nobody comes and nobody goes", () => {
  const copy = changed(fleet(), resizing(2, 5));
  expect(copy.resources.autoScalingGroup[0]?.desiredCapacity).toBe(5);
  expect(copy.resources.instance).toEqual(fleet().resources.instance);
  expect(canonicalJson(changed(copy, resizing(5, 2)))).toBe(canonicalJson(fleet()));
});

it("the same members the other way round give the same bytes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), (count) => {
      const members = Array.from({ length: count }, (_, number) => started(number));
      const copy = changed(fleet(), resizing(2, 2 + count, members));
      const back = changed(copy, resizing(2 + count, 2, members));
      expect(canonicalJson(back)).toBe(canonicalJson(fleet()));
    }),
  );
});

describe("a size that cannot be is refused with the reason", () => {
  it.each<{ name: string; change: Resizing; message: string; network?: NetworkChange }>([
    {
      name: "the group is not there",
      change: { ...resizing(2, 3), autoScalingGroupId: "asg-x" },
      message: "scaling group `asg-x` is not in the configuration",
    },
    {
      name: "it was changed since",
      change: resizing(3, 4),
      message: "scaling group `asg` is to have 2 members, not 3: it was changed since",
    },
    { name: "it is so", change: resizing(2, 2), message: "scaling group `asg` is to have 2 members already" },
    {
      name: "it is more than the most",
      change: resizing(2, 6),
      message: "scaling group `asg` may have at most 5 members, so not 6",
    },
    {
      name: "it starts nobody",
      change: resizing(2, 3),
      network: { scalingGroups: { asg: { suspended: ["Launch"] } } },
      message: "scaling group `asg` starts nobody: its process Launch is suspended",
    },
    {
      name: "others come than are meant",
      change: resizing(2, 4, [started(1)]),
      message: "from 2 to 4 members of scaling group `asg` are not 1 more or less",
    },
    {
      name: "the like of whom is no member",
      change: resizing(2, 3, [started(1, { copyOf: "web-a" })]),
      message: "`web-a` is no member of scaling group `asg`",
    },
    {
      name: "not where the group starts any",
      change: resizing(2, 3, [started(1, { subnetId: "pub-a" })]),
      message: "scaling group `asg` starts nobody in subnet `pub-a`",
    },
    {
      name: "who is there already",
      change: resizing(2, 3, [started(1, { id: "app-b" })]),
      message: "`app-b` is there already",
    },
    {
      name: "who goes is no member",
      change: resizing(2, 1, [started(1, { id: "web-a" })]),
      message: "`web-a` is no member of scaling group `asg`",
    },
  ])("$name", ({ change, message, network = {} }) => {
    expect(applyChanges(fleet(network), [change])).toEqual({ kind: "conflict", change, message });
  });
});
