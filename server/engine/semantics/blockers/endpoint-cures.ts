import type { Element, ResourceOf } from "../../configuration";
import { addresses, prefixesSet } from "../../net";
import type { Ended, FlowState } from "../flow-state";
import { type Network, prefixesOf } from "../network";
import type { Question } from "../question";
import { CROSS_ZONE } from "./balancer-settings";
import type { Cure } from "./cure";
import type { EndpointSetting } from "./endpoint-settings";

type VpcEndpoint = ResourceOf<"vpcEndpoint">;

/** States from which an endpoint may yet become available. */
const COMING = new Set(["pending", "pendingacceptance"]);

const endpointCure = (id: string, setting: EndpointSetting): Cure => ({ kind: "endpoint", id, setting });

/** An endpoint that works: its connection accepted. Found by its own id or by that of an interface of it. */
export function endpointStateCures(network: Network, id: string): Cure[] {
  return network.index.configuration.resources.vpcEndpoint
    .filter((each) => each.id === id || each.networkInterfaceIds.includes(id))
    .filter(({ state }) => COMING.has(state.toLowerCase()))
    .map((each) => endpointCure(each.id, { kind: "available" }));
}

/** Gateway endpoints of the VPC that take the destinations of a packet routed at the subnet, put into its table (VPCE-1). */
export function gatewayEndpointCures(network: Network, { state, end }: Ended): Cure[] {
  const routed = [...state.forward, ...state.return].filter(
    ({ action, element }) => element.kind === "subnet" && action === "route",
  );
  const places = routed.map(({ element, header }) => ({ subnetId: element.id, header }));
  if (end.reason === "NO_ROUTE" && end.at?.kind === "subnet")
    places.push({ subnetId: end.at.id, header: state.header });
  return places.flatMap(({ subnetId, header }) => {
    const table = network.index.routeTableOf(subnetId);
    const set = state.addressSets[header.destination] ?? [];
    if (!table || set.length === 0) return [];
    return network.index.configuration.resources.vpcEndpoint
      .filter((each) => each.vpcId === table.vpcId && each.endpointType.toLowerCase() === "gateway")
      .flatMap((endpoint) =>
        listsOf(network, endpoint)
          .filter(({ prefixes }) =>
            addresses.covers(prefixesSet(prefixesOf(network, prefixes, header.family)), set),
          )
          .filter(({ id }) => !leadsToEndpoint(table, id))
          .map(({ id }) =>
            endpointCure(endpoint.id, { kind: "inTable", tableId: table.id, prefixListId: id }),
          ),
      );
  });
}

function leadsToEndpoint({ routes }: ResourceOf<"routeTable">, listId: string): boolean {
  return routes.some(
    ({ destination, target }) =>
      "prefixListId" in destination && destination.prefixListId === listId && target.kind === "vpcEndpoint",
  );
}

/** The prefix lists of the service: those that tables route to the endpoint, and the one that goes by the service's name. */
function listsOf(network: Network, { id, serviceName }: VpcEndpoint) {
  const { prefixList, routeTable } = network.index.configuration.resources;
  const routed = new Set(
    routeTable.flatMap(({ routes }) =>
      routes.flatMap(({ destination, target }) =>
        target.kind === "vpcEndpoint" && target.id === id && "prefixListId" in destination
          ? destination.prefixListId
          : [],
      ),
    ),
  );
  return prefixList.filter((list) => routed.has(list.id) || list.name === serviceName);
}

/** The service's name led to an interface endpoint of the sender's VPC instead (VPCE-2). */
export function privateNameCures(network: Network, state: FlowState, { to }: Question): Cure[] {
  if (to.kind !== "service") return [];
  const first = state.forward[0]?.element.id ?? "";
  const vpcId =
    network.index.get("networkInterface", first)?.vpcId ?? network.index.get("subnet", first)?.vpcId;
  return network.index.configuration.resources.vpcEndpoint
    .filter(
      (each) =>
        each.vpcId === vpcId &&
        each.serviceName === to.id &&
        each.endpointType.toLowerCase() === "interface" &&
        !each.privateDnsEnabled,
    )
    .map(({ id }) => endpointCure(id, { kind: "privateNames" }));
}

/** A node of the offered load balancer for the endpoint's zone: across zones, or one more (VPCE-3). */
export function serviceZoneCures(network: Network, state: FlowState, at: Element): Cure[] {
  const endpoint = network.index.get("vpcEndpoint", at.id);
  const { endpointService, loadBalancer } = network.index.configuration.resources;
  const service = endpointService.find(({ serviceName }) => serviceName === endpoint?.serviceName);
  const nic = state.forward.findLast(({ element }) => endpoint?.networkInterfaceIds.includes(element.id));
  const subnetId = network.index.get("networkInterface", nic?.element.id ?? "")?.subnetId;
  const zoneId = network.index.get("subnet", subnetId ?? "")?.zoneId;
  return loadBalancer
    .filter(({ id, arn }) => service?.loadBalancerArns.some((each) => each === id || each === arn) === true)
    .flatMap((balancer): Cure[] => [
      { kind: "balancer", id: balancer.id, setting: { kind: "attribute", key: CROSS_ZONE, value: "true" } },
      ...network.index
        .subnetsOf(balancer.vpcId ?? "")
        .filter((subnet) => zoneId !== undefined && subnet.zoneId === zoneId)
        .slice(0, 4)
        .map(
          ({ id }): Cure => ({ kind: "balancer", id: balancer.id, setting: { kind: "zone", subnetId: id } }),
        ),
    ]);
}

/** At the door of an offered load balancer: its groups need not be asked for what endpoints bring (VPCE-3, NLB-2). */
export function enforcementCures(network: Network, state: FlowState, at: Element): Cure[] {
  const balancer = network.balancers.nodeOfInterface(at.id)?.balancer.resource;
  const cameByEndpoint = state.forward.some(
    ({ element }) =>
      element.id !== at.id &&
      network.index.get("networkInterface", element.id)?.interfaceType === "vpc_endpoint",
  );
  const isAtDoor = state.forward.at(-1)?.element.id === at.id;
  return balancer && cameByEndpoint && isAtDoor && state.sessions.every(({ kind }) => kind !== "privateLink")
    ? [{ kind: "balancer", id: balancer.id, setting: { kind: "enforcementOff" } }]
    : [];
}
