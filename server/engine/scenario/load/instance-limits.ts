import type { Element, ResourceOf } from "../../configuration";
import { INSTANCE_FAMILIES } from "./instance-types";
import { knownLimit, type Limit, type Point, pointsOf, unknownLimit } from "./point";

/** What DescribeInstanceTypes says of a type; in Gbps over all its network cards, each direction. */
type InstanceBandwidth = NonNullable<ResourceOf<"instance">["typeFigures"]>;

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
  const limit = limitOf(toOutside(found, found.baselineGbps), toOutside(found, found.burstGbps));
  return pointsOf(element, { direction, limits: { internetBandwidth: limit } });
}

/**
 * Types of the family of `type` that have room for `gbps`, the smallest first; of what is outside the region's network
 * with `internetBandwidth`. `burst`: it is a peak that may live on burst credits.
 */
export function typesWithRoom(
  type: string,
  { gbps, dimension, burst }: { gbps: number; dimension: "bandwidth" | "internetBandwidth"; burst: boolean },
): readonly string[] {
  const [family = ""] = type.split(".");
  const sizes = Object.hasOwn(INSTANCE_FAMILIES, family)
    ? (INSTANCE_FAMILIES[family]?.split(", ") ?? [])
    : [];
  return sizes
    .map((each) => `${family}.${each.split(" ")[0]}`)
    .flatMap((each) => {
      const found = figuresOf(each);
      // A machine of its own is another matter than the next size.
      if (typeof found === "string" || each.includes(".metal")) return [];
      const whole = burst ? Math.max(found.burstGbps, found.baselineGbps) : found.baselineGbps;
      const room = dimension === "bandwidth" ? whole : toOutside(found, whole);
      return room >= gbps ? [{ type: each, room, vcpuCount: found.vcpuCount }] : [];
    })
    .sort((a, b) => a.vcpuCount - b.vcpuCount || a.room - b.room)
    .map((each) => each.type);
}

/** What of so many Gbps may leave the region's network. */
function toOutside({ vcpuCount }: InstanceBandwidth, gbps: number): number {
  return vcpuCount < LARGE_VCPU_COUNT
    ? Math.min(gbps, SMALL_INTERNET_GBPS)
    : Math.max(SMALL_INTERNET_GBPS, gbps / 2);
}

function limitOf(baseline: number, burst: number): Limit {
  return burst > baseline ? knownLimit(baseline, { burst }) : knownLimit(baseline);
}

/** The figures of an instance's type: as its account was told, else as the table has them; or why there are none. */
function bandwidthOf(instance: ResourceOf<"instance"> | undefined): InstanceBandwidth | string {
  if (instance?.typeFigures) return instance.typeFigures;
  const type = instance?.instanceType;
  return type === undefined ? "the instance type is not in the input" : figuresOf(type);
}

function figuresOf(type: string): InstanceBandwidth | string {
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
