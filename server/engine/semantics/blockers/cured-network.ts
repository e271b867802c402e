import {
  balancersOf,
  type Configuration,
  type ConfigurationIndex,
  overlayIndex,
  type Resource,
  type ResourceKind,
} from "../../configuration";
import { type Network, rebuiltOn } from "../network";
import { applyCures } from "./apply-cures";
import { type Cure, curedKinds } from "./cure";

/** Kinds that look-ups other than by id rest on: who owns an address, who is where, who is a member of what. */
const HEAVY: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "vpc",
  "subnet",
  "networkInterface",
  "publicAddress",
  "natGateway",
]);
const BALANCERS: ReadonlySet<ResourceKind> = new Set<ResourceKind>(["loadBalancer", "classicLoadBalancer"]);

/** The network with the changes made, under the failures that are not restored; shares what it can with the given one. */
export function curedNetwork(network: Network, cures: readonly Cure[]): Network {
  const configuration = applyCures(network.index.configuration, cures);
  const restored = new Set(cures.flatMap((cure) => (cure.kind === "restore" ? [cure.id] : [])));
  const left = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !restored.has(id)));
  const before = network.before && curedNetwork(network.before, cures);
  const failures = { down: left(network.down), blocked: left(network.blocked), before };
  const kinds = [...new Set(cures.flatMap(curedKinds))];
  if (kinds.some((kind) => HEAVY.has(kind))) return { ...rebuiltOn(network, configuration), ...failures };
  const index = overlaid(network.index, configuration, kinds);
  const balancers = kinds.some((kind) => BALANCERS.has(kind)) ? balancersOf(index) : network.balancers;
  return { ...network, index, balancers, ...failures };
}

function overlaid(index: ConfigurationIndex, configuration: Configuration, kinds: readonly ResourceKind[]) {
  const replaced = kinds.flatMap((kind): Resource[] => {
    const before = new Set<Resource>(index.configuration.resources[kind]);
    return configuration.resources[kind].filter((resource) => !before.has(resource));
  });
  return overlayIndex(index, configuration, replaced);
}
