import type { ResourceOf } from "../configuration";
import { type PortSet, PROTOCOL, ports } from "../net";
import { assumePassed, type Ended, type FlowState, fail, hop, withPorts } from "./flow-state";
import { elementOf, type Network } from "./network";
import { behindEndpoint } from "./private-link";
import type { Next, Walk } from "./walk";

type VpcEndpoint = ResourceOf<"vpcEndpoint">;
type NetworkInterface = ResourceOf<"networkInterface">;

/** What a service answers on where it is not HTTPS alone. [CHOICE: VPCE-2 has 443 for every other one] */
const SERVICE_PORTS: Readonly<Record<string, PortSet>> = {
  s3: [
    [80, 80],
    [443, 443],
  ],
  "email-smtp": [
    [25, 25],
    [465, 465],
    [587, 587],
    [2465, 2465],
    [2587, 2587],
  ],
};
const HTTPS: PortSet = [[443, 443]];

/** Why nothing answers at an interface because of the endpoint it belongs to (VPCE-2, ENI-1). */
export function endpointFault(network: Network, nic: NetworkInterface): string | undefined {
  if (nic.interfaceType === "gateway_load_balancer_endpoint")
    return "an inspecting endpoint answers at no address of its own";
  const endpoint = endpointOf(network, nic);
  if (!endpoint) return undefined;
  if (network.down.has(endpoint.id)) return `${endpoint.id} is down`;
  const state = endpoint.state.toLowerCase();
  return state === "available" ? undefined : `${endpoint.id} is ${state}, not available`;
}

/**
 * Where packets go that an endpoint's groups have let in: a provider's service is reached here, on its ports; a customer's
 * is behind a load balancer. `undefined` for interfaces of anything else. Clauses: VPCE-2, VPCE-3.
 */
export function intoService(walk: Walk, state: FlowState, nic: NetworkInterface): Next[] | undefined {
  if (nic.interfaceType !== "vpc_endpoint") return undefined;
  const { network } = walk;
  const at = elementOf(network, nic.kind, nic.id);
  const endpoint = endpointOf(network, nic);
  if (endpoint && isCustomerService(endpoint.serviceName)) return behindEndpoint(walk, state, nic, endpoint);
  const parts = endpoint
    ? byServicePort(network, state, endpoint)
    : [assumePassed(state, at, `the VPC endpoint of \`${nic.id}\` is not in the input`)];
  const place = { kind: "delivered", to: { kind: "networkInterface", nic } } as const;
  return parts.map((part) => ("end" in part ? part : { state: hop(part, at, "deliver"), place }));
}

/** A service of a customer, behind a load balancer; the others are the provider's. */
function isCustomerService(serviceName: string): boolean {
  return serviceName.includes("vpce-svc-");
}

function endpointOf(network: Network, nic: NetworkInterface): VpcEndpoint | undefined {
  return network.index.configuration.resources.vpcEndpoint.find((endpoint) =>
    endpoint.networkInterfaceIds.includes(nic.id),
  );
}

/** The part of the packets that the service behind an interface endpoint answers, and the refused rest (VPCE-2). */
function byServicePort(network: Network, state: FlowState, endpoint: VpcEndpoint): (FlowState | Ended)[] {
  const at = elementOf(network, endpoint.kind, endpoint.id);
  if (state.header.protocol !== PROTOCOL.tcp)
    return [fail(state, "VPCE_PROTO", at, "the service answers TCP only")];
  const service = endpoint.serviceName.split(".").at(-1) ?? "";
  const open = SERVICE_PORTS[service] ?? HTTPS;
  const variable = state.header.destinationPort;
  const asked = state.portSets[variable] ?? [];
  const inside = ports.intersect(asked, open);
  const outside = ports.subtract(asked, open);
  const text = open.map(([port]) => port).join(", ");
  return [
    ...(inside.length > 0 ? [withPorts(state, variable, inside)] : []),
    ...(outside.length > 0
      ? [fail(withPorts(state, variable, outside), "VPCE_PORT", at, `the service answers on ${text}`)]
      : []),
  ];
}
