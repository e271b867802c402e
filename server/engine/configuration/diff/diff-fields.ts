import { attributeLabel, attributeText } from "../attribute-text";
import { type Resource, resourceSchemas } from "../configuration.schema";
import { canonicalJson } from "../content-hash";
import { type FieldChange, type FieldChangeKind, fieldChangeKindSchema } from "./configuration-diff.schema";
import { type ListForm, listFormOf } from "./list-forms";

/** What a packet's way never depends on, nor whether anything is there. */
const COSMETIC = new Set(["name", "tags", "description", "arn", "availableIpAddressCount"]);
const IDENTITY = new Set(["kind", "id"]);
/** Fields are listed in the order of their kinds: what decides about packets first. */
const ORDER: readonly FieldChangeKind[] = fieldChangeKindSchema.options;

/** Whether two values are the same, lists in the same order; the cheap test before the careful one. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSame(at(a, name), at(b, name)));
}

/** What differs between two states of one resource. Empty when nothing but the order of lists does. */
export function changedFields(before: Resource, after: Resource): readonly FieldChange[] {
  return diffFields(before.kind, before, after);
}

/** Everything a resource has, as if it came from nothing, or went. */
export function ownFields(resource: Resource, op: "added" | "removed"): readonly FieldChange[] {
  return op === "added" ? diffFields(resource.kind, {}, resource) : diffFields(resource.kind, resource, {});
}

/** What is not cosmetic first, rules before attributes; otherwise in the order of the schema. */
function diffFields(kind: Resource["kind"], before: object, after: object): readonly FieldChange[] {
  const names = Object.keys(resourceSchemas[kind].shape).filter((name) => !IDENTITY.has(name));
  const rank = (field: FieldChange) => Number(field.isCosmetic) * ORDER.length + ORDER.indexOf(field.kind);
  return names
    .flatMap((name) => {
      const [old, now] = [at(before, name), at(after, name)];
      if (isSame(old, now)) return [];
      const form = listFormOf(kind, name);
      return form
        ? diffList(form, itemsOf(old), itemsOf(now), COSMETIC.has(name))
        : diffValue(attributeLabel(name), old, now, COSMETIC.has(name));
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

/** Attributes inside an attribute are told one by one; whatever else differs, as before and after. */
function diffValue(
  label: string,
  before: unknown,
  after: unknown,
  isCosmetic: boolean,
): readonly FieldChange[] {
  if (isSame(before, after)) return [];
  const [old, now] = [before ?? {}, after ?? {}];
  if (isRecord(old) && isRecord(now))
    return namesOf(old, now).flatMap((name) =>
      diffValue(`${label}: ${attributeLabel(name)}`, at(old, name), at(now, name), isCosmetic),
    );
  const isList = Array.isArray(before) || Array.isArray(after);
  if (isList && unordered(itemsOf(before)) === unordered(itemsOf(after))) return [];
  return [fieldOf("attribute", label, [attributeText(before), attributeText(after)], isCosmetic)];
}

/**
 * Pairs the items of two lists by key; order means nothing. Several items of one key are paired with their equals
 * first. A pair that differs is told by what differs in it.
 */
function diffList(
  form: ListForm,
  before: readonly unknown[],
  after: readonly unknown[],
  isCosmetic: boolean,
): readonly FieldChange[] {
  const [old, now] = [groupByKey(form, before), groupByKey(form, after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [gone, come] = unequal(old.get(key) ?? [], now.get(key) ?? []);
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, position) => {
      const [was, is] = [gone[position], come[position]];
      if (was === undefined)
        return [fieldOf(form.added, form.label, [undefined, wholeText(form, is)], isCosmetic)];
      if (is === undefined)
        return [fieldOf(form.removed, form.label, [wholeText(form, was), undefined], isCosmetic)];
      return diffPair(form, was, is, isCosmetic);
    }).flat();
  });
}

function diffPair(form: ListForm, was: unknown, is: unknown, isCosmetic: boolean): readonly FieldChange[] {
  const [before, after] = [form.text(was), form.text(is)];
  const changed = before === after ? [] : [fieldOf(form.changed, form.label, [before, after], isCosmetic)];
  const where = before === after ? `${form.label} ${after}` : form.label;
  const [old, now] = [untold(form, was), untold(form, is)];
  const others = namesOf(old, now).flatMap((name) =>
    diffValue(
      `${where}: ${attributeLabel(name).toLowerCase()}`,
      at(old, name),
      at(now, name),
      isCosmetic || COSMETIC.has(name),
    ),
  );
  if (changed.length + others.length > 0) return [...changed, ...others];
  // The same written in another way, such as all ports by numbers or by none.
  return [fieldOf("attribute", `${where}: as written`, [canonicalJson(was), canonicalJson(is)], true)];
}

function wholeText(form: ListForm, item: unknown): string {
  const rest = form.isToldWhole ? attributeText(untold(form, item)) : undefined;
  return rest ? `${form.text(item)} (${rest})` : form.text(item);
}

/** The attributes of an item that its text does not tell. */
function untold({ inText }: ListForm, item: unknown): object {
  if (!isRecord(item)) return {};
  return Object.fromEntries(Object.entries(item).filter(([name]) => !inText.includes(name)));
}

function groupByKey(form: ListForm, items: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const item of items) {
    const key = form.key(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Both lists without the items they share, each in an order that depends on its items alone. */
function unequal(before: readonly unknown[], after: readonly unknown[]) {
  const without = (items: readonly unknown[], others: readonly unknown[]) => {
    const spare = others.map(unordered);
    return items
      .map((item) => ({ item, text: unordered(item) }))
      .sort((a, b) => (a.text < b.text ? -1 : 1))
      .flatMap(({ item, text }) => {
        const position = spare.indexOf(text);
        if (position >= 0) spare.splice(position, 1);
        return position >= 0 ? [] : [item];
      });
  };
  return [without(before, after), without(after, before)] as const;
}

/** Canonical text of a value whose lists have no order. */
export function unordered(value: unknown): string {
  return canonicalJson(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered).sort();
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sorted(inner)]));
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function namesOf(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

function fieldOf(
  kind: FieldChangeKind,
  label: string,
  [before, after]: readonly [string | undefined, string | undefined],
  isCosmetic: boolean,
): FieldChange {
  return {
    kind,
    label,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    isCosmetic,
  };
}
