import {
  type Configuration,
  type ConfigurationIndex,
  overlayIndex,
  type Resource,
  type ResourceKind,
} from "../../configuration";
import { type Network, rebuiltOn } from "../network";
import { applyCures } from "./apply-cures";
import { type Cure, curedKind } from "./cure";

/** Kinds that no derived look-up rests on but those of associations. */
const LIGHT: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "securityGroup",
  "networkAcl",
  "routeTable",
  "transitGatewayRouteTable",
]);

/** The network with the changes made, under the failures that are not restored; shares what it can with the given one. */
export function curedNetwork(network: Network, cures: readonly Cure[]): Network {
  const configuration = applyCures(network.index.configuration, cures);
  const restored = new Set(cures.flatMap((cure) => (cure.kind === "restore" ? [cure.id] : [])));
  const left = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !restored.has(id)));
  const before = network.before && curedNetwork(network.before, cures);
  const failures = { down: left(network.down), blocked: left(network.blocked), before };
  const kinds = cures.flatMap((cure) => curedKind(cure) ?? []);
  if (kinds.every((kind) => LIGHT.has(kind)))
    return { ...network, index: overlaid(network.index, configuration, cures), ...failures };
  return { ...rebuiltOn(network, configuration), ...failures };
}

function overlaid(index: ConfigurationIndex, configuration: Configuration, cures: readonly Cure[]) {
  const replaced = cures.flatMap((cure): Resource[] => {
    const kind = curedKind(cure);
    const list: readonly Resource[] = kind === undefined ? [] : configuration.resources[kind];
    return list.filter(({ id }) => id === cure.id);
  });
  return overlayIndex(index, configuration, replaced);
}
