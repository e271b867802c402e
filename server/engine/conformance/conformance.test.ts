import { describe, expect, it } from "vitest";
import { buildConfiguration, withoutResource } from "../../testing/network-builder";
import { type ConfigurationIndex, indexConfiguration } from "../configuration";
import { buildNetwork, redundancyOf, type Trace, traceEstablishedFlow, traceFlow } from "../semantics";
import { BUILT_CLAUSES, CLAUSE_COUNTS, OTHER_CLAUSES } from "../semantics/clauses";
import { balancerClauseCases } from "./clauses-balancers.cases";
import { defaultClauseCases } from "./clauses-defaults.cases";
import { doubtClauseCases } from "./clauses-doubt.cases";
import { filterClauseCases } from "./clauses-filters.cases";
import { outageClauseCases } from "./clauses-outages.cases";
import { pathClauseCases } from "./clauses-paths.cases";
import { unknownClauseCases } from "./clauses-unknown.cases";
import type { ConformanceCase, Expected } from "./conformance-case";
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
import { balancerCases } from "./load-balancers.cases";
import { middleboxCases } from "./middleboxes.cases";
import { natGatewayCases } from "./nat-gateway.cases";
import { networkAclCases } from "./network-acls.cases";
import { peeringCases } from "./peering.cases";
import { routingCases } from "./routing.cases";
import { securityGroupCases } from "./security-groups.cases";
import { transitGatewayCases } from "./transit-gateway.cases";

/** Small networks of the provider's documentation, each with the outcome that its page states. */
const pages = [
  ...routingPages,
  ...filterPages,
  ...peeringPages,
  ...transitPages,
  ...middleboxPages,
  ...balancerPages,
  ...endpointPages,
];

const tables: Readonly<Record<string, readonly ConformanceCase[]>> = {
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
  "further clauses on defaults": defaultClauseCases,
  "further clauses on unknowns": unknownClauseCases,
  "what rests on what is not known": doubtClauseCases,
  "the provider's documentation": pages.flatMap((documented) => documented.rows),
};
const rows = Object.values(tables).flat();

/** Cases 140 to 161 are about load and breach, 180 is about a sweep. */
const REQUIRED = [...range(1, 139), ...range(162, 179)];

describe.each(Object.entries(tables))("%s", (_, cases) => {
  it.each(cases.map((row) => [nameOf(row), row] as const))("%s", (_, row) => check(row));
});

describe("the tables", () => {
  it("hold exactly the numbered cases of the sections that are built", () => {
    const numbers = [...new Set(rows.flatMap((row) => row.case ?? []))].sort((a, b) => a - b);
    expect(numbers).toEqual(REQUIRED);
  });

  it("have a row for every clause that the interpreter answers for", () => {
    const clauses = new Set(rows.flatMap((row) => row.clauses));
    expect(BUILT_CLAUSES.filter((clause) => !clauses.has(clause))).toEqual([]);
  });

  it("and the list of other clauses name every clause of the semantics once", () => {
    const all = Object.entries(CLAUSE_COUNTS).flatMap(([section, count]) =>
      range(1, count).map((number) => `${section}-${number}`),
    );
    const named: readonly string[] = [...BUILT_CLAUSES, ...Object.keys(OTHER_CLAUSES)];
    expect(named.toSorted()).toEqual(all.toSorted());
  });

  it("hold the networks of many pages of the provider's documentation, each page once", () => {
    const titles = pages.map(({ page }) => `${page.guide}: ${page.title}`);
    expect(titles.length).toBeGreaterThanOrEqual(44);
    expect(titles).toEqual([...new Set(titles)]);
  });

  it("name the clauses of every row, and no row twice", () => {
    for (const row of rows) {
      expect(row.clauses, row.title).not.toEqual([]);
      for (const clause of row.clauses) expect(clause, row.title).toMatch(/^[A-Z]+4?-\d+$/);
      expect(Object.keys(row.expected), row.title).not.toEqual([]);
    }
    const names = rows.map(nameOf);
    expect(names).toEqual([...new Set(names)]);
  });
});

function nameOf(row: ConformanceCase): string {
  return row.case === undefined ? `${row.clauses.join(", ")}: ${row.title}` : `case ${row.case} ${row.title}`;
}

function check(row: ConformanceCase): void {
  const options = { horizon: row.horizon ?? "T1", view: row.view ?? "configured" } as const;
  const whole = buildConfiguration(row.network);
  const configuration = row.without ? withoutResource(whole, row.without.kind, row.without.id) : whole;
  const network = buildNetwork(configuration, { ...options, failures: row.failures ?? [] });
  const trace = row.establishedOn
    ? traceEstablishedFlow(
        buildNetwork(buildConfiguration(row.establishedOn), options),
        network,
        row.question,
      )
    : traceFlow(network, row.question);
  const figures = row.expected.figures && {
    of: row.expected.figures.of,
    ...redundancyOf(network, row.expected.figures.of),
  };
  const actual = asExpected(trace, row.expected, indexConfiguration(configuration));
  expect({ ...actual, ...(figures ? { figures } : {}) }).toEqual(row.expected);
}

/** The trace in the terms of the expectation: equal to it where it agrees, else what the trace says instead. */
function asExpected(trace: Trace, expected: Expected, index: ConfigurationIndex): object {
  const { reason, at, rule, via } = expected;
  const visited = trace.forward.map((hop) => hop.element.id);
  const actual = {
    verdict: trace.verdict,
    reason: reason?.some((accepted) => accepted === trace.reason) ? reason : trace.reason,
    at: at !== undefined && placesOf(trace, index).includes(at) ? at : trace.at,
    rule: rule !== undefined && trace.at?.rule?.split(/\W/).includes(rule) ? rule : trace.at?.rule,
    phase: trace.phase,
    scope: trace.scope,
    via: via !== undefined && visited.includes(via) ? via : visited,
  };
  return Object.fromEntries(Object.entries(actual).filter(([field]) => field in expected));
}

/** The deciding element, and what it belongs to: an interface to its VM and subnet, a table or ACL to its subnets. */
function placesOf(trace: Trace, index: ConfigurationIndex): readonly (string | undefined)[] {
  if (!trace.at) return [];
  const { id } = trace.at;
  const element = index.find(id);
  const subnets = index.configuration.resources.subnet.map((subnet) => subnet.id);
  switch (element?.kind) {
    case "networkInterface":
      return [id, element.attachment?.instanceId, element.subnetId];
    case "routeTable":
      return [id, ...subnets.filter((subnet) => index.routeTableOf(subnet)?.id === id)];
    case "networkAcl":
      return [id, ...subnets.filter((subnet) => index.networkAclOf(subnet)?.id === id)];
    case "transitGatewayRouteTable":
      return [id, element.transitGatewayId];
    default:
      return [id];
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
