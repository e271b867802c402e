import type { CoverageStatus, Diagnostic } from "../../engine/configuration";
import { formatAddress, formatPrefix, parseAddress, parsePrefixMasked } from "../../engine/net";
import { type CleanText, cleanText, cleanWord, namesSecret, REMOVED } from "./clean-text";
import type { Notes, Source } from "./notes";

/**
 * One JSON object of the input under reading. Attributes are asked for by the provider's name; only what is
 * asked for can get into a configuration, which is what keeps secrets out.
 */
export interface Item {
  readonly value: Readonly<Record<string, unknown>>;
  /** JSON path inside the file: `SecurityGroups[3].IpPermissions[0]`. */
  readonly place: string;
  /** The same without positions: `SecurityGroups.IpPermissions`. What is asked of it is remembered by it. */
  readonly shape: string;
  readonly source: Source;
  readonly notes: Notes;
}

/**
 * Diagnostics that tell of something lost, and what the kind then counts as. `suspicious`: something that was
 * written could not be read, so nothing of the kind is to be relied on. `unsupported`: something was left out
 * because it is known in half only; the rest stands, but absence is no longer a fact.
 */
const LOSSES: ReadonlyMap<string, CoverageStatus> = new Map([
  ["invalid-resource", "suspicious"],
  ["invalid-prefix", "suspicious"],
  ["invalid-address", "suspicious"],
  ["invalid-route", "suspicious"],
  ["invalid-entry", "suspicious"],
  ["wrong-type", "suspicious"],
  ["prefix-list-entries-missing", "unsupported"],
  ["entries-without-list", "unsupported"],
  ["transit-routes-missing", "unsupported"],
  ["route-without-table", "unsupported"],
  ["attachment-incomplete", "unsupported"],
  ["targets-missing", "unsupported"],
]);

/** A diagnostic about this item, with its file and place. */
export function note(item: Item, diagnostic: Omit<Diagnostic, "file" | "place">): void {
  item.notes.add({ ...diagnostic, file: item.source.file, place: item.place });
  const status = LOSSES.get(diagnostic.code);
  const key = /^\w+/.exec(item.place)?.[0];
  if (status !== undefined && key !== undefined) item.notes.weaken({ source: item.source, key, status });
}

/** Whether a JSON value is an object (not a list, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * An attribute as written; null counts as absent, which is how SDK objects write it. Some services spell
 * their attributes with a small first letter, so that spelling is tried too. Own properties only: a file
 * cannot reach `__proto__` or `constructor`.
 */
export function raw(item: Item, key: string): unknown {
  item.notes.ask(item.shape, key);
  if (Object.hasOwn(item.value, key)) return item.value[key] ?? undefined;
  const small = key.charAt(0).toLowerCase() + key.slice(1);
  return Object.hasOwn(item.value, small) ? (item.value[small] ?? undefined) : undefined;
}

/** The longest id or word that is kept; the provider's own stay below. */
const WORD_LENGTH = 512;

/** An id or a word of the provider; `undefined` when absent, empty or not a string. */
export function text(item: Item, key: string): string | undefined {
  const word = readString(item, key, cleanWord);
  if (word === undefined || word.length <= WORD_LENGTH) return word;
  wrongType(item, key, `a text of at most ${WORD_LENGTH} characters`);
  return undefined;
}

/** Text that people wrote, cleaned of secrets. */
export function words(item: Item, key: string): string | undefined {
  return readString(item, key, cleanText);
}

export function number(item: Item, key: string): number | undefined {
  const value = raw(item, key);
  if (value === undefined || value === "") return undefined;
  const result = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof result === "number" && Number.isSafeInteger(result)) return result;
  wrongType(item, key, "a whole number");
  return undefined;
}

/** A number that may have a fraction, and is not below zero. */
export function amount(item: Item, key: string): number | undefined {
  const value = raw(item, key);
  if (value === undefined || value === "") return undefined;
  const result = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof result === "number" && Number.isFinite(result) && result >= 0) return result;
  wrongType(item, key, "a number");
  return undefined;
}

export function flag(item: Item, key: string): boolean | undefined {
  const value = raw(item, key);
  if (value === undefined) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  wrongType(item, key, "true or false");
  return undefined;
}

export function child(item: Item, key: string): Item | undefined {
  const value = raw(item, key);
  if (value === undefined) return undefined;
  if (isObject(value))
    return { ...item, value, place: `${item.place}.${key}`, shape: `${item.shape}.${key}` };
  wrongType(item, key, "an object");
  return undefined;
}

/** The objects of a list attribute, in the order of the file. */
export function children(item: Item, key: string): Item[] {
  return list(item, key).flatMap((value, index) => {
    if (isObject(value))
      return [{ ...item, value, place: `${item.place}.${key}[${index}]`, shape: `${item.shape}.${key}` }];
    wrongType(item, `${key}[${index}]`, "an object");
    return [];
  });
}

/** The strings of a list attribute, sorted, each once. */
export function texts(item: Item, key: string): string[] {
  const found = list(item, key).flatMap((value, index) => {
    if (typeof value === "string" && value !== "") return [cleaned(item, key, value, cleanWord)];
    wrongType(item, `${key}[${index}]`, "a text");
    return [];
  });
  return [...new Set(found)].sort();
}

/** One attribute of each object of a list, sorted, each once: the ids of `Groups[].GroupId`. */
export function textsOf(item: Item, key: string, attribute: string): string[] {
  const found = children(item, key).flatMap((each) => text(each, attribute) ?? []);
  return [...new Set(found)].sort();
}

/** A prefix in canonical text. Host bits are cleared, as the provider does, and said; malformed is said and absent. */
export function prefix(item: Item, key: string): string | undefined {
  const value = text(item, key);
  if (value === undefined) return undefined;
  const parsed = parsePrefixMasked(value);
  if (parsed === undefined) {
    const message = `\`${value.slice(0, 100)}\` in \`${key}\` is not a prefix such as 10.0.0.0/16; what it was meant to cover is left out`;
    note(item, {
      severity: "error",
      code: "invalid-prefix",
      message,
      weakens: "answers about these addresses",
    });
    return undefined;
  }
  const canonical = formatPrefix(parsed.prefix);
  if (parsed.hadHostBits) {
    const message = `\`${value}\` in \`${key}\` has bits set behind its length; read as \`${canonical}\`, as the provider does`;
    note(item, { severity: "warning", code: "host-bits", message });
  }
  return canonical;
}

/** An address in canonical text; malformed is said and absent. */
export function address(item: Item, key: string): string | undefined {
  const value = text(item, key);
  if (value === undefined) return undefined;
  const parsed = parseAddress(value);
  if (parsed !== undefined) return formatAddress(parsed);
  const message = `\`${value.slice(0, 100)}\` in \`${key}\` is not an IP address; it is left out`;
  note(item, { severity: "error", code: "invalid-address", message, weakens: "answers about this address" });
  return undefined;
}

/** The tags of an item, sorted by key. The value of a tag that is named like a secret is not kept. */
export function tagsOf(item: Item): { key: string; value: string }[] {
  const key = ["Tags", "TagSet", "TagList"].find((name) => raw(item, name) !== undefined);
  if (key === undefined) return [];
  const tags = children(item, key).flatMap((tag) => {
    const name = words(tag, "Key");
    if (name === undefined) return [];
    const value = words(tag, "Value") ?? "";
    if (!namesSecret(name) || value === REMOVED || value === "") return [{ key: name, value }];
    secretRemoved(tag, "Value");
    return [{ key: name, value: REMOVED }];
  });
  return tags.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.value < b.value ? -1 : 1));
}

function list(item: Item, key: string): readonly unknown[] {
  const value = raw(item, key);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  wrongType(item, key, "a list");
  return [];
}

function readString(item: Item, key: string, clean: (text: string) => CleanText): string | undefined {
  const value = raw(item, key);
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return cleaned(item, key, value, clean) || undefined;
  if (typeof value === "number") return String(value);
  wrongType(item, key, "a text");
  return undefined;
}

function cleaned(item: Item, key: string, value: string, clean: (text: string) => CleanText): string {
  const { text, removed } = clean(value);
  if (removed.includes("control-characters")) {
    const message = `control characters in \`${key}\` were replaced by a space`;
    note(item, { severity: "info", code: "control-characters", message });
  }
  if (removed.includes("secret")) secretRemoved(item, key);
  return text;
}

function secretRemoved(item: Item, key: string): void {
  const message = `\`${key}\` looked like a secret and was not kept; change the secret, it stands in the account in the clear`;
  note(item, { severity: "warning", code: "secret-removed", message });
}

function wrongType(item: Item, key: string, expected: string): void {
  const message = `\`${key}\` is not ${expected} and was left out; record the reply again`;
  note(item, { severity: "error", code: "wrong-type", message, weakens: "answers about this resource" });
}
