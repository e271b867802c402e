import { type Ended, type FlowState, fail } from "./flow-state";
import type { Network } from "./network";
import { elementOf } from "./network";

/**
 * Block public access at an internet or egress-only gateway, for the subnet of the interface or NAT gateway on the VPC
 * side. `opened`: which side opened the flow; `through`: what the flow runs through. Clause: BPA-1.
 *
 * @returns the ended branch, or `undefined` when the packet may pass
 */
export function blockedPublicAccess(
  network: Network,
  state: FlowState,
  gateway: { readonly kind: string; readonly id: string },
  side: { readonly vpcId: string; readonly subnetId: string | null },
  flow: { readonly opened: "inside" | "outside"; readonly through: "natOrEgressOnly" | "direct" },
): Ended | undefined {
  // A gateway stands in its VPC's account and region, and is known also where the VPC is not.
  const vpc = network.index.get("vpc", side.vpcId) ?? network.index.find(gateway.id);
  const block = network.index.configuration.resources.blockPublicAccess.find(
    (entry) => entry.region === vpc?.region && entry.accountId === vpc.accountId,
  );
  if (!block || block.mode === "off") return undefined;
  if (block.mode === "block-ingress" && flow.through === "natOrEgressOnly") return undefined;
  const exclusions = block.exclusions.filter(
    ({ resourceId }) => resourceId === side.vpcId || (side.subnetId !== null && resourceId === side.subnetId),
  );
  if (exclusions.some(({ mode }) => mode === "allow-bidirectional")) return undefined;
  if (flow.opened === "inside" && exclusions.some(({ mode }) => mode === "allow-egress")) return undefined;
  return fail(
    state,
    "BPA",
    elementOf(network, gateway.kind, gateway.id),
    `public access is blocked: ${block.mode}`,
  );
}
