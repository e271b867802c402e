import { doubtText, isBalancerInterface, isDoubtful, type ResourceOf } from "../configuration";
import type { Ended } from "./flow-state";
import type { Network } from "./network";

/** What decides where a packet goes; every verdict rests on it. */
const PATH_KINDS = ["vpc", "routeTable", "prefixList", "subnet", "networkInterface", "instance"];
/** What decides whether a packet passes; a success rests on all of it, a refusal on the one that refused. */
const FILTER_KINDS = ["securityGroup", "networkAcl"];
/** What decides besides, where a packet meets an element of a kind: the documents that say how it behaves. */
const BESIDES: Readonly<Record<string, readonly string[]>> = {
  internet: ["publicAddress", "blockPublicAccess"],
  internetGateway: ["publicAddress", "blockPublicAccess"],
  egressOnlyInternetGateway: ["blockPublicAccess"],
  loadBalancer: ["listener", "targetGroup"],
  vpcEndpoint: ["endpointService", "firewall"],
  vpnGateway: ["vpnConnection", "virtualInterface", "directConnectAssociation"],
};
/** Who an interface belongs to, by what the provider writes on it: its owner says whether it takes anything. */
function ownersOf(nic: ResourceOf<"networkInterface"> | undefined): readonly string[] {
  if (!nic) return [];
  if (isBalancerInterface(nic)) return ["loadBalancer", "classicLoadBalancer"];
  if (nic.interfaceType === "nat_gateway") return ["natGateway"];
  return nic.interfaceType.endsWith("_endpoint") ? ["vpcEndpoint"] : [];
}

/**
 * Turns a branch that rests on doubtful data into an undecided one: data of an earlier reading, stale or suspicious.
 * Data that was never there is met as a missing element on the way (UNK-1); this is about data that may no longer be
 * true.
 */
export function weakenByCoverage(network: Network, branch: Ended): Ended {
  const weak = network.index.configuration.coverage.filter(isDoubtful);
  if (weak.length === 0 || branch.end.kind === "unknown") return branch;
  const { state, end } = branch;
  const elements = [...state.forward, ...state.return].map((step) => step.element);
  const passed = elements.map(({ kind }) => kind);
  const owners = elements.flatMap(({ id }) => ownersOf(network.index.get("networkInterface", id)));
  const besides = [...passed, ...owners].flatMap((kind) => BESIDES[kind] ?? []);
  const kinds = new Set([...PATH_KINDS, ...besides, ...passed, ...owners, ...filtersOf(branch)]);
  const places = new Set(
    elements.flatMap(({ id }) => {
      const resource = network.index.find(id);
      return resource ? [`${resource.accountId} ${resource.region}`] : [];
    }),
  );
  const entry = weak.find(
    ({ accountId, region, kind }) => kinds.has(kind) && places.has(`${accountId} ${region}`),
  );
  if (!entry) return branch;
  const missing = doubtText(entry);
  const at = end.at ?? elements.at(-1) ?? { kind: entry.kind, id: entry.region };
  return { state, end: { kind: "unknown", reason: "UNKNOWN_REF", at, phase: state.phase, missing } };
}

function filtersOf({ end }: Ended): readonly string[] {
  if (end.kind === "success") return FILTER_KINDS;
  if (end.reason === "SG_EGRESS" || end.reason === "SG_INGRESS") return ["securityGroup"];
  return end.reason === "NACL_EGRESS" || end.reason === "NACL_INGRESS" ? ["networkAcl"] : [];
}
