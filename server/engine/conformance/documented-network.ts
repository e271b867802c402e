import type { ConformanceCase } from "./conformance-case";

/** A network that the provider's public documentation describes, with the outcomes that the page states. */
export interface DocumentedNetwork {
  /** The page: its guide, its title, and its address without the scheme. */
  readonly page: { readonly guide: string; readonly title: string; readonly address: string };
  readonly rows: readonly Omit<ConformanceCase, "case">[];
}

/** Addresses of the provider's guides. */
const GUIDES = {
  "VPC User Guide": "docs.aws.amazon.com/vpc/latest/userguide",
  "VPC Peering Guide": "docs.aws.amazon.com/vpc/latest/peering",
  "Transit Gateway Guide": "docs.aws.amazon.com/vpc/latest/tgw",
  "Elastic Load Balancing Guide": "docs.aws.amazon.com/elasticloadbalancing/latest/userguide",
  "Application Load Balancer Guide": "docs.aws.amazon.com/elasticloadbalancing/latest/application",
  "Gateway Load Balancer Guide": "docs.aws.amazon.com/elasticloadbalancing/latest/gateway",
  "PrivateLink Guide": "docs.aws.amazon.com/vpc/latest/privatelink",
  "Network Firewall Guide": "docs.aws.amazon.com/network-firewall/latest/developerguide",
  "Network Load Balancer Guide": "docs.aws.amazon.com/elasticloadbalancing/latest/network",
} as const;

/** The page of a guide. */
export function page(guide: keyof typeof GUIDES, title: string, file: string): DocumentedNetwork["page"] {
  return { guide, title, address: `${GUIDES[guide]}/${file}` };
}
