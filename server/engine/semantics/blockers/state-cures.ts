import type { Element } from "../../configuration";
import { addresses, prefixesSet } from "../../net";
import { destinationOf, type FlowState } from "../flow-state";
import type { Network } from "../network";
import { localPrefixes } from "../route-lookup";
import type { Cure } from "./cure";
import { endpointStateCures } from "./endpoint-cures";
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

/** An attachment in these states is none. */
const LOOSE = new Set(["detached", "detaching"]);

/** What makes the target of a route work for the VPC that the packet is in, as far as a setting can. */
export function gatewayCures(network: Network, state: FlowState, at: Element): Cure[] {
  const vpcId = vpcOf(network, state);
  const resource = network.index.find(at.id);
  switch (resource?.kind) {
    case "internetGateway":
    case "egressOnlyInternetGateway":
    case "vpnGateway":
      return resource.attachments.some(({ state: each }) => !LOOSE.has(each))
        ? []
        : (vpcId === undefined ? vpcsWith(network, state) : [vpcId]).map((id) => ({
            kind: "attachGateway",
            gateway: resource.kind,
            id: at.id,
            vpcId: id,
          }));
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
    case "vpcEndpoint":
      return endpointStateCures(network, at.id);
    default:
      return [];
  }
}

/** The instance's metadata service, where it is off (LL-1). */
export function metadataCures(network: Network, id: string): Cure[] {
  const instance =
    network.index.get("instance", id) ??
    network.index.get("instance", network.index.get("networkInterface", id)?.attachment?.instanceId ?? "");
  return instance?.metadataOptions?.httpEndpoint === "disabled"
    ? [{ kind: "metadataOn", id: instance.id }]
    : [];
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

/** The subnet that the packet was in last, on its present way. */
export function lastSubnet(state: FlowState): string | undefined {
  const steps = state.phase === "forward" ? state.forward : state.return;
  return steps.findLast(({ element }) => element.kind === "subnet")?.element.id;
}

function vpcOf(network: Network, state: FlowState): string | undefined {
  return network.index.get("subnet", lastSubnet(state) ?? "")?.vpcId;
}

/** The VPCs that have all of the destinations. */
function vpcsWith(network: Network, state: FlowState): string[] {
  const set = destinationOf(state);
  return network.index.configuration.resources.vpc
    .filter(({ id }) => addresses.covers(prefixesSet(localPrefixes(network, id, state.header.family)), set))
    .map(({ id }) => id);
}
