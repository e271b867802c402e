import {
  type Configuration,
  type Coverage,
  type CoverageStatus,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
} from "../configuration.schema";
import type { ConfigurationDiff, CoverageChange, ResourceChange } from "./configuration-diff.schema";
import { declaredChanges } from "./diff-declared";
import { changedFields, isSame, ownFields } from "./diff-fields";

/**
 * What differs between two configurations, in the words of the network: rules, entries and routes that came, went
 * or changed, other attributes by name. The order of lists means nothing and never shows. Resources are the same
 * when kind and id are; what owners declare beside them comes last. Linear in both, and deterministic; swapping the sides swaps the answer.
 */
export function diffConfigurations(before: Configuration, after: Configuration): ConfigurationDiff {
  const known = { before: coverageByPart(before), after: coverageByPart(after) };
  const vpcOf = { before: vpcLookup(before), after: vpcLookup(after) };
  const changes = RESOURCE_KINDS.flatMap((kind) => {
    const old = new Map(listOf(before, kind).map((resource) => [resource.id, resource]));
    const added = listOf(after, kind).flatMap((resource): ResourceChange[] => {
      const previous = old.get(resource.id);
      old.delete(resource.id);
      if (previous === undefined)
        return [wholeChange("added", resource, vpcOf.after(resource), known.before)];
      if (isSame(previous, resource)) return [];
      const fields = changedFields(previous, resource);
      if (fields.length === 0) return [];
      return [
        {
          op: "changed",
          ...placeOf(resource, vpcOf.after(resource)),
          isCosmetic: fields.every((field) => field.isCosmetic),
          isCertain: true,
          fields: [...fields],
        },
      ];
    });
    const removed = [...old.values()].map((resource) =>
      wholeChange("removed", resource, vpcOf.before(resource), known.after),
    );
    return [...added, ...removed].sort((a, b) => (a.element.id < b.element.id ? -1 : 1));
  });
  return {
    changes: [...changes, ...declaredChanges(before.declared, after.declared)],
    coverage: coverageChanges(known.before, known.after),
  };
}

function listOf(configuration: Configuration, kind: ResourceKind): readonly Resource[] {
  return configuration.resources[kind];
}

function wholeChange(
  op: "added" | "removed",
  resource: Resource,
  vpcId: string | undefined,
  otherSide: ReadonlyMap<string, Coverage>,
): ResourceChange {
  const { accountId, region, kind } = resource;
  const missingFrom = otherSide.get(partKey({ accountId, region, kind }))?.status ?? "absent";
  return {
    op,
    ...placeOf(resource, vpcId),
    isCosmetic: false,
    isCertain: missingFrom === "ok",
    fields: [...ownFields(resource, op)],
  };
}

function placeOf({ kind, id, name, accountId, region }: Resource, vpcId: string | undefined) {
  const element = name === undefined ? { kind, id } : { kind, id, name };
  return { element, accountId, region, vpcId: vpcId ?? null };
}

/** The VPC of a resource; a machine's is that of its interfaces. */
function vpcLookup({ resources }: Configuration): (resource: Resource) => string | undefined {
  const ofInstance = new Map(
    resources.networkInterface.map(({ attachment, vpcId }) => [attachment?.instanceId, vpcId]),
  );
  return (resource) => {
    if (resource.kind === "vpc") return resource.id;
    if (resource.kind === "instance") return ofInstance.get(resource.id);
    if ("vpcId" in resource) return resource.vpcId;
    if (!("attachments" in resource)) return undefined;
    return resource.attachments.map(({ vpcId }) => vpcId).sort()[0];
  };
}

function coverageByPart({ coverage }: Configuration): ReadonlyMap<string, Coverage> {
  return new Map(coverage.map((part) => [partKey(part), part]));
}

function partKey({ accountId, region, kind }: Omit<Coverage, "status">): string {
  return [accountId, region, kind].join("\u0000");
}

function coverageChanges(
  before: ReadonlyMap<string, Coverage>,
  after: ReadonlyMap<string, Coverage>,
): readonly CoverageChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => {
    const part = after.get(key) ?? before.get(key);
    const status = (side: ReadonlyMap<string, Coverage>): CoverageStatus => side.get(key)?.status ?? "absent";
    if (part === undefined || status(before) === status(after)) return [];
    const { accountId, region, kind } = part;
    return [{ accountId, region, kind, before: status(before), after: status(after) }];
  });
}
