import type { ResourceOf } from "./configuration.schema";
import type { ConfigurationIndex } from "./configuration-index";

type NetworkInterface = ResourceOf<"networkInterface">;

/** A load balancer that clients address: application, network, or of the first generation. */
export interface Balancer {
  readonly resource: ResourceOf<"loadBalancer"> | ResourceOf<"classicLoadBalancer">;
  readonly generation: "application" | "network" | "classic";
  /** One per enabled zone, by subnet id (LB-1). */
  readonly nodes: readonly BalancerNode[];
}

/** What stands for a load balancer in one zone (LB-1). */
export interface BalancerNode {
  /** `<load balancer id>#<zone id>`; the subnet's id where its zone is not in the input. Fails under this id. */
  readonly id: string;
  readonly balancer: Balancer;
  readonly subnetId: string;
  readonly zoneId: string | undefined;
  /** The service-managed interfaces in that subnet; none when they are not in the input. */
  readonly interfaces: readonly NetworkInterface[];
}

/** Look-ups over the load balancers of a configuration. */
export interface BalancerBook {
  of(id: string): Balancer | undefined;
  node(id: string): BalancerNode | undefined;
  /** The node to which an interface belongs. */
  nodeOfInterface(interfaceId: string): BalancerNode | undefined;
}

const books = new WeakMap<ConfigurationIndex, BalancerBook>();

/** The load balancers of an indexed configuration; built once for each index. */
export function balancersOf(index: ConfigurationIndex): BalancerBook {
  const known = books.get(index) ?? buildBalancerBook(index);
  books.set(index, known);
  return known;
}

/**
 * Finds the nodes of every load balancer. An interface tells by its description whose it is: `ELB app/NAME/ID` and
 * `ELB net/NAME/ID` as in the balancer's ARN, `ELB NAME` for the first generation. Linear in the configuration.
 */
function buildBalancerBook(index: ConfigurationIndex): BalancerBook {
  const { loadBalancer, classicLoadBalancer, networkInterface } = index.configuration.resources;
  const balancers = new Map<string, Balancer>();
  const nodes = new Map<string, BalancerNode>();
  const byInterface = new Map<string, BalancerNode>();
  if (loadBalancer.length + classicLoadBalancer.length > 0) {
    const described = new Map<string, NetworkInterface[]>();
    for (const nic of networkInterface) {
      if (!nic.description?.startsWith("ELB ")) continue;
      const key = `${nic.accountId} ${nic.region} ${nic.description}`;
      described.set(key, [...(described.get(key) ?? []), nic]);
    }
    const all = [...loadBalancer.flatMap(ofSecondGeneration), ...classicLoadBalancer.map(ofFirstGeneration)];
    for (const each of all) {
      const { accountId, region } = each.resource;
      const own = described.get(`${accountId} ${region} ELB ${each.label}`) ?? [];
      const balancer = withNodes(index, each, own);
      balancers.set(each.resource.id, balancer);
      for (const node of balancer.nodes) {
        nodes.set(node.id, node);
        for (const { id } of node.interfaces) byInterface.set(id, node);
      }
    }
  }
  return {
    of: (id) => balancers.get(id),
    node: (id) => nodes.get(id),
    nodeOfInterface: (interfaceId) => byInterface.get(interfaceId),
  };
}

interface Unplaced extends Pick<Balancer, "resource" | "generation"> {
  readonly label: string;
  readonly subnetIds: readonly string[];
}

/** Gateway load balancers are addressed by no client: endpoints hand traffic to them. */
function ofSecondGeneration(resource: ResourceOf<"loadBalancer">): Unplaced[] {
  if (resource.type === "gateway") return [];
  const label = /:loadbalancer\/(.+)$/.exec(resource.arn ?? resource.id)?.[1] ?? "";
  const subnetIds = resource.zones.flatMap(({ subnetId }) => subnetId ?? []);
  return [{ resource, generation: resource.type, label, subnetIds }];
}

function ofFirstGeneration(resource: ResourceOf<"classicLoadBalancer">): Unplaced {
  const { id, name, subnetIds } = resource;
  return { resource, generation: "classic", label: name ?? id, subnetIds };
}

function withNodes(
  index: ConfigurationIndex,
  { resource, generation, subnetIds }: Unplaced,
  own: readonly NetworkInterface[],
): Balancer {
  const nodes: BalancerNode[] = [];
  const balancer: Balancer = { resource, generation, nodes };
  for (const subnetId of [...new Set([...subnetIds, ...own.map((nic) => nic.subnetId)])].sort()) {
    const zoneId = index.get("subnet", subnetId)?.zoneId;
    nodes.push({
      id: `${resource.id}#${zoneId ?? subnetId}`,
      balancer,
      subnetId,
      zoneId,
      interfaces: own.filter((nic) => nic.subnetId === subnetId),
    });
  }
  return balancer;
}

/** Whether an interface is a load balancer's, by what the provider writes on it; the balancer may not be in the input. */
export function isBalancerInterface({ description, interfaceType }: NetworkInterface): boolean {
  return description?.startsWith("ELB ") === true || interfaceType.endsWith("load_balancer");
}
