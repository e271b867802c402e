import { type Alert, CAPACITY_DATE, OVER_CAPACITY } from "../../alert";
import {
  applyChanges,
  type Change,
  type ConfigurationIndex,
  indexConfiguration,
  type ResourceOf,
} from "../../configuration";
import { winningRoutes } from "../../intent";
import type { Draft } from "./draft";
import { freeAddress, freshId, placeholder } from "./new-nat-gateway";
import { growthOf } from "./year-growth";
import { zoneNatChanges } from "./zone-nat";

/** Of one zonal NAT gateway (CAP-1). */
const MOST_ADDRESSES = 8;
/** What an account may have without asking for more. */
const USUAL_ADDRESSES = 2;

/**
 * Cures for a zonal public NAT gateway that is asked for more than it has: as many further addresses as its connections
 * need, and a further gateway for a part of the subnets that leave by it.
 */
export function natLoadFixes(index: ConfigurationIndex, alert: Alert): readonly Draft[] {
  const { subject, kind } = alert;
  const nat = index.get("natGateway", subject.id);
  const subnet = index.get("subnet", nat?.subnetId ?? "");
  if (!nat || !subnet || nat.connectivityType !== "public") return [];
  if (kind !== OVER_CAPACITY && kind !== CAPACITY_DATE) return [];
  return [...furtherAddresses(index, nat, subnet, alert), ...furtherGateway(index, nat, subnet)];
}

/** Each address holds as many connections to one destination again (CAP-6). */
function furtherAddresses(
  index: ConfigurationIndex,
  nat: ResourceOf<"natGateway">,
  subnet: ResourceOf<"subnet">,
  { evidence }: Alert,
): readonly Draft[] {
  const held = nat.addresses.filter(({ publicAddress }) => publicAddress !== undefined).length;
  const needed = (evidence.load ?? [])
    .filter(
      ({ dimension, whileDown, limit }) => dimension === "connections" && whileDown === null && limit > 0,
    )
    .map((each) => Math.ceil((held * each.amount * growthOf(each)) / (each.thresholdRatio * each.limit)));
  const total = Math.max(0, ...needed);
  if (held === 0 || total <= held || total > MOST_ADDRESSES) return [];
  const operations = addressChanges(index, nat, subnet, total - held);
  if (!operations) return [];
  const count = total - held;
  return [
    {
      id: "add-nat-address",
      action: "add-nat-address",
      title: `Give the NAT gateway \`${nat.id}\` ${count === 1 ? "one more address" : `${count} more addresses`}`,
      effort: "low",
      sideEffects: [
        "each public address costs by the hour",
        "hosts leave from any of its addresses: whoever admits the old one has to admit the new ones too",
        ...(total > USUAL_ADDRESSES
          ? [
              `more than ${USUAL_ADDRESSES} addresses of a gateway have to be asked for: it is a quota of the account`,
            ]
          : []),
      ],
      operations: [...operations],
    },
  ];
}

function addressChanges(
  index: ConfigurationIndex,
  nat: ResourceOf<"natGateway">,
  { id: subnetId }: ResourceOf<"subnet">,
  count: number,
): readonly Change[] | undefined {
  const all: Change[] = [];
  let current = index;
  for (let made = 0; made < count; made++) {
    const subnet = current.get("subnet", subnetId);
    const privateAddress = subnet && freeAddress(current, subnet);
    const publicAddress = placeholder(current);
    if (privateAddress === undefined || publicAddress === undefined) return undefined;
    const allocationId = freshId(current, `new-eipalloc-${nat.name ?? nat.id}`);
    const change: Change = {
      kind: "add-nat-address",
      natGatewayId: nat.id,
      allocationId,
      privateAddress,
      publicAddress,
    };
    const result = applyChanges(current.configuration, [change]);
    if (result.kind !== "changed") return undefined;
    all.push(change);
    current = indexConfiguration(result.configuration);
  }
  return all;
}

/** Every other subnet that leaves by the gateway, in the order of their ids, leaves by a new one beside it. */
function furtherGateway(
  index: ConfigurationIndex,
  nat: ResourceOf<"natGateway">,
  { zoneId, zoneName, vpcId }: ResourceOf<"subnet">,
): readonly Draft[] {
  const users = index
    .subnetsOf(vpcId)
    .filter(({ id }) => {
      const table = index.routeTableOf(id);
      return (
        table !== undefined &&
        winningRoutes(index, table).some(
          ({ route: { target } }) => target.kind === "natGateway" && target.id === nat.id,
        )
      );
    })
    .map(({ id }) => id)
    .sort();
  const moved = users.filter((_, position) => position % 2 === 1);
  if (moved.length === 0 || zoneId === undefined) return [];
  const move = { vpcId, zoneId, subnetIds: moved, fromId: nat.id, standbyId: undefined };
  const operations = zoneNatChanges(index, [move]);
  if (!operations) return [];
  return [
    {
      id: "split-nat",
      action: "split-nat",
      title: `Let ${moved.length} of the ${users.length} subnets leave by a further NAT gateway in zone ${zoneName ?? zoneId}`,
      effort: "medium",
      sideEffects: [
        "each NAT gateway costs by the hour and by the byte",
        "their hosts leave from another public address: whoever admits the old one has to admit the new one too",
        "open connections of these subnets break once",
      ],
      operations: [...operations],
    },
  ];
}
