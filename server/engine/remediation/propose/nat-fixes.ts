import { type Alert, SINGLE_POINT } from "../../alert";
import type { Change, ConfigurationIndex } from "../../configuration";
import { winningRoutes, zonalDependences } from "../../intent";
import type { Draft } from "./draft";
import { type ZoneMove, zoneNatChanges } from "./zone-nat";

const COST = "each NAT gateway costs by the hour and by the byte";
const ADDRESS =
  "hosts leave from another public address: whoever admits the old one has to admit the new one too";
const RESTORED = "what the default route carries works again: every flow out that the rules allow";
const BREAK = "open connections through the old NAT gateway break once";

/**
 * Cures for subnets that leave through a NAT gateway of another zone: in each such zone the gateway that stands
 * ready, else a new one. One option for all zones together, for only then is the finding gone, and where there
 * are several one for each zone alone.
 */
export function zoneNatFixes(index: ConfigurationIndex, { subject, kind }: Alert): readonly Draft[] {
  if (subject.kind !== "natGateway") return [];
  const there = zonalDependences(index).dependences.filter(({ target }) => target.id === subject.id);
  const zones = [...new Set(there.map(({ zoneId }) => zoneId))];
  const moves = zones.map((zoneId): ZoneMove => {
    const subnets = there.filter((each) => each.zoneId === zoneId);
    return {
      zoneId,
      vpcId: index.get("subnet", subnets[0]?.subnet.id ?? "")?.vpcId ?? "",
      subnetIds: subnets.map(({ subnet }) => subnet.id),
      fromId: subject.id,
      standbyId: subnets[0]?.standbys[0]?.element.id,
    };
  });
  // Losing a gateway that serves its own zone stays a loss there, whatever other zones do.
  const single = kind === SINGLE_POINT ? [] : moves;
  return [
    ...draft(index, "zone-nat", moves),
    ...(moves.length > 1 ? single.flatMap((move) => draft(index, `zone-nat:${move.zoneId}`, [move])) : []),
  ];
}

function draft(index: ConfigurationIndex, id: string, moves: readonly ZoneMove[]): readonly Draft[] {
  const operations = zoneNatChanges(index, moves);
  if (!operations) return [];
  const isNew = operations.some((change) => change.kind === "add-nat-gateway");
  const zones = moves.map(({ zoneId }) => zoneName(index, zoneId)).join(" and ");
  return [
    {
      id,
      action: "zone-nat",
      title:
        moves.length > 1
          ? `Let zones ${zones} leave by NAT gateways of their own`
          : `Let zone ${zones} leave by ${natText(moves)}`,
      effort: isNew ? "medium" : "low",
      sideEffects: [...(isNew ? [COST] : []), ADDRESS, BREAK],
      operations,
    },
  ];
}

function natText([move]: readonly ZoneMove[]): string {
  return move?.standbyId === undefined
    ? "a NAT gateway of its own"
    : `the NAT gateway \`${move.standbyId}\` there`;
}

function zoneName(index: ConfigurationIndex, zoneId: string): string {
  const subnet = index.configuration.resources.subnet.find((each) => each.zoneId === zoneId && each.zoneName);
  return index.get("zone", zoneId)?.zoneName ?? subnet?.zoneName ?? zoneId;
}

/**
 * Cures for hosts whose default route leads to a NAT gateway that is gone or does not work: one of their zone that does;
 * where there is none, one of another zone, and a new one of their own.
 */
export function egressFixes(index: ConfigurationIndex, alert: Alert): readonly Draft[] {
  const hosts = alert.affected.filter(({ to }) => to === "internet").flatMap(({ members }) => members);
  const moves = new Map<string, ZoneMove & { subnetIds: string[] }>();
  for (const host of hosts) {
    const nic = index.get("networkInterface", host.id) ?? index.interfacesOfInstance(host.id)[0];
    const subnet = index.get("subnet", nic?.subnetId ?? "");
    const fromId = subnet && brokenNat(index, subnet.id);
    if (!subnet || subnet.zoneId === undefined || fromId === undefined) continue;
    const key = `${subnet.vpcId} ${subnet.zoneId} ${fromId}`;
    const move = moves.get(key) ?? {
      vpcId: subnet.vpcId,
      zoneId: subnet.zoneId,
      subnetIds: [],
      fromId,
      standbyId: workingNat(index, subnet.vpcId, subnet.zoneId),
    };
    if (!move.subnetIds.includes(subnet.id)) move.subnetIds.push(subnet.id);
    moves.set(key, move);
  }
  const all = [...moves.values()];
  return [...byOtherZone(index, all), ...restored(index, all)];
}

function restored(index: ConfigurationIndex, moves: readonly ZoneMove[]): readonly Draft[] {
  const operations = zoneNatChanges(index, moves);
  if (!operations) return [];
  const isNew = operations.some((change: Change) => change.kind === "add-nat-gateway");
  return [
    {
      id: "restore-egress",
      action: "restore-egress",
      title: isNew
        ? "Put a NAT gateway in place of the one that does not work"
        : "Point the default route to a NAT gateway that works",
      effort: isNew ? "medium" : "low",
      sideEffects: [...(isNew ? [COST] : []), ADDRESS, RESTORED],
      operations,
    },
  ];
}

/** The quickest way out where a zone has no NAT gateway that works: that of another zone, for as long as it takes. */
function byOtherZone(index: ConfigurationIndex, moves: readonly ZoneMove[]): readonly Draft[] {
  if (moves.every(({ standbyId }) => standbyId !== undefined)) return [];
  const away = moves.map((move) => ({ ...move, standbyId: move.standbyId ?? workingNat(index, move.vpcId) }));
  if (away.some(({ standbyId }) => standbyId === undefined)) return [];
  const operations = zoneNatChanges(index, away);
  if (!operations) return [];
  const names = [...new Set(away.map(({ standbyId }) => `\`${standbyId}\``))].join(" and ");
  return [
    {
      id: "restore-egress:other-zone",
      action: "restore-egress",
      title: `Point the default route to the NAT gateway ${names} of another zone`,
      effort: "low",
      sideEffects: [
        "traffic between zones costs by the byte",
        "the way out of this zone stops when the other zone fails, until it has a NAT gateway of its own",
        ADDRESS,
        RESTORED,
      ],
      operations,
    },
  ];
}

/** The NAT gateway that the subnet's default route names, where it is missing or not available. */
function brokenNat(index: ConfigurationIndex, subnetId: string): string | undefined {
  const table = index.routeTableOf(subnetId);
  const target =
    table && winningRoutes(index, table).find(({ destination }) => destination === "0.0.0.0/0")?.route.target;
  if (target?.kind !== "natGateway") return undefined;
  return index.get("natGateway", target.id)?.state === "available" ? undefined : target.id;
}

/** In the zone, or anywhere in the VPC where none is named. */
function workingNat(index: ConfigurationIndex, vpcId: string, zoneId?: string): string | undefined {
  return index.configuration.resources.natGateway.find(
    (nat) =>
      nat.vpcId === vpcId &&
      nat.state === "available" &&
      nat.connectivityType === "public" &&
      (zoneId === undefined ||
        nat.availabilityMode === "regional" ||
        index.get("subnet", nat.subnetId ?? "")?.zoneId === zoneId),
  )?.id;
}
