import type { Element, ResourceOf } from "../../configuration";
import { INSTANCE_FAMILIES } from "./instance-types";
import { knownLimit, type Limit, type Point, pointsOf, unknownLimit } from "./point";

/** What DescribeInstanceTypes says of a type; in Gbps over all its network cards, each direction. */
interface InstanceBandwidth {
  readonly baselineGbps: number;
  readonly burstGbps: number;
  readonly vcpuCount: number;
}

/** Types with fewer vCPUs reach what is outside the region's network with at most 5 Gbps. */
const LARGE_VCPU_COUNT = 32;
const SMALL_INTERNET_GBPS = 5;

const NO_PACKETS = unknownLimit("packets per second of an instance type are not published");
const NO_CONNECTIONS = unknownLimit("tracked connections of an instance type are not published");

/** The points of a VM in one direction, over all its interfaces (CAP-1). */
export function instancePoints(
  instance: ResourceOf<"instance"> | undefined,
  element: Element,
  direction: "in" | "out",
): readonly Point[] {
  const found = bandwidthOf(instance);
  const bandwidth =
    typeof found === "string" ? unknownLimit(found) : limitOf(found.baselineGbps, found.burstGbps);
  return pointsOf(element, {
    direction,
    limits: { bandwidth, packets: NO_PACKETS, connections: NO_CONNECTIONS },
  });
}

/** What a VM may exchange with an internet gateway, another region or Direct Connect, over many flows (CAP-1). */
export function internetPoints(
  instance: ResourceOf<"instance"> | undefined,
  element: Element,
  direction: "in" | "out",
): readonly Point[] {
  const found = bandwidthOf(instance);
  if (typeof found === "string")
    return pointsOf(element, { direction, limits: { internetBandwidth: unknownLimit(found) } });
  const { baselineGbps, burstGbps, vcpuCount } = found;
  const bounded = (gbps: number) =>
    vcpuCount < LARGE_VCPU_COUNT
      ? Math.min(gbps, SMALL_INTERNET_GBPS)
      : Math.max(SMALL_INTERNET_GBPS, gbps / 2);
  const limit = limitOf(bounded(baselineGbps), bounded(burstGbps));
  return pointsOf(element, { direction, limits: { internetBandwidth: limit } });
}

function limitOf(baseline: number, burst: number): Limit {
  return burst > baseline ? knownLimit(baseline, { burst }) : knownLimit(baseline);
}

/** The figures of an instance's type, or why there are none. */
function bandwidthOf(instance: ResourceOf<"instance"> | undefined): InstanceBandwidth | string {
  const type = instance?.instanceType;
  if (type === undefined) return "the instance type is not in the input";
  const [family = "", size] = type.split(".");
  const sizes = Object.hasOwn(INSTANCE_FAMILIES, family) ? INSTANCE_FAMILIES[family] : undefined;
  const figures = sizes
    ?.split(", ")
    .map((each) => each.split(" "))
    .find(([name]) => name === size);
  if (!figures) return `instance type ${type} is not in the table`;
  const [baselineGbps = Number.NaN, burstGbps = Number.NaN, vcpuCount = Number.NaN] = figures
    .slice(1)
    .map(Number);
  return { baselineGbps, burstGbps, vcpuCount };
}
