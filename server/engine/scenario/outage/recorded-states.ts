import type { Configuration, Element, Resource, ResourceKind, ResourceOf } from "../../configuration";

/** A recorded state that the observed view heeds and the configured view takes as well. */
export interface RecordedState {
  /** What is not well: the target, else the resource that records it. */
  readonly element: Element;
  /** In words: "target `i-b` of `tg-app` is unhealthy". */
  readonly text: string;
  /** The configuration as if it were well. */
  readonly madeWell: (configuration: Configuration) => Configuration;
}

/** Target states that say nothing against a target, and the one that both views heed. */
const WELL_TARGETS: ReadonlySet<string> = new Set(["healthy", "initial", "unavailable", "draining"]);

/**
 * Every recorded state for which the two views may answer differently: targets that are not healthy, tunnels and
 * BGP sessions that are not up. None: both views are the same network.
 */
export function statesNotWell({ resources }: Configuration): readonly RecordedState[] {
  return [
    ...resources.targetGroup.flatMap((group) => targetsOf(resources, group)),
    ...resources.vpnConnection.flatMap(tunnelsOf),
    ...resources.virtualInterface.flatMap(sessionsOf),
  ];
}

function targetsOf(
  { instance }: Configuration["resources"],
  group: ResourceOf<"targetGroup">,
): RecordedState[] {
  return group.targets.flatMap((target, position) => {
    if (WELL_TARGETS.has(target.state)) return [];
    const host = instance.find(({ id }) => id === target.id);
    return {
      element: host ? elementOf(host) : elementOf(group),
      text: `target ${named(host ?? { id: target.id })} of ${named(group)} is ${target.state}`,
      madeWell: changed("targetGroup", group.id, (each) => ({
        ...each,
        targets: each.targets.map((one, at) => (at === position ? { ...one, state: "healthy" } : one)),
      })),
    };
  });
}

function tunnelsOf(connection: ResourceOf<"vpnConnection">): RecordedState[] {
  return connection.tunnels.flatMap((tunnel, position) => {
    if (tunnel.status.toUpperCase() === "UP") return [];
    return {
      element: elementOf(connection),
      text: `tunnel ${tunnel.outsideAddress} of ${named(connection)} is ${tunnel.status}`,
      madeWell: changed("vpnConnection", connection.id, (each) => ({
        ...each,
        tunnels: each.tunnels.map((one, at) => (at === position ? { ...one, status: "UP" } : one)),
      })),
    };
  });
}

function sessionsOf(virtual: ResourceOf<"virtualInterface">): RecordedState[] {
  if (virtual.bgpStatuses.every((status) => status === "up")) return [];
  return [
    {
      element: elementOf(virtual),
      text: `a BGP session of ${named(virtual)} is not up`,
      madeWell: changed("virtualInterface", virtual.id, (each) => ({
        ...each,
        bgpStatuses: each.bgpStatuses.map(() => "up"),
      })),
    },
  ];
}

function changed<K extends ResourceKind>(
  kind: K,
  id: string,
  change: (resource: ResourceOf<K>) => ResourceOf<K>,
): RecordedState["madeWell"] {
  return (configuration) => {
    const list: readonly ResourceOf<K>[] = configuration.resources[kind];
    const next = list.map((each) => (each.id === id ? change(each) : each));
    return { ...configuration, resources: { ...configuration.resources, [kind]: next } };
  };
}

function named({ id, name }: Pick<Resource, "id" | "name">): string {
  return name === undefined || name === id ? `\`${id}\`` : `\`${id}\` (${name})`;
}

function elementOf({ kind, id, name }: Resource): Element {
  return name === undefined ? { kind, id } : { kind, id, name };
}
