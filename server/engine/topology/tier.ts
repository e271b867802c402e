import { createHash } from "node:crypto";
import type { ConfigurationIndex } from "../configuration";
import { kindRank, type Place, sortPlaces } from "./place";

/** Fewer instances than this in a subnet are shown one by one. */
const MIN_INSTANCES_TO_CLASS = 13;

/**
 * Replaces like instances of one subnet by their tiers. Two are alike when a flow could not tell them apart but by
 * address: same subnet (and so the same ACL and route table), same groups on each interface, same checks, state
 * and public side, and the same stem of the name. A class of one stays the instance it is.
 */
export function classInstances(
  index: ConfigurationIndex,
  subnet: Place,
  children: readonly Place[],
): Place[] {
  const instances = children.filter(({ kind }) => kind === "instance");
  if (instances.length < MIN_INSTANCES_TO_CLASS) return [...children];
  const classes = new Map<string, Place[]>();
  for (const instance of instances) {
    const key = classKey(index, instance);
    const alike = classes.get(key);
    if (alike) alike.push(instance);
    else classes.set(key, [instance]);
  }
  const rest = children.filter(({ kind }) => kind !== "instance");
  const tiers = [...classes].map(([key, members]) =>
    members.length === 1 && members[0] ? members[0] : tierPlace(index, subnet, key, members),
  );
  return sortPlaces([...rest, ...tiers]);
}

function tierPlace(index: ConfigurationIndex, subnet: Place, key: string, members: Place[]): Place {
  const first = members[0];
  const stem = first === undefined ? "" : nameStem(first.name, first.id);
  const name = stem === "" ? groupNames(index, first) : stem;
  return {
    id: `${subnet.id}/tier-${createHash("sha256").update(key).digest("hex").slice(0, 10)}`,
    kind: "tier",
    resource: null,
    element: null,
    seat: "cell",
    parent: subnet,
    children: members,
    rank: 2000 + kindRank("tier") * 10,
    name: `${name === "" ? "instances" : name} × ${members.length}`,
    detail: `${members.length} instances alike`,
  };
}

function classKey(index: ConfigurationIndex, { resource, name, id }: Place): string {
  const interfaces = index
    .interfacesOfInstance(id)
    .map((nic) => [
      [...nic.securityGroupIds].sort(),
      nic.sourceDestCheck,
      nic.privateAddresses.some(({ publicAddress }) => publicAddress !== undefined),
      nic.privateAddresses.length,
      nic.ipv6Addresses.length,
      nic.subnetId,
    ]);
  const state = resource?.kind === "instance" ? resource.state : "";
  return JSON.stringify([nameStem(name, id), state, interfaces]);
}

/** `web` of `web-a-03`: the parts of a name before the first that carries a number or is one letter. */
export function nameStem(name: string, id: string): string {
  if (name === id) return "";
  const parts = name.split(/[-_.\s]+/);
  const counter = parts.findIndex((part, i) => /\d/.test(part) || (i > 0 && part.length === 1));
  const stem = (counter < 0 ? parts : parts.slice(0, counter)).join("-");
  return stem !== "" ? stem : (/^[^\d]+/.exec(name)?.[0] ?? "");
}

function groupNames(index: ConfigurationIndex, instance: Place | undefined): string {
  const groups = index.interfacesOfInstance(instance?.id ?? "")[0]?.securityGroupIds ?? [];
  return groups.map((id) => index.get("securityGroup", id)?.name ?? id).join(", ");
}
