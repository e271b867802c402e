import {
  applyChanges,
  type Change,
  type ConfigurationIndex,
  indexConfiguration,
  type ResourceOf,
} from "../../configuration";
import { winningRoutes } from "../../intent";
import { freshId, newNatGateway } from "./new-nat-gateway";

/** Subnets of one zone that shall leave by a NAT gateway of their own zone. */
export interface ZoneMove {
  readonly vpcId: string;
  readonly zoneId: string;
  readonly subnetIds: readonly string[];
  /** The target that their routes lead to now. */
  readonly fromId: string;
  /** A NAT gateway that stands ready in the zone; a new one where there is none. */
  readonly standbyId: string | undefined;
}

/** The changes that make moves, one zone after the other; undefined when one of them cannot be made. */
export function zoneNatChanges(index: ConfigurationIndex, moves: readonly ZoneMove[]): Change[] | undefined {
  const all: Change[] = [];
  let current = index;
  for (const move of moves) {
    const changes = moveChanges(current, move);
    const result = changes && applyChanges(current.configuration, changes);
    if (!changes || result?.kind !== "changed") return undefined;
    all.push(...changes);
    current = indexConfiguration(result.configuration);
  }
  return all.length > 0 ? all : undefined;
}

function moveChanges(index: ConfigurationIndex, move: ZoneMove): Change[] | undefined {
  const { standbyId, subnetIds } = move;
  const made = standbyId === undefined ? newNatGateway(index, move) : undefined;
  const natId = standbyId ?? made?.id;
  if (natId === undefined) return undefined;
  const tables = new Map<string, ResourceOf<"routeTable">>();
  for (const id of subnetIds) {
    const table = index.routeTableOf(id);
    if (table) tables.set(table.id, table);
  }
  return [
    ...(made ? [made] : []),
    ...[...tables.values()].flatMap((table) => retargetings(index, move, table, natId)),
  ];
}

/** A table that serves other subnets too is copied first: their way stays as it is. */
function retargetings(
  index: ConfigurationIndex,
  { subnetIds, fromId, zoneId }: ZoneMove,
  table: ResourceOf<"routeTable">,
  natId: string,
): Change[] {
  const users = index.configuration.resources.subnet.filter(
    ({ id }) => index.routeTableOf(id)?.id === table.id,
  );
  const own = users.filter(({ id }) => subnetIds.includes(id));
  const isShared = own.length < users.length;
  const zone = own[0]?.zoneName ?? zoneId;
  const newId = freshId(index, `new-rtb-${table.id}-${zone}`);
  const copying: Change[] = isShared
    ? [
        {
          kind: "add-route-table",
          id: newId,
          name: `${table.name ?? table.id}-${zone}`.slice(0, 255),
          copyOf: table.id,
        },
        ...own.map(
          ({ id }): Change => ({
            kind: "associate-route-table",
            subnetId: id,
            from: { routeTableId: table.id, isExplicit: isExplicit(table, id) },
            to: newId,
          }),
        ),
      ]
    : [];
  const routes = new Map(
    winningRoutes(index, table)
      .filter(({ route }) => "id" in route.target && route.target.id === fromId)
      .map(({ route }) => [JSON.stringify(route.destination), route]),
  );
  return [
    ...copying,
    ...[...routes.values()].map(
      ({ destination, target }): Change => ({
        kind: "retarget-route",
        routeTableId: isShared ? newId : table.id,
        destination,
        from: target,
        to: { kind: "natGateway", id: natId },
      }),
    ),
  ];
}

function isExplicit(table: ResourceOf<"routeTable">, subnetId: string): boolean {
  return table.associations.some((each) => each.subnetId === subnetId);
}
