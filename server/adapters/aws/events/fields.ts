import { cleanWord } from "../clean-text";

/** The fields of an object by their names in lower case: some tools that pass events on write them so. */
export type Fields = ReadonlyMap<string, unknown>;

const TEXT_LENGTH_LIMIT = 300;

/** No fields for what is no object. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each]));
}

/** A field that is a text and not empty, as it may be kept. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields.get(name.toLowerCase());
  if (typeof value !== "string" || value === "" || value.length > TEXT_LENGTH_LIMIT) return undefined;
  return cleanWord(value).text || undefined;
}
