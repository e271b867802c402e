import {
  type Configuration,
  type Coverage,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
  type Resources,
  resourceSchemas,
} from "../configuration.schema";
import type { DeclaredFacts } from "../declared-facts.schema";
import { isSame, unordered } from "./diff-fields";
import { listFormOf } from "./list-forms";

/**
 * What differs in one attribute, as data: items that a list lost and gained where its order means nothing, else what the
 * attribute was and is. A side is absent where the attribute is.
 */
export type AttributeEdit =
  | { readonly attribute: string; readonly lost: readonly unknown[]; readonly gained: readonly unknown[] }
  | { readonly attribute: string; readonly before?: unknown; readonly after?: unknown };

/** What differs in one resource: it came, it went, or some of its attributes changed. */
export type ResourceEdit =
  | { readonly op: "added" | "removed"; readonly resource: Resource }
  | {
      readonly op: "changed";
      readonly kind: ResourceKind;
      readonly id: string;
      readonly edits: readonly AttributeEdit[];
    };

/** What differs between two configurations, as data; `diffConfigurations` says the same in words. */
export interface ConfigurationEdits {
  /** By kind, then by id. */
  readonly resources: readonly ResourceEdit[];
  readonly coverage: { readonly lost: readonly Coverage[]; readonly gained: readonly Coverage[] };
  readonly declared: { readonly before?: DeclaredFacts; readonly after?: DeclaredFacts } | null;
}

/** The edits that make one configuration the other. Lists without meaningful order are compared without it. */
export function editsBetween(before: Configuration, after: Configuration): ConfigurationEdits {
  const coverage = unequalItems(before.coverage, after.coverage);
  const { declared: was } = before;
  const { declared: is } = after;
  return {
    resources: RESOURCE_KINDS.flatMap((kind) => editsOfKind(kind, before, after)),
    coverage: { lost: coverage.lost, gained: coverage.gained },
    declared:
      unordered(was ?? null) === unordered(is ?? null)
        ? null
        : { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
  };
}

/** The edits that undo these. */
export function invertEdits({ resources, coverage, declared }: ConfigurationEdits): ConfigurationEdits {
  return {
    resources: resources.map((edit): ResourceEdit => {
      if (edit.op === "changed") return { ...edit, edits: edit.edits.map(invertEdit) };
      return { op: edit.op === "added" ? "removed" : "added", resource: edit.resource };
    }),
    coverage: { lost: coverage.gained, gained: coverage.lost },
    declared: declared && swapped(declared),
  };
}

function invertEdit(edit: AttributeEdit): AttributeEdit {
  if ("lost" in edit) return { ...edit, lost: edit.gained, gained: edit.lost };
  const { attribute, ...sides } = edit;
  return { attribute, ...swapped(sides) };
}

function swapped<T>({ before, after }: { readonly before?: T; readonly after?: T }) {
  return {
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  };
}

/**
 * Makes the edits on a copy of the configuration they were taken from: what comes out is the other one, but for the order
 * of lists of which the order means nothing. Resources are sorted by id. An item to be lost that is not there is passed
 * over; `editsBetween` never asks for one.
 */
export function applyEdits(configuration: Configuration, edits: ConfigurationEdits): Configuration {
  const resources = Object.fromEntries(
    RESOURCE_KINDS.map((kind) => [kind, editedList(configuration.resources[kind], kind, edits.resources)]),
  ) as unknown as Resources;
  const { declared, ...rest } = configuration;
  const facts = edits.declared === null ? declared : edits.declared.after;
  return {
    ...rest,
    resources,
    coverage: editedItems(configuration.coverage, edits.coverage),
    ...(facts === undefined ? {} : { declared: facts }),
  };
}

function editsOfKind(
  kind: ResourceKind,
  before: Configuration,
  after: Configuration,
): readonly ResourceEdit[] {
  const old = new Map<string, Resource>(before.resources[kind].map((each) => [each.id, each]));
  const now = new Map<string, Resource>(after.resources[kind].map((each) => [each.id, each]));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id): ResourceEdit[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was === undefined) return is === undefined ? [] : [{ op: "added", resource: is }];
    if (is === undefined) return [{ op: "removed", resource: was }];
    const edits = attributeEdits(kind, was, is);
    return edits.length === 0 ? [] : [{ op: "changed", kind, id, edits }];
  });
}

function attributeEdits(kind: ResourceKind, was: Resource, is: Resource): readonly AttributeEdit[] {
  return Object.keys(resourceSchemas[kind].shape).flatMap((attribute): AttributeEdit[] => {
    const [old, now] = [at(was, attribute), at(is, attribute)];
    if (isSame(old, now) || unordered(old ?? null) === unordered(now ?? null)) return [];
    if (listFormOf(kind, attribute) && Array.isArray(old) && Array.isArray(now))
      return [{ attribute, ...unequalItems<unknown>(old, now) }];
    return [
      {
        attribute,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}

function editedList(
  list: readonly Resource[],
  kind: ResourceKind,
  edits: readonly ResourceEdit[],
): readonly Resource[] {
  const byId = new Map(list.map((resource) => [resource.id, resource]));
  for (const edit of edits) {
    if (edit.op === "changed") {
      const resource = edit.kind === kind ? byId.get(edit.id) : undefined;
      if (resource) byId.set(edit.id, edited(resource, edit.edits));
    } else if (edit.resource.kind === kind) {
      if (edit.op === "added") byId.set(edit.resource.id, edit.resource);
      else byId.delete(edit.resource.id);
    }
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function edited(resource: Resource, edits: readonly AttributeEdit[]): Resource {
  const attributes = new Map<string, unknown>(Object.entries(resource));
  for (const edit of edits) {
    if ("lost" in edit) {
      const list = attributes.get(edit.attribute);
      attributes.set(edit.attribute, editedItems(Array.isArray(list) ? list : [], edit));
    } else if (edit.after === undefined) attributes.delete(edit.attribute);
    else attributes.set(edit.attribute, edit.after);
  }
  // Edits between two resources of a kind leave a resource of that kind.
  return Object.fromEntries(attributes) as Resource;
}

/** Takes each lost item away once, and adds the gained ones. */
function editedItems<T>(
  items: readonly T[],
  { lost, gained }: { readonly lost: readonly T[]; readonly gained: readonly T[] },
): readonly T[] {
  return [...without(items, lost), ...gained];
}

function unequalItems<T>(before: readonly T[], after: readonly T[]) {
  return { lost: without(before, after), gained: without(after, before) };
}

/** The items without those that the others have, each as often as they have it. */
function without<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  const spare = new Map<string, number>();
  for (const text of others.map(unordered)) spare.set(text, (spare.get(text) ?? 0) + 1);
  return items.filter((item) => {
    const text = unordered(item);
    const left = spare.get(text) ?? 0;
    if (left > 0) spare.set(text, left - 1);
    return left === 0;
  });
}

function at(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
