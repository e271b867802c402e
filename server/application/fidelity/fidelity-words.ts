import type { CoverageStatus, ResourceKind } from "../../engine/configuration";
import type { GapSort } from "../ports/fidelity";

/** Diagnostics that are gaps: of which sort, and what would settle them. Others with `weakens` are `unreadable`. */
export const GAP_CODES: Readonly<Record<string, { readonly sort: GapSort; readonly decides: string }>> = {
  "missing-kind": { sort: "missing", decides: "the reply that is named" },
  "page-missing": { sort: "missing", decides: "all pages of the reply" },
  "call-denied": { sort: "missing", decides: "the right to make this call, and another reading" },
  "call-not-known": { sort: "missing", decides: "a newer command line, and another reading" },
  "no-route-table": { sort: "missing", decides: "DescribeRouteTables of the account" },
  "no-network-acl": { sort: "missing", decides: "DescribeNetworkAcls of the account" },
  "no-security-group": { sort: "missing", decides: "DescribeNetworkInterfaces of the account" },
  "prefix-list-entries-missing": { sort: "missing", decides: "GetManagedPrefixListEntries of the list" },
  "entries-without-list": { sort: "missing", decides: "`PrefixListId` beside `Entries`" },
  "transit-routes-missing": {
    sort: "missing",
    decides: "SearchTransitGatewayRoutes and GetTransitGatewayRouteTablePropagations of the table",
  },
  "route-without-table": { sort: "missing", decides: "the route table that the routes belong to" },
  "attachment-incomplete": {
    sort: "missing",
    decides: "DescribeTransitGatewayAttachments and DescribeTransitGatewayVpcAttachments",
  },
  "targets-missing": { sort: "missing", decides: "DescribeTargetHealth of the target group" },
  "dangling-reference": {
    sort: "dangling",
    decides: "the replies of the account and region that has it",
  },
  "assumed-route-table": { sort: "assumed", decides: "DescribeRouteTables of the account" },
  "interface-derived": { sort: "assumed", decides: "DescribeNetworkInterfaces of the account" },
  "route-not-legal": { sort: "assumed", decides: "DescribeRouteTables of the account, recorded again" },
  "not-modeled": { sort: "ignored-part", decides: "a version of Umbra that models it" },
  "route-target-not-modeled": { sort: "ignored-part", decides: "a version of Umbra that models it" },
  "facts-not-read": { sort: "ignored-part", decides: "a version of Umbra that reads it" },
};

/** What every other gap of diagnostics needs. */
export const RECORD_AGAIN = "the reply, recorded again";

/**
 * What is modeled only roughly of a kind, and by which assumption; `docs/model-limits.md` explains each, which a test
 * checks.
 */
export const APPROXIMATIONS: Partial<
  Record<ResourceKind, { readonly what: string; readonly weakens: string; readonly decides: string }>
> = {
  instance: {
    what: "processes and guest firewalls are not seen",
    weakens: "answers that call an instance reachable (ASSUME_GUEST_LISTENS)",
    decides: "a probe on the instance; no configuration tells",
  },
  vpcEndpoint: {
    what: "endpoint policies are not read",
    weakens: "answers that pass an endpoint: its policy may refuse more",
    decides: "the policy of the endpoint, read by a person",
  },
  listener: {
    what: "conditions on names, paths and headers are not evaluated",
    weakens: "answers through rules of application load balancers (ASSUME_L7_RULE)",
    decides: "the request itself: its host name and path",
  },
  firewall: {
    what: "rule groups are not evaluated",
    weakens: "answers that pass a network firewall (ASSUME_FIREWALL_ALLOWS)",
    decides: "the rule groups of the firewall policy, read by a person",
  },
  appliance: {
    what: "what an appliance filters is not seen",
    weakens: "answers that pass an appliance (ASSUME_APPLIANCE_FORWARDS)",
    decides: "the appliance's own configuration",
  },
  site: {
    what: "routes and filters inside a site are not seen",
    weakens: "answers from and to a site (ASSUME_ONPREM_RETURN)",
    decides: "the configuration of the site's routers",
  },
  vpnConnection: {
    what: "prefixes that the other side advertises are not recorded",
    weakens: "answers over connections with dynamic routes (ASSUME_BGP_ADVERTISED)",
    decides: "a declared site with its prefixes (`sites` in umbra.json)",
  },
  virtualInterface: {
    what: "prefixes that the other side advertises are not recorded",
    weakens: "answers over connections with dynamic routes (ASSUME_BGP_ADVERTISED)",
    decides: "a declared site with its prefixes (`sites` in umbra.json)",
  },
  dataStore: {
    what: "who may log in is not read",
    weakens: "answers about who can read the data: only connections are modeled",
    decides: "the service's own users and access policies",
  },
};

/** What cannot be concluded where a kind is not known, of the kinds on which many answers rest. */
export const KIND_WEAKENS: Partial<Record<string, string>> = {
  zone: "answers about the loss of a zone",
  vpc: "which addresses belong to which network",
  subnet: "where interfaces stand and in which zone",
  instance: "which interfaces belong to a running machine",
  networkInterface: "addresses and groups of everything with an interface",
  routeTable: "every path that leaves a subnet",
  securityGroup: "what interfaces admit",
  networkAcl: "what subnets admit",
  publicAddress: "what the internet reaches by an address of its own",
  prefixList: "routes and rules that name prefix lists",
  internetGateway: "paths to and from the internet",
  egressOnlyInternetGateway: "paths of IPv6 to the internet",
  blockPublicAccess: "whether all traffic of internet gateways is blocked",
  natGateway: "paths to the internet from private subnets",
  vpcPeeringConnection: "paths between peered networks",
  transitGateway: "paths over a transit gateway",
  transitGatewayAttachment: "paths over a transit gateway",
  transitGatewayRouteTable: "paths over a transit gateway",
  vpnGateway: "paths to other sites",
  customerGateway: "paths to other sites",
  vpnConnection: "paths to other sites",
  directConnectConnection: "paths to other sites over Direct Connect",
  virtualInterface: "paths to other sites over Direct Connect",
  directConnectAssociation: "paths to other sites over Direct Connect",
  vpcEndpoint: "paths to services of the provider",
  endpointService: "paths to services behind endpoints of other accounts",
  loadBalancer: "paths through load balancers",
  listener: "paths through load balancers",
  targetGroup: "paths through load balancers, and health of targets",
  classicLoadBalancer: "paths through classic load balancers",
  autoScalingGroup: "what comes back after a loss",
  firewall: "paths through network firewalls",
  databaseInstance: "which databases there are and what reaches them",
  dataStore: "which caches, warehouses and search domains there are and what reaches them",
};

/** What would settle a kind of this status. */
export const STATUS_DECIDES: Readonly<Record<Exclude<CoverageStatus, "ok">, string>> = {
  absent: "its describing call, added to the input",
  denied: "the right to make its describing call, and another reading",
  unsupported: "what was left out of it, or a version of Umbra that models it",
  stale: "a fresh reading that succeeds",
  suspicious: "a complete reading that can be read",
};

/** Attributes that are not read although an answer could depend on them. */
export const WEAKENING_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ["VpcEndpoints.PolicyDocument", "answers that pass the endpoint: its policy may refuse more"],
  ["DomainStatusList.AccessPolicies", "what the search domain answers to whoever reaches it"],
  ["DomainStatus.AccessPolicies", "what the search domain answers to whoever reaches it"],
  ["VirtualInterfaces.RouteFilterPrefixes", "which prefixes a public virtual interface carries"],
]);

/** What would settle an open answer, by what it says is missing; the first that fits. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/^what is known of .+ is (stale|suspicious)/, "a fresh reading of this kind that succeeds"],
  [
    /not completely in the input|not in the input|no .+ in the input|is missing/,
    "the replies that are named, added to the input",
  ],
  [/not modeled/, "a version of Umbra that models it; docs/model-limits.md says what is meant"],
  [/declare|unknown which/, "a declaration in umbra.json"],
  [/too many|more than/, "a narrower question"],
];

/** What would settle an open answer. */
export function decidesCause(missing: string): string {
  return CAUSES.find(([pattern]) => pattern.test(missing))?.[1] ?? "what is named, added to the input";
}
