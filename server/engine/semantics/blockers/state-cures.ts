import type { Element } from "../../configuration";
import { addresses } from "../../net";
import { destinationOf, type FlowState } from "../flow-state";
import type { Network } from "../network";
import { localPrefixes } from "../route-lookup";
import type { Cure } from "./cure";
import { everyone } from "./filter-cures";
import { gatewaysOf } from "./route-cures";

/** What brings an interface and its owner to work, where it does not. */
export function interfaceCures(network: Network, id: string): Cure[] {
  const { index } = network;
  const nics = index.get("instance", id) ? index.interfacesOfInstance(id).slice(0, 1) : [];
  const nic = index.get("networkInterface", id) ?? nics[0];
  const instance = index.get("instance", nic?.attachment?.instanceId ?? id);
  const isLoose = nic && (nic.status !== "in-use" || (nic.attachment?.status ?? "attached") !== "attached");
  return [
    ...(instance && ["stopped", "stopping", "pending"].includes(instance.state)
      ? [{ kind: "state", resource: "instance", id: instance.id } as const]
      : []),
    ...(isLoose ? [{ kind: "state", resource: "networkInterface", id: nic.id } as const] : []),
  ];
}

/** What makes the target of a route work for the VPC that the packet is in, as far as a setting can. */
export function gatewayCures(network: Network, state: FlowState, at: Element): Cure[] {
  const vpcId = vpcOf(network, state);
  const resource = network.index.find(at.id);
  switch (resource?.kind) {
    case "internetGateway":
    case "egressOnlyInternetGateway":
    case "vpnGateway":
      return vpcId !== undefined && resource.attachments.length === 0
        ? [{ kind: "attachGateway", gateway: resource.kind, id: at.id, vpcId }]
        : [];
    case "vpc":
      return gatewaysOf(network, "internetGateway", at.id).flatMap(({ id, kind }) =>
        kind === "internetGateway" && network.index.get(kind, id)?.attachments.length === 0
          ? [{ kind: "attachGateway", gateway: kind, id, vpcId: at.id } as const]
          : [],
      );
    case "natGateway":
      return resource.state === "pending" ? [{ kind: "state", resource: resource.kind, id: at.id }] : [];
    case "vpcPeeringConnection":
      return ["pending-acceptance", "provisioning"].includes(resource.status)
        ? [{ kind: "state", resource: resource.kind, id: at.id }]
        : [];
    case "transitGateway":
    case "transitGatewayAttachment":
      return network.index.configuration.resources.transitGatewayAttachment
        .filter((each) => each.id === at.id || (each.transitGatewayId === at.id && each.resourceId === vpcId))
        .filter((each) => ["pending", "pendingAcceptance", "modifying"].includes(each.state))
        .map(({ id }) => ({ kind: "state", resource: "transitGatewayAttachment", id }));
    case "networkInterface":
    case "instance":
      return interfaceCures(network, at.id);
    default:
      return [];
  }
}

/** A public address for the end inside that has none: the sender at its gateway, or the interface that is asked for. */
export function publicAddressCures(network: Network, state: FlowState, at: Element): Cure[] {
  if (state.header.family === 6) return [];
  const { index } = network;
  const steps = state.phase === "forward" ? state.forward : state.return;
  const id = index.find(at.id)?.kind === "internetGateway" ? (steps[0]?.element.id ?? "") : at.id;
  const nic = index.get("networkInterface", id) ?? index.interfacesOfInstance(id)[0];
  const entry = nic?.privateAddresses.find(({ publicAddress }) => publicAddress === undefined);
  return nic && entry ? [{ kind: "publicAddress", id: nic.id, privateAddress: entry.address }] : [];
}

/** The VPC of the gateway is excluded from the block of public access. */
export function exclusionCures(network: Network, at: Element): Cure[] {
  const gateway = network.index.find(at.id);
  if (!gateway || !("attachments" in gateway)) return [];
  return network.index.configuration.resources.blockPublicAccess
    .filter(({ accountId, region }) => accountId === gateway.accountId && region === gateway.region)
    .flatMap(({ id }) =>
      gateway.attachments.map(({ vpcId }) => ({ kind: "excludeFromBlock", id, vpcId }) as const),
    );
}

/** Attachments enabled, associated, or given a route to, as the reason asks for. */
export function transitCures(network: Network, state: FlowState, at: Element, reason: string): Cure[] {
  const { index } = network;
  const { family } = state.header;
  const attachment = index.get("transitGatewayAttachment", at.id);
  const { transitGatewayAttachment, transitGatewayRouteTable } = index.configuration.resources;
  const subnetId = lastSubnet(state);
  if (attachment && reason === "TGW_AZ" && subnetId !== undefined)
    return [{ kind: "enableZone", id: at.id, subnetId }];
  if (attachment && reason === "FAMILY") return [{ kind: "ipv6Attachment", id: at.id }];
  if (attachment && reason === "TGW_NO_ASSOC")
    return transitGatewayRouteTable
      .filter(({ transitGatewayId }) => transitGatewayId === attachment.transitGatewayId)
      .map((table) => ({ kind: "associateAttachment", id: at.id, tableId: table.id }));
  const table = index.get("transitGatewayRouteTable", at.id);
  if (!table) return [];
  const set = destinationOf(state);
  return transitGatewayAttachment
    .filter((each) => each.transitGatewayId === table.transitGatewayId && each.resourceType === "vpc")
    .map((each) => {
      const holding = localPrefixes(network, each.resourceId, family).find((prefix) =>
        addresses.covers(
          [[prefix.base, prefix.base + (1n << BigInt((family === 4 ? 32 : 128) - prefix.length)) - 1n]],
          set,
        ),
      );
      return { each, holding };
    })
    .filter(
      ({ holding }, _, all) => holding !== undefined || all.every((other) => other.holding === undefined),
    )
    .map(({ each, holding }) => ({
      kind: "transitRoute",
      id: table.id,
      prefix:
        holding === undefined
          ? everyone(family)
          : (network.index
              .get("vpc", each.resourceId)
              ?.prefixes.find((text) => network.prefix(text) === holding) ?? everyone(family)),
      attachmentId: each.id,
    }));
}

function lastSubnet(state: FlowState): string | undefined {
  const steps = state.phase === "forward" ? state.forward : state.return;
  return steps.findLast(({ element }) => element.kind === "subnet")?.element.id;
}

function vpcOf(network: Network, state: FlowState): string | undefined {
  return network.index.get("subnet", lastSubnet(state) ?? "")?.vpcId;
}
