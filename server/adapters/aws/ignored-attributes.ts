import { cleanText } from "./clean-text";
import type { Document } from "./document";
import { isObject } from "./item";
import type { Notes } from "./notes";

/** An attribute of objects that are read, which itself is not: `Vpcs.DhcpOptionsId`, with how many objects have it. */
export interface IgnoredAttribute {
  readonly name: string;
  readonly count: number;
}

/** Names in the list; what comes after is counted in one last row. */
const NAME_LIMIT = 500;
const NAME_LENGTH = 200;

/**
 * What the objects of the input say that nobody asked for, by shape and name, sorted. To be called when everything
 * has been read. Attributes that say nothing (null, empty) are passed over, and so is all that is inside an
 * attribute which is not read.
 */
export function ignoredAttributes(documents: readonly Document[], notes: Notes): IgnoredAttribute[] {
  const counts = new Map<string, number>();
  for (const { items } of documents)
    for (const { value, shape } of items) countIn(value, shape, notes, counts);
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count }));
  if (rows.length <= NAME_LIMIT) return rows;
  const rest = rows.slice(NAME_LIMIT);
  return [
    ...rows.slice(0, NAME_LIMIT),
    { name: "other attributes", count: rest.reduce((sum, { count }) => sum + count, 0) },
  ];
}

function countIn(value: unknown, shape: string, notes: Notes, counts: Map<string, number>): void {
  if (Array.isArray(value)) {
    for (const each of value) countIn(each, shape, notes, counts);
    return;
  }
  const asked = notes.asked(shape);
  if (!isObject(value) || asked === undefined) return;
  for (const [key, inner] of Object.entries(value)) {
    if (saysNothing(inner)) continue;
    // Some services spell their attributes with a small first letter; the readers ask by the large one.
    const large = key.charAt(0).toUpperCase() + key.slice(1);
    const read = asked.has(key) ? key : asked.has(large) ? large : undefined;
    if (read !== undefined) countIn(inner, `${shape}.${read}`, notes, counts);
    else {
      const name = `${shape}.${cleanText(key).text.slice(0, NAME_LENGTH)}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
}

function saysNothing(value: unknown): boolean {
  if (value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
