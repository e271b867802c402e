import { describe, expect, it } from "vitest";
import { buildFleet } from "../../../testing/fleet";
import { indexConfiguration } from "../../configuration";
import { comparePeers } from "./deviations";
import { nameStem } from "./name-stem";
import { placesOf } from "./places";
import { wilsonLowerBound } from "./wilson";

describe("the share of all like these that agrees at least", () => {
  // Worked out by hand with z = 1.645: (p + z²/2n - z√(p(1-p)/n + z²/4n²)) / (1 + z²/n).
  it.each([
    { agreeing: 5, count: 5, bound: 0.6489 },
    { agreeing: 4, count: 5, bound: 0.4353 },
    { agreeing: 19, count: 20, bound: 0.804 },
    { agreeing: 0, count: 10, bound: 0 },
  ])("$agreeing of $count: $bound", ({ agreeing, count, bound }) => {
    expect(wilsonLowerBound(agreeing, count)).toBeCloseTo(bound, 3);
  });

  it("nobody asked says nothing", () => expect(wilsonLowerBound(0, 0)).toBe(0));
});

describe("what names share", () => {
  it.each([
    ["shop-web-1a", "shop-web"],
    ["shop-web-02", "shop-web"],
    ["Shop_Web.b", "shop-web"],
    ["my-web-eu-central-1a", "my-web"],
    ["web17", "web"],
    ["public-euw1-az1", "public"],
    ["i-0123", undefined],
    ["7", undefined],
  ])("%s is %s", (name, stem) => expect(nameStem(name)).toBe(stem));
});

const spec = { roleCount: 1, faultCount: 1, exceptionShare: 0 };

describe("a host that differs from its peers", () => {
  it("is told with what differs, as it is configured, and with peers that do not have it", () => {
    const fleet = buildFleet({ ...spec, seed: 5 });
    const [[host] = []] = [...fleet.faults];
    const found = comparePeers(indexConfiguration(fleet.configuration)).deviations;
    expect(found).toEqual([
      expect.objectContaining({
        subject: { kind: "instance", id: host },
        role: { name: "jobaa", how: "tag role" },
        kind: "extra",
        token: "in: tcp 8000 from anyone",
        literals: [`tcp 8000 from 0.0.0.0/0 in sg-${host}`],
        danger: 3,
      }),
    ]);
    const [{ peers, peerCount, agreeingCount } = { peers: [], peerCount: 0, agreeingCount: 1 }] = found;
    expect(agreeingCount).toBe(peerCount);
    expect(peers).toHaveLength(5);
    expect(peers.map(({ id }) => id)).not.toContain(host);
  });

  it("is not told of among fewer than five peers, and counts as not compared", () => {
    const { configuration, faults } = buildFleet({ ...spec, seed: 5 });
    const wrong = [...faults.keys()];
    const { instance } = configuration.resources;
    const few = [
      ...instance.filter(({ id }) => wrong.includes(id)),
      ...instance.filter(({ id }) => !wrong.includes(id)).slice(0, 4),
    ];
    const index = indexConfiguration({
      ...configuration,
      resources: { ...configuration.resources, instance: few, securityGroup: [] },
    });
    expect(comparePeers(index)).toEqual({ deviations: [], compared: [], notComparedCount: 6 });
  });
});

it("a prefix reads the same in every VPC that one template made", () => {
  const { configuration } = buildFleet({ ...spec, seed: 1 });
  const second = configuration.resources.vpc.map((vpc) => ({
    ...vpc,
    id: "vpc-2",
    prefixes: ["10.1.0.0/16"],
  }));
  const index = indexConfiguration({
    ...configuration,
    resources: { ...configuration.resources, vpc: [...configuration.resources.vpc, ...second] },
  });
  const { textOf } = placesOf(index, () => undefined);
  expect(textOf("0.0.0.0/0", "vpc-1")).toBe("anyone");
  expect(textOf("10.0.0.0/16", "vpc-1")).toBe("own VPC");
  expect(textOf("10.1.0.0/16", "vpc-1")).toBe("another VPC");
  expect(textOf("10.0.0.0/20", "vpc-1", "subnet-1")).toBe("own subnet");
  expect(textOf("10.0.0.0/20", "vpc-1")).toBe("subnets subnet-1");
  expect(textOf("10.1.128.0/20", "vpc-2")).toBe(textOf("10.0.128.0/20", "vpc-1"));
  expect(textOf("10.1.128.0/20", "vpc-2")).not.toBe(textOf("10.0.144.0/20", "vpc-1"));
  expect(textOf("203.0.113.7/32", "vpc-1")).toBe("203.0.113.7/32");
});
