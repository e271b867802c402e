import type { Configuration, Diagnostic, Resource, ResourceOf } from "./configuration.schema";
import { indexConfiguration } from "./configuration-index";
import { referencesOf } from "./integrity-references";
import { narrowRoutes } from "./narrow-routes";

/**
 * Checks that a configuration is whole: names that lead nowhere, ids that two resources share, subnets without
 * a route table or a network ACL, interfaces without a group, routes that the provider does not take. Nothing here is fatal: each finding says what it
 * weakens. In the order of kinds and ids; linear in the size of the configuration. Clauses: M-5, R-6, UNK-1, UNK-2.
 */
export function checkIntegrity(configuration: Configuration): Diagnostic[] {
  const resources = Object.values(configuration.resources).flat() as readonly Resource[];
  return [
    ...sharedIds(resources),
    ...danglingReferences(resources),
    ...subnetsWithoutTables(configuration),
    ...interfacesWithoutGroups(configuration),
    ...unmodeledTargets(configuration),
    ...narrowRoutes(configuration),
  ];
}

function sharedIds(resources: readonly Resource[]): Diagnostic[] {
  const owners = new Map<string, Resource>();
  return resources.flatMap((resource): Diagnostic[] => {
    const owner = owners.get(resource.id);
    owners.set(resource.id, owner ?? resource);
    if (owner === undefined) return [];
    return [
      {
        severity: "error",
        code: "duplicate-id",
        resource: elementOf(resource),
        message: `\`${resource.id}\` is the id of two resources, of kind ${owner.kind} and ${resource.kind}; record the replies again`,
        weakens: "answers that need either of them",
      },
    ];
  });
}

/** One diagnostic per name that leads nowhere, however many resources use it; at the first of them. */
function danglingReferences(resources: readonly Resource[]): Diagnostic[] {
  const known = new Set(resources.map((resource) => `${resource.kind} ${resource.id}`));
  const missing = new Map<
    string,
    { readonly users: Resource[]; attribute: string; mayBeElsewhere: boolean }
  >();
  for (const resource of resources) {
    for (const { attribute, id, kinds, mayBeElsewhere } of referencesOf(resource)) {
      if (kinds.some((kind) => known.has(`${kind} ${id}`))) continue;
      const entry = missing.get(id) ?? { users: [], attribute, mayBeElsewhere };
      missing.set(id, entry);
      entry.mayBeElsewhere &&= mayBeElsewhere;
      if (entry.users.at(-1) !== resource) entry.users.push(resource);
    }
  }
  return [...missing].flatMap(([id, { users, attribute, mayBeElsewhere }]): Diagnostic[] => {
    const [first] = users;
    if (first === undefined) return [];
    const others = users.length === 1 ? "" : ` and ${users.length - 1} more`;
    return [
      {
        severity: mayBeElsewhere ? "info" : "warning",
        code: "dangling-reference",
        resource: elementOf(first),
        message: `\`${id}\`, named in \`${attribute}\` of \`${first.id}\`${others}, is not in the input; add the replies of its account and region`,
        weakens: `answers that pass through \`${id}\``,
      },
    ];
  });
}

/** Only where the input has such a table or list at all: otherwise the missing kind is said once, by the importer. */
function subnetsWithoutTables(configuration: Configuration): Diagnostic[] {
  const index = indexConfiguration(configuration);
  const { subnet, routeTable, networkAcl } = configuration.resources;
  return subnet.flatMap(({ id, kind }): Diagnostic[] => {
    const missing = [
      routeTable.length > 0 && index.routeTableOf(id) === undefined ? "route table" : "",
      networkAcl.length > 0 && index.networkAclOf(id) === undefined ? "network ACL" : "",
    ].filter((what) => what !== "");
    return missing.map((what) => ({
      severity: "warning",
      code: what === "route table" ? "no-route-table" : "no-network-acl",
      resource: { kind, id },
      message: `\`${id}\` has no ${what} in the input, its VPC has no main or default one either; add it`,
      weakens: `answers that cross the boundary of \`${id}\``,
    }));
  });
}

/** M-5: an instance's interface without a group admits nothing, which is rarely what was meant. */
function interfacesWithoutGroups(configuration: Configuration): Diagnostic[] {
  return configuration.resources.networkInterface
    .filter((each) => each.attachment?.instanceId !== undefined && each.securityGroupIds.length === 0)
    .map((each) => ({
      severity: "warning",
      code: "no-security-group",
      resource: elementOf(each),
      message: `\`${each.id}\` has no security group in the input, so nothing is allowed through it; record the reply again`,
      weakens: `answers to and from \`${each.id}\``,
    }));
}

function unmodeledTargets(configuration: Configuration): Diagnostic[] {
  return configuration.resources.routeTable.flatMap((table) =>
    table.routes.flatMap((route) =>
      route.target.kind === "unknown" ? [unmodeledTarget(table, route.target)] : [],
    ),
  );
}

function unmodeledTarget(
  table: ResourceOf<"routeTable">,
  target: { readonly id: string; readonly name: string },
): Diagnostic {
  return {
    severity: "warning",
    code: "route-target-not-modeled",
    resource: elementOf(table),
    message: `a route of \`${table.id}\` leads to \`${target.id}\` (${target.name}), which is not modeled; answers over it stay open`,
    weakens: `answers that use this route of \`${table.id}\``,
  };
}

function elementOf(resource: Resource): { kind: string; id: string } {
  return { kind: resource.kind, id: resource.id };
}
