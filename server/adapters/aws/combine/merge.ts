import { canonicalJson, type Resource } from "../../../engine/configuration";
import { note } from "../item";
import type { Found } from "../reading";

/**
 * One resource per kind and id (SHR-3). Of several accounts' views the owner's stays; which of several others
 * stays does not depend on the order of the files. Two different accounts of one thing inside one account's
 * documents are said.
 */
export function merge(found: readonly Found[]): Resource[] {
  const groups = new Map<string, Found[]>();
  for (const each of found) {
    const key = `${each.resource.kind} ${each.resource.id}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return group.length === 1 ? [first.resource] : [chooseView(group).resource];
  });
}

function chooseView(group: readonly Found[]): Found {
  const ranked = group.map((found) => ({ found, key: rank(found) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const chosen = ranked[0]?.found ?? group[0];
  if (chosen === undefined) throw new Error("a group of views is never empty");
  const text = canonicalJson(chosen.resource);
  const differs = group.find(
    (each) => each.viewerId === chosen.viewerId && canonicalJson(each.resource) !== text,
  );
  if (differs !== undefined && chosen.resource.kind !== "zone") {
    const { kind, id } = chosen.resource;
    note(differs.item, {
      severity: "warning",
      code: "duplicate-id",
      resource: { kind, id },
      message: `\`${id}\` stands in the input several times with different content; one was kept, record the replies again at one time`,
      weakens: "answers that need this resource",
    });
  }
  return chosen;
}

function rank({ resource, ownerId, viewerId }: Found): string {
  const isOwner = viewerId !== undefined && viewerId === ownerId;
  return [isOwner ? 0 : 1, viewerId ?? "", canonicalJson(resource)].join("\u0000");
}
