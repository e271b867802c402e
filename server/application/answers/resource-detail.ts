import {
  type Element,
  type Part,
  partWith,
  type Resource,
  type ResourceOf,
} from "../../engine/configuration";
import { mentionsOf, ruleListsOf } from "../../engine/inspection";
import { elementOf, type Intent, type IntentEnd } from "../../engine/intent";
import { membersOfRegion, regionsOf } from "../../engine/semantics";
import type { ResourceDetail } from "../ports/resource-answers";
import type { HeldSnapshot } from "./held-snapshot";

import { factsOf } from "./resource-facts";

const NEIGHBOUR_LIMIT = 500;
const FLOW_LIMIT = 200;

/**
 * One resource as its configuration has it, with the rules that apply to it and what it is connected to; of a part that
 * fails by itself, what its owner says of it. Null when the snapshot has none with this id.
 */
export function describeResource(held: HeldSnapshot, id: string): ResourceDetail | null {
  const { index } = held;
  const resource = index.find(id);
  if (!resource) {
    const part = partWith(index, id);
    if (part) return describePart(part);
    return regionsOf(held.configuration).includes(id) ? describeRegion(held, id) : null;
  }
  const refersTo = elementsOf(held, mentionsOf(index, resource));
  const referredBy = elementsOf(held, held.mentionedBy().get(id) ?? new Set());
  return {
    element: elementOf(resource),
    facts: factsOf(index, resource),
    tags: resource.tags,
    rules: ruleListsOf(held.network(), resource),
    refersTo: refersTo.slice(0, NEIGHBOUR_LIMIT),
    referredBy: referredBy.slice(0, NEIGHBOUR_LIMIT),
    refersToCount: refersTo.length,
    referredByCount: referredBy.length,
    neighbourCount: new Set([...refersTo, ...referredBy].map((element) => element.id)).size,
    flows: flowsOf(held, resource),
    raw: JSON.stringify(resource, null, 2),
  };
}

function describeRegion(held: HeldSnapshot, region: string): ResourceDetail {
  const element = { kind: "region", id: region };
  const stops = membersOfRegion(held.configuration, region);
  const zones = stops.filter(({ kind }) => kind === "zone").map(({ id }) => id);
  const vpcs = held.configuration.resources.vpc.filter((vpc) => vpc.region === region);
  return {
    element,
    facts: [
      { label: "Zones", value: zones.join(", ") },
      { label: "Resources that stop with it", value: String(stops.length) },
    ],
    tags: [],
    rules: [],
    refersTo: vpcs.slice(0, NEIGHBOUR_LIMIT).map(elementOf),
    referredBy: [],
    refersToCount: vpcs.length,
    referredByCount: 0,
    neighbourCount: vpcs.length,
    flows: [],
    raw: JSON.stringify(element, null, 2),
  };
}

function describePart({ element, owner, detail }: Part): ResourceDetail {
  return {
    element,
    facts: detail === "" ? [] : [{ label: "State", value: detail }],
    tags: [],
    rules: [],
    refersTo: [elementOf(owner)],
    referredBy: [],
    refersToCount: 1,
    referredByCount: 0,
    neighbourCount: 1,
    flows: [],
    raw: JSON.stringify(element, null, 2),
  };
}

/** Sorted by kind and id. */
function elementsOf({ index }: HeldSnapshot, ids: ReadonlySet<string>): readonly Element[] {
  return [...ids]
    .flatMap((other) => index.find(other) ?? [])
    .map(elementOf)
    .toSorted((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id));
}

/** Required flows with a member that is the resource, or a host that stands in it or has its rules. */
function flowsOf(held: HeldSnapshot, resource: Resource): readonly Intent[] {
  const hosts = new Set([resource.id, ...interfacesOf(held, resource).flatMap(hostIds)]);
  const has = (end: IntentEnd) => end.kind === "tier" && end.members.some((id) => hosts.has(id));
  return held
    .intents()
    .intents.filter(({ from, to }) => has(from) || has(to))
    .slice(0, FLOW_LIMIT);
}

function interfacesOf(
  { index }: HeldSnapshot,
  resource: Resource,
): readonly ResourceOf<"networkInterface">[] {
  const { networkInterface, subnet } = index.configuration.resources;
  switch (resource.kind) {
    case "networkInterface":
      return [resource];
    case "subnet":
      return index.interfacesOfSubnet(resource.id);
    case "vpc":
      return index.interfacesOfVpc(resource.id);
    case "zone": {
      const { id, zoneName } = resource;
      const isInside = subnet.filter((one) => (one.zoneId ?? one.zoneName) === (one.zoneId ? id : zoneName));
      return isInside.flatMap((one) => index.interfacesOfSubnet(one.id));
    }
    case "securityGroup":
      return networkInterface.filter(({ securityGroupIds }) => securityGroupIds.includes(resource.id));
    case "networkAcl":
      return resource.subnetIds.flatMap((id) => index.interfacesOfSubnet(id));
    default:
      return [];
  }
}

function hostIds({ id, attachment }: ResourceOf<"networkInterface">): readonly string[] {
  return attachment?.instanceId === undefined ? [id] : [id, attachment.instanceId];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
