import { expect, it } from "vitest";
import type { ResourceOf } from "../../configuration";
import { instancePoints } from "./instance-limits";

const instance = {
  kind: "instance",
  id: "i-1",
  accountId: "111122223333",
  region: "eu-west-1",
  tags: [],
  state: "running",
  networkInterfaceIds: [],
} as const satisfies ResourceOf<"instance">;

function bandwidthOf(more: Partial<ResourceOf<"instance">>) {
  const points = instancePoints({ ...instance, ...more }, { kind: "instance", id: "i-1" }, "in");
  return points.find(({ dimension }) => dimension === "bandwidth")?.limit;
}

it("what the account was told of a type goes before the table, which goes before nothing", () => {
  const typeFigures = { baselineGbps: 3, burstGbps: 7, vcpuCount: 4 };
  expect(bandwidthOf({ instanceType: "m5.large", typeFigures })).toMatchObject({ value: 3, burst: 7 });
  expect(bandwidthOf({ instanceType: "newer.large", typeFigures })).toMatchObject({ value: 3, burst: 7 });
  expect(bandwidthOf({ instanceType: "m5.large" })).toMatchObject({ value: 0.75, burst: 10 });
  expect(bandwidthOf({ instanceType: "newer.large" })).toMatchObject({ kind: "unknown" });
});
