import {
  type Resource,
  type ResourceKind,
  type ResourceOf,
  resourceSchemas,
} from "../../engine/configuration";
import type { Document } from "./document";
import { type Item, note, tagsOf, text, words } from "./item";
import { partsOfArn, regionOfZone } from "./location";

/** A resource as one document tells it, with whose view it is. */
export interface Found {
  readonly resource: Resource;
  /** The account that owns it, where the document says. */
  readonly ownerId: string | undefined;
  /** The account whose call gave the document, where its path says. */
  readonly viewerId: string | undefined;
  readonly item: Item;
}

/** A resource under construction: what the document lacks is `undefined`. Checked against the schema by `put`. */
export type Draft<K extends ResourceKind> = {
  readonly [P in keyof ResourceOf<K>]: ResourceOf<K>[P] | undefined;
};

/** What the readers of the kinds work with: the documents by key, and where results go. */
export interface Reading {
  /** The objects that stand under a response key, in all files. */
  items(key: string): readonly Item[];
  /** Takes over a resource; one that does not fit its schema is a diagnostic. */
  put<K extends ResourceKind>(item: Item, draft: Draft<K> & { readonly kind: K }, ownerId?: string): void;
}

/** Groups documents by response key; everything `put` ends up in `found`. */
export function startReading(documents: readonly Document[], found: Found[]): Reading {
  const byKey = new Map<string, Item[]>();
  for (const document of documents) {
    const list = byKey.get(document.known.key) ?? [];
    for (const item of document.items) list.push(item);
    byKey.set(document.known.key, list);
  }
  return {
    items: (key) => byKey.get(key) ?? [],
    put(item, draft, ownerId) {
      const parsed = resourceSchemas[draft.kind].safeParse(draft);
      if (parsed.success) {
        const viewerId = item.source.accountId;
        found.push({ resource: withoutUndefined(parsed.data) as Resource, ownerId, viewerId, item });
        return;
      }
      const path = parsed.error.issues[0]?.path.join(".") ?? "";
      const id = typeof draft.id === "string" ? draft.id : undefined;
      note(item, {
        severity: "error",
        code: "invalid-resource",
        ...(id === undefined ? {} : { resource: { kind: draft.kind, id } }),
        message: `\`${path}\` is missing or wrong, so this resource was left out; record the reply again`,
        weakens: "answers that need this resource",
      });
    },
  };
}

/**
 * The fields that every resource has. Account and region come from the path, else from what the item says
 * about itself; "" where neither does, to be filled in once everything is read.
 */
export function base<K extends ResourceKind>(
  item: Item,
  kind: K,
  id: string | undefined,
  more: {
    readonly arn?: string | undefined;
    readonly name?: string | undefined;
    readonly ownerId?: string | undefined;
  } = {},
) {
  const arn = more.arn;
  const ofArn = partsOfArn(arn ?? id);
  const tags = tagsOf(item);
  const ownName = tags.find((tag) => tag.key === "Name")?.value || more.name;
  const zoneName = text(item, "AvailabilityZone");
  return {
    kind,
    id,
    arn,
    name: ownName,
    accountId: item.source.accountId ?? more.ownerId ?? text(item, "OwnerId") ?? ofArn.accountId ?? "",
    region: item.source.region ?? regionOfZone(zoneName) ?? ofArn.region ?? text(item, "Region") ?? "",
    tags,
  };
}

/** The name that a resource has beside its tags. */
export function ownName(item: Item, key: string): string | undefined {
  return words(item, key);
}

/** The same value without attributes that are `undefined`, at every level. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutUndefined(each)]));
}

/** Sorts by a text key, without touching the list given. */
export function sortedBy<T>(list: readonly T[], keyOf: (each: T) => string): T[] {
  const keyed = list.map((each) => ({ each, key: keyOf(each) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ each }) => each);
}
