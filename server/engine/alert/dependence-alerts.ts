import type { Configuration, ConfigurationIndex, Element, ResourceKind, ResourceOf } from "../configuration";
import { type Check, fingerprint, type Rating, severityOf } from "../finding";
import { elementOf, type ZonalDependence, type ZonalDependences } from "../intent";
import { applicationsText, nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { type FindOwners, weighed, worstOf } from "./owners";

export const ZONAL_DEPENDENCE = "zonal-dependence";

const LIKELIHOOD: Rating = {
  value: 2,
  source: "the zone or the element in it fails, either is enough; a few per decade each; an assumption",
};

/** One alert per element that subnets of other zones lean on, with the subnets inside. */
export function dependenceAlerts(
  index: ConfigurationIndex,
  found: ZonalDependences,
  ownersOf: FindOwners,
): readonly Alert[] {
  return byTarget(found).map(([, dependences]) => dependenceAlert(index, dependences, ownersOf));
}

/** One check per element that could be leant on, and one per subnet that could not be decided. */
export function dependenceChecks(index: ConfigurationIndex, found: ZonalDependences): readonly Check[] {
  const base = { family: "dependence", kind: ZONAL_DEPENDENCE } as const;
  const targets = new Map<string, Element>();
  for (const nat of index.configuration.resources.natGateway)
    if (nat.availabilityMode === "zonal") targets.set(nat.id, elementOf(nat));
  for (const { target } of found.dependences) targets.set(target.id, target);
  const violated = new Set(found.dependences.map(({ target }) => target.id));
  const undecided = found.undecided.map(
    ({ subnet, missing }): Check => ({ ...base, subject: subnet, outcome: "unknown", missing }),
  );
  return [
    ...[...targets.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((subject): Check => {
        // A subnet of its region whose routes are not known may lean on it too.
        const near = undecided.filter((each) => regionOf(index, each.subject) === regionOf(index, subject));
        const missing = [...new Set(near.flatMap((each) => each.missing))].sort();
        const isFound = violated.has(subject.id);
        return {
          ...base,
          subject,
          outcome: isFound ? "violated" : near.length > 0 ? "unknown" : "holds",
          fingerprint: dependenceFingerprint(subject.id),
          missing: isFound ? [] : missing,
        };
      }),
    ...undecided,
  ];
}

function regionOf(index: ConfigurationIndex, { id }: Element): string | undefined {
  return index.find(id)?.region;
}

function dependenceFingerprint(targetId: string): string {
  return fingerprint({ kind: ZONAL_DEPENDENCE, policy: "own-zone-serves-subnet", element: targetId });
}

function byTarget({ dependences }: ZonalDependences): [string, ZonalDependence[]][] {
  const groups = new Map<string, ZonalDependence[]>();
  for (const each of dependences) {
    const group = groups.get(each.target.id);
    if (group) group.push(each);
    else groups.set(each.target.id, [each]);
  }
  return [...groups];
}

function dependenceAlert(
  index: ConfigurationIndex,
  dependences: readonly ZonalDependence[],
  ownersOf: FindOwners,
): Alert {
  const [first] = dependences as readonly [ZonalDependence, ...ZonalDependence[]];
  const { target } = first;
  const hosts = dependences.flatMap(({ subnet }) => hostsOf(index, subnet.id));
  const owners = dependences.map(({ subnet }) => ownersOf(standingIn(index, subnet)));
  const base: Rating = {
    value: 2,
    source: `${dependences.length} subnet${dependences.length === 1 ? "" : "s"} in other zones lose what leads there`,
  };
  const impact = weighed(base, worstOf(owners.map(({ criticality }) => criticality)));
  const missing = missingKinds(index.configuration);
  const names = dependences.map(({ subnet }) => nameOf(subnet)).join(", ");
  const away = first.targetZoneIds.map((zoneId) => zoneName(index, zoneId)).join(", ");
  return {
    fingerprint: dependenceFingerprint(target.id),
    family: "dependence",
    kind: ZONAL_DEPENDENCE,
    severity: severityOf(impact, LIKELIHOOD, true),
    title: `${applicationsText(owners.flatMap(({ applications }) => applications))}: ${dependences.length} subnet${dependences.length === 1 ? "" : "s"} in other zones stop when zone ${away} or its ${nounOf(target)} fails`,
    description: [
      `The winning routes of ${names} lead to the ${nounOf(target)} in zone ${away}, though the subnets are in other zones.`,
      hosts.length > 0 ? `Hosts in these subnets: ${hosts.map(nameOf).join(", ")}.` : "",
      "Decided by route tables, subnets and the element's place alone.",
      missing.length > 0
        ? `Not in the input: ${missing.join(", ")}; which hosts and applications use the subnets is therefore not fully known.`
        : "",
    ]
      .filter((text) => text !== "")
      .join(" "),
    subject: target,
    scenario: `failure of zone ${away}, or of its ${nounOf(target)}`,
    affected: dependences.map((each) => affectedSubnet(index, each, ownersOf)),
    likelihood: { ...LIKELIHOOD },
    impact: { ...impact },
    evidence: {
      certificate: null,
      before: [],
      after: [],
      at: { ...first.routeTable, rule: ruleText(first) },
      failures: [],
      solver: null,
    },
    recommendations: recommendations(index, dependences),
  };
}

const NOUNS: Readonly<Record<string, string>> = {
  natGateway: "NAT gateway",
  networkInterface: "appliance interface",
  instance: "appliance",
  vpcEndpoint: "endpoint",
  transitGatewayAttachment: "transit gateway attachment",
};

function nounOf(element: Element): string {
  return `${NOUNS[element.kind] ?? element.kind} ${nameOf(element)}`;
}

function affectedSubnet(
  index: ConfigurationIndex,
  each: ZonalDependence,
  ownersOf: FindOwners,
): Alert["affected"][number] {
  return {
    intentId: null,
    application: applicationsText(ownersOf(standingIn(index, each.subnet)).applications),
    from: nameOf(each.subnet),
    to: each.destinations.join(", "),
    protocol: "any",
    ports: [],
    effect: "dependent",
    members: [{ ...each.subnet }, ...hostsOf(index, each.subnet.id)],
    origin: null,
    before: [],
    after: [],
    at: { ...each.routeTable, rule: ruleText(each) },
  };
}

function ruleText({ destinations, target }: ZonalDependence): string {
  return `${destinations.join(", ")} → ${target.id}`;
}

/** One recommendation per zone that lacks an element of its own: subnets of one zone can share it. */
function recommendations(
  index: ConfigurationIndex,
  dependences: readonly ZonalDependence[],
): Alert["recommendations"] {
  const zones = [...new Set(dependences.map(({ zoneId }) => zoneId))];
  return zones.map((zoneId) => {
    const there = dependences.filter((each) => each.zoneId === zoneId);
    const [first] = there;
    const subnets = `subnet${there.length === 1 ? "" : "s"} ${there.map(({ subnet }) => `\`${subnet.id}\``).join(", ")}`;
    const zone = zoneName(index, zoneId);
    const standby = first?.standbys[0];
    const target = standby ? `\`${standby.element.id}\`` : "it";
    const repoint = [...new Set(there.flatMap((each) => repointing(index, each, target)))];
    if (standby)
      return {
        title: `Use the ${standby.isIdle ? "idle " : ""}NAT gateway ${target} in zone ${zone} for ${subnets}`,
        changes: repoint,
        action: "zone-nat",
        effort: "low",
        verified: null,
      };
    return {
      title: `${first?.target.kind === "natGateway" ? "Create a NAT gateway" : "Add an element of its own"} in zone ${zone} for ${subnets}`,
      changes: [newElement(first?.target, zone), ...(first?.target.kind === ATTACHMENT ? [] : repoint)],
      action: "zone-nat",
      effort: "medium",
      verified: null,
    };
  });
}

const ATTACHMENT = "transitGatewayAttachment";

function newElement(target: Element | undefined, zone: string): string {
  if (target?.kind === "natGateway") return `create a NAT gateway in a public subnet of zone ${zone}`;
  if (target?.kind === ATTACHMENT)
    return `add a subnet of zone ${zone} to \`${target.id}\`: packets from a zone without one are dropped`;
  return `put an element of the same kind as \`${target?.id}\` in zone ${zone}`;
}

function repointing(index: ConfigurationIndex, each: ZonalDependence, target: string): readonly string[] {
  const { subnet, routeTable, destinations } = each;
  const routes = `route${destinations.length === 1 ? "" : "s"} ${destinations.join(", ")}`;
  if (!sharesTable(index, each)) return [`point the ${routes} of \`${routeTable.id}\` to ${target}`];
  return [
    `give subnet \`${subnet.id}\` a route table of its own, for \`${routeTable.id}\` also serves other zones`,
    `point its ${routes} to ${target}`,
  ];
}

function sharesTable(index: ConfigurationIndex, { subnet, routeTable, zoneId }: ZonalDependence): boolean {
  return index.configuration.resources.subnet.some(
    (each) =>
      each.id !== subnet.id && each.zoneId !== zoneId && index.routeTableOf(each.id)?.id === routeTable.id,
  );
}

function hostsOf(index: ConfigurationIndex, subnetId: string): Element[] {
  const instances = index
    .interfacesOfSubnet(subnetId)
    .flatMap((nic) => index.get("instance", nic.attachment?.instanceId ?? "") ?? [])
    .filter(({ state }) => state === "running");
  return [...new Map(instances.map((each) => [each.id, elementOf(each)])).values()];
}

/** Kinds without which the reader cannot tell who is behind the subnets, in words; those the input does not hold. */
function missingKinds({ resources }: Configuration): readonly string[] {
  const kinds: readonly [ResourceKind, string][] = [
    ["instance", "instances"],
    ["networkInterface", "network interfaces"],
    ["securityGroup", "security groups"],
    ["networkAcl", "network ACLs"],
    ["internetGateway", "internet gateways"],
  ];
  return kinds.filter(([kind]) => resources[kind].length === 0).map(([, text]) => text);
}

/** Who in a subnet belongs to an application; the subnet itself, and so its VPC, where nobody is known. */
function standingIn(index: ConfigurationIndex, subnet: Element): readonly Element[] {
  const hosts = hostsOf(index, subnet.id);
  return hosts.length > 0 ? hosts : [subnet];
}

function zoneName(index: ConfigurationIndex, zoneId: string): string {
  const named = (each: ResourceOf<"subnet">) => each.zoneId === zoneId && each.zoneName !== undefined;
  return (
    index.get("zone", zoneId)?.zoneName ??
    index.configuration.resources.subnet.find(named)?.zoneName ??
    zoneId
  );
}
