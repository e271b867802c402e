import type { Resource } from "../engine/configuration";
import { networkOwner, owned } from "./network-builder-owner";
import type { NetworkSpec } from "./network-builder-spec";

/** A Direct Connect link: a virtual interface of this name, over a connection called `dxcon-<name>`. */
export interface DirectConnectSpec {
  readonly vgw?: string | undefined;
  readonly tgw?: string | undefined;
  /** The prefixes that the site is told of; all when absent. */
  readonly allowed?: readonly string[] | undefined;
  /** Of the connection, as the provider writes it: `1Gbps`. */
  readonly bandwidth?: string | undefined;
  /** Of its BGP session; `up` when absent. */
  readonly bgp?: string | undefined;
}

/** A declared site. */
export interface SiteSpec {
  readonly prefixes: readonly string[];
  readonly via: readonly string[];
}

/** Direct Connect links, each through a Direct Connect gateway of its own, and declared sites. */
export function hybridResources(spec: NetworkSpec): Resource[] {
  const links = Object.entries(spec.directConnects).flatMap(
    ([id, { vgw, tgw, allowed, bandwidth, bgp }]): Resource[] => {
      const gateway = vgw ?? tgw ?? "";
      const owner = networkOwner(spec, spec.vgws[gateway]?.vpc);
      const [connectionId, directConnectGatewayId] = [`dxcon-${id}`, `dxgw-${id}`];
      return [
        {
          kind: "directConnectConnection",
          ...owned(connectionId, owner),
          state: "available",
          ...(bandwidth === undefined ? {} : { bandwidth }),
        },
        {
          kind: "virtualInterface",
          ...owned(id, owner),
          state: "available",
          connectionId,
          directConnectGatewayId,
          bgpStatuses: [bgp ?? "up"],
        },
        {
          kind: "directConnectAssociation",
          ...owned(`dxassoc-${id}`, owner),
          state: "associated",
          directConnectGatewayId,
          associatedGatewayId: gateway,
          allowedPrefixes: [...(allowed ?? [])],
        },
      ];
    },
  );
  const sites = Object.entries(spec.sites).map(
    ([name, { prefixes, via }]): Resource => ({
      kind: "site",
      ...owned(`site:${name}`, networkOwner(spec, undefined)),
      name,
      prefixes: [...prefixes],
      via: [...via],
    }),
  );
  return [...links, ...sites];
}
