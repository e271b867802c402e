import type { LeftOutEvent } from "../../../application/ports/change-events";
import { parseJson } from "../../document";
import type { InputFile } from "../input-file";

/** One entry of a file of events: what should be a record, or why it could not even be read. */
export type Entry = { readonly place: string } & (
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly message: string }
);

export type FileEntries =
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  | { readonly kind: "refused"; readonly refused: LeftOutEvent };

const WORDS = { what: "file of CloudTrail events", again: "export the events again" };
const LAYOUTS =
  'no CloudTrail events: a file holds {"Records": [...]}, a reply of LookupEvents, a list, or a record on each line';
/** Above this, what is wrong with each line would be told line by line. */
const LINE_LIMIT = 1_000_000;

/** The entries of one file, whichever of the provider's layouts it has. */
export function entriesOf({ path: file, bytes, refused }: InputFile): FileEntries {
  if (refused) return { kind: "refused", refused: { file, message: refused.message } };
  const parsed = parseJson(bytes, WORDS);
  if (parsed.kind === "parsed") {
    const entries = listOf(parsed.value, "");
    return entries ? { kind: "entries", entries } : { kind: "refused", refused: { file, message: LAYOUTS } };
  }
  const lines = parsed.code === "invalid-json" ? linesOf(bytes) : undefined;
  if (lines) return { kind: "entries", entries: lines };
  const { message, place } = parsed;
  return { kind: "refused", refused: { file, message, ...(place === undefined ? {} : { place }) } };
}

/** The records that a value holds; undefined when it is no layout of them. */
function listOf(value: unknown, at: string): readonly Entry[] | undefined {
  if (Array.isArray(value)) return value.map((each, i) => unwrapped(each, `${at}[${i}]`));
  if (typeof value !== "object" || value === null) return undefined;
  for (const key of ["Records", "records", "Events", "events"]) {
    const list = valueAt(value, key);
    if (Array.isArray(list)) return list.map((each: unknown, i) => unwrapped(each, `${at}${key}[${i}]`));
  }
  const single = unwrapped(value, at === "" ? "the top" : at);
  const isRecord =
    single.kind === "unreadable" ||
    (typeof single.value === "object" &&
      single.value !== null &&
      valueAt(single.value, "eventName") !== undefined);
  return isRecord ? [single] : undefined;
}

/** A record that stands in another: as a text in a reply of LookupEvents, as `detail` on a bus, as a case's `event`. */
function unwrapped(value: unknown, place: string): Entry {
  const plain: Entry = { kind: "value", place, value };
  if (typeof value !== "object" || value === null || valueAt(value, "eventName") !== undefined) return plain;
  const text = valueAt(value, "CloudTrailEvent");
  if (typeof text === "string") {
    const parsed = parseJson(new TextEncoder().encode(text), WORDS);
    const inner = `${place}.CloudTrailEvent`;
    return parsed.kind === "parsed"
      ? { kind: "value", place: inner, value: parsed.value }
      : { kind: "unreadable", place: inner, message: parsed.message };
  }
  for (const key of ["event", "detail"]) {
    const record = valueAt(value, key);
    if (typeof record === "object" && record !== null)
      return { kind: "value", place: `${place}.${key}`, value: record };
  }
  return plain;
}

/** A file with JSON on each line; undefined when its first line is none. A line that is none is told with its number. */
function linesOf(bytes: Uint8Array): readonly Entry[] | undefined {
  const lines = new TextDecoder().decode(bytes).split("\n");
  if (lines.length > LINE_LIMIT) return undefined;
  const entries: Entry[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const place = `line ${i + 1}`;
    const parsed = parseJson(new TextEncoder().encode(line), WORDS);
    if (parsed.kind !== "parsed") {
      if (entries.length === 0) return undefined;
      entries.push({ kind: "unreadable", place, message: parsed.message });
    } else
      entries.push(...(listOf(parsed.value, `${place} `) ?? [{ kind: "value", place, value: parsed.value }]));
  }
  return entries.length > 0 ? entries : undefined;
}

function valueAt(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
