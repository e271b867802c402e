import type { Resource, ResourceOf, Route } from "../../../engine/configuration";
import type { Notes } from "../notes";

/**
 * Supplies route tables for VPCs of which the input has none: a main table with the local routes, and for
 * subnets that give out public addresses a table that also leads to the attached internet gateway. Only on
 * request, and every table supplied is named in a diagnostic.
 */
export function assumeRoutes(resources: readonly Resource[], notes: Notes): Resource[] {
  const withTable = new Set(resources.flatMap((each) => (each.kind === "routeTable" ? each.vpcId : [])));
  const added = resources.flatMap((vpc) =>
    vpc.kind === "vpc" && !withTable.has(vpc.id) ? tablesFor(vpc, resources) : [],
  );
  for (const table of added)
    notes.add({
      severity: "warning",
      code: "assumed-route-table",
      resource: { kind: "routeTable", id: table.id },
      message: `the input has no route table of \`${table.vpcId}\`; this one was assumed because you asked for it`,
      weakens: "every answer about this VPC",
    });
  return [...resources, ...added];
}

function tablesFor(vpc: ResourceOf<"vpc">, resources: readonly Resource[]): ResourceOf<"routeTable">[] {
  const local = vpc.prefixes.map(
    (prefix): Route => ({
      destination: { prefix },
      target: { kind: "local" },
      origin: "CreateRouteTable",
      state: "active",
    }),
  );
  const common = {
    kind: "routeTable" as const,
    accountId: vpc.accountId,
    region: vpc.region,
    tags: [],
    vpcId: vpc.id,
    propagatingVgwIds: [],
  };
  const main = { ...common, id: `assumed-main-of-${vpc.id}`, associations: [{ main: true }], routes: local };
  const gateway = resources.find(
    (each) =>
      each.kind === "internetGateway" && each.attachments.some((attachment) => attachment.vpcId === vpc.id),
  );
  const publicSubnets = resources.flatMap((each) =>
    each.kind === "subnet" && each.vpcId === vpc.id && each.mapPublicIpOnLaunch ? each.id : [],
  );
  if (gateway === undefined || publicSubnets.length === 0) return [main];
  const families = new Set(vpc.prefixes.map((prefix) => (prefix.includes(":") ? "::/0" : "0.0.0.0/0")));
  const defaults = [...families].sort().map(
    (prefix): Route => ({
      destination: { prefix },
      target: { kind: "internetGateway", id: gateway.id },
      origin: "CreateRoute",
      state: "active",
    }),
  );
  const associations = [...publicSubnets].sort().map((subnetId) => ({ main: false, subnetId }));
  return [
    main,
    { ...common, id: `assumed-public-of-${vpc.id}`, associations, routes: [...local, ...defaults] },
  ];
}
