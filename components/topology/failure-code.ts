import type { Element } from "../../server/engine/configuration";
import type { Failure } from "../../server/engine/semantics";

const MODES = ["down", "deleted", "blocked", "withdrawn", "detached"] as const;

/** A failure in the address bar: `down:natGateway:nat-1`, `withdrawn:routeTable:rtb-1:0.0.0.0/0`. Parts are percent-encoded. */
export function failureCode({ mode, kind, id, route }: Failure): string {
  return [mode, kind, id, ...(route === undefined ? [] : [route])].map(encodeURIComponent).join(":");
}

/** Reads what `failureCode` wrote; null for anything else, since people edit addresses. */
export function parseFailureCode(code: string): Failure | null {
  const parts = code.split(":").map(decoded);
  const mode = MODES.find((one) => one === parts[0]);
  const [, kind, id, route] = parts;
  if (mode === undefined || !kind || !id || parts.length > 4) return null;
  if ((mode === "withdrawn") !== (route !== undefined && route !== "")) return null;
  return route === undefined ? { mode, kind, id } : { mode, kind, id, route };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** Kinds that stop working as a whole. */
const CAN_GO_DOWN: ReadonlySet<string> = new Set([
  "region",
  "zone",
  "subnet",
  "instance",
  "networkInterface",
  "natGateway",
  "internetGateway",
  "egressOnlyInternetGateway",
  "vpcPeeringConnection",
  "transitGateway",
  "transitGatewayAttachment",
  "loadBalancer",
  "classicLoadBalancer",
  "loadBalancerNode",
  "vpcEndpoint",
  "firewall",
  "databaseInstance",
  "vpnConnection",
  "vpnTunnel",
  "customerGateway",
  "directConnectConnection",
  "virtualInterface",
]);
/** Rule sets do not fail; supposed is that they refuse everything. */
const CAN_BLOCK: ReadonlySet<string> = new Set(["securityGroup", "networkAcl"]);

/** What "simulate" means for an element: its failure, or why there is none. */
export type Simulable =
  | { readonly kind: "failure"; readonly verb: "failure" | "block"; readonly failure: Failure }
  | { readonly kind: "not"; readonly why: string };

/** The failure that a click on "Simulate ..." supposes. */
export function simulable(element: Element | null): Simulable {
  if (element === null) return { kind: "not", why: "a group does not fail; choose one resource in it" };
  const { kind, id } = element;
  if (CAN_GO_DOWN.has(kind)) return { kind: "failure", verb: "failure", failure: { kind, id, mode: "down" } };
  if (CAN_BLOCK.has(kind)) return { kind: "failure", verb: "block", failure: { kind, id, mode: "blocked" } };
  if (kind === "vpc")
    return { kind: "not", why: "a VPC does not fail as a whole; choose a zone, a subnet or a gateway" };
  if (kind === "routeTable")
    return { kind: "not", why: "a table does not fail; withdraw one of its routes under Rules" };
  return { kind: "not", why: "the failure of this kind of resource is not modeled" };
}
