import type { Rows } from "./answer-case";
import { balancerBlockers } from "./blockers-balancers.cases";
import type { BlockerCase } from "./blockers-case";
import { endpointBlockers } from "./blockers-endpoints.cases";
import { hybridBlockers } from "./blockers-hybrid.cases";
import { middleboxBlockers } from "./blockers-middleboxes.cases";
import { pathBlockers } from "./blockers-paths.cases";
import { transitBlockers } from "./blockers-transit.cases";
import { breachCases } from "./breach.cases";
import type { BreachCase } from "./breach-case";
import { breachFurtherCases } from "./breach-further.cases";
import { balancerClauseCases } from "./clauses-balancers.cases";
import { defaultClauseCases } from "./clauses-defaults.cases";
import { doubtClauseCases } from "./clauses-doubt.cases";
import { filterClauseCases } from "./clauses-filters.cases";
import { furtherClauseCases } from "./clauses-further.cases";
import { furtherServiceCases } from "./clauses-further-services.cases";
import { outageClauseCases } from "./clauses-outages.cases";
import { pathClauseCases } from "./clauses-paths.cases";
import { regionClauseCases } from "./clauses-regions.cases";
import { unknownClauseCases } from "./clauses-unknown.cases";
import type { ConformanceCase } from "./conformance-case";
import { balancerPages } from "./documentation-balancers.cases";
import { endpointPages } from "./documentation-endpoints.cases";
import { filterPages } from "./documentation-filters.cases";
import { middleboxPages } from "./documentation-middleboxes.cases";
import { peeringPages } from "./documentation-peering.cases";
import { routingPages } from "./documentation-routing.cases";
import { transitPages } from "./documentation-transit.cases";
import { endpointCases } from "./endpoints.cases";
import { hybridCases } from "./hybrid.cases";
import { interfaceCases } from "./interfaces.cases";
import { internetGatewayCases } from "./internet-gateway.cases";
import { loadCases } from "./load.cases";
import { balancerCases } from "./load-balancers.cases";
import type { LoadCase } from "./load-case";
import { loadElementCases } from "./load-elements.cases";
import { middleboxCases } from "./middleboxes.cases";
import { natGatewayCases } from "./nat-gateway.cases";
import { networkAclCases } from "./network-acls.cases";
import { peeringCases } from "./peering.cases";
import { routingCases } from "./routing.cases";
import { securityGroupCases } from "./security-groups.cases";
import { transitGatewayCases } from "./transit-gateway.cases";

/** Small networks of the provider's documentation, each with the outcome that its page states. */
export const pages = [
  ...routingPages,
  ...filterPages,
  ...peeringPages,
  ...transitPages,
  ...middleboxPages,
  ...balancerPages,
  ...endpointPages,
];

/** Every table of cases, by its subject. */
export const tables: Readonly<Record<string, readonly ConformanceCase[]>> = {
  "security groups": securityGroupCases,
  "network ACLs": networkAclCases,
  routing: routingCases,
  "internet gateway": internetGatewayCases,
  "NAT gateway": natGatewayCases,
  peering: peeringCases,
  "load balancers": balancerCases,
  "further clauses on load balancers": balancerClauseCases,
  "transit gateway": transitGatewayCases,
  middleboxes: middleboxCases,
  endpoints: endpointCases,
  "VPN, Direct Connect and sharing": hybridCases,
  "interfaces and outages": interfaceCases,
  "further clauses on filters": filterClauseCases,
  "further clauses on paths": pathClauseCases,
  "further clauses on outages": outageClauseCases,
  "further clauses on regions and transit gateways": regionClauseCases,
  "further clauses on defaults": defaultClauseCases,
  "further clauses on unknowns": unknownClauseCases,
  "what rests on what is not known": doubtClauseCases,
  "further sides of clauses": furtherClauseCases,
  "further sides of clauses on services": furtherServiceCases,
  "the provider's documentation": pages.flatMap((documented) => documented.rows),
};

/** What would open flows that are refused, by where they are refused. */
export const blockerTables: Readonly<Record<string, readonly BlockerCase[]>> = {
  "groups, ACLs and routes": pathBlockers,
  "load balancers": balancerBlockers,
  "VPN and Direct Connect": hybridBlockers,
  "transit gateways": transitBlockers,
  endpoints: endpointBlockers,
  middleboxes: middleboxBlockers,
};

/** What demands put on a network. */
export const loadRows: readonly LoadCase[] = [...loadCases, ...loadElementCases];

/** What attacks come to. */
export const attackRows: readonly BreachCase[] = [...breachCases, ...breachFurtherCases];

/** Every row there is. */
export const allRows: Rows = {
  flows: Object.values(tables).flat(),
  refusals: Object.values(blockerTables).flat(),
  attacks: attackRows,
  loads: loadRows,
};
