import { firstJsonError } from "./json-error";
import { formatBytes, MAX_FILE_BYTES, MAX_JSON_DEPTH } from "./limits";

/** A file's JSON, or why it could not be read. `place` is `line:column`, both from 1. */
export type ParsedJson =
  | { readonly kind: "parsed"; readonly value: unknown }
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly place?: string };

/** For messages: what the text should be (`AWS reply`), and what to do when it is damaged (`record the reply again`). */
export interface DocumentWords {
  readonly what: string;
  readonly again: string;
}

const DOCUMENT: DocumentWords = { what: "document", again: "write the file again" };

/**
 * Reads one file as JSON. Messages never quote the text: it may hold secrets. Nesting is measured before
 * parsing, because what comes after walks the value recursively.
 */
export function parseJson(bytes: Uint8Array, { what, again }: DocumentWords = DOCUMENT): ParsedJson {
  if (bytes.length > MAX_FILE_BYTES) {
    const message = `the file has ${formatBytes(bytes.length)}, the limit is ${formatBytes(MAX_FILE_BYTES)}; split it by region or by kind`;
    return { kind: "refused", code: "file-too-large", message };
  }
  const text = decode(bytes);
  if (text === undefined)
    return {
      kind: "refused",
      code: "not-text",
      message: "the file is not UTF-8 text; save it as UTF-8 JSON",
    };
  if (text.trim() === "")
    return { kind: "refused", code: "empty-file", message: `the file is empty; ${again}` };
  const tooDeepAt = firstTooDeep(text);
  if (tooDeepAt !== undefined) {
    const message = `the JSON is nested deeper than ${MAX_JSON_DEPTH} levels, which no ${what} is`;
    return { kind: "refused", code: "json-too-deep", message, place: placeOf(text, tooDeepAt) };
  }
  try {
    return { kind: "parsed", value: JSON.parse(text) };
  } catch {
    const error = firstJsonError(text) ?? { offset: text.length, message: "cannot be read" };
    const message = `not valid JSON: ${error.message}; ${again}`;
    return { kind: "refused", code: "invalid-json", message, place: placeOf(text, error.offset) };
  }
}

/** Whether the first byte that is not white space could start a JSON object or list. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  if (utf16LittleEndian(bytes)) return true;
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue;
    return byte === 0x7b || byte === 0x5b;
  }
  return false;
}

/** UTF-8, with or without a mark; UTF-16 with a mark, which is what PowerShell's `>` writes. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(utf16LittleEndian(bytes) ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function utf16LittleEndian(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) i = endOfString(text, i);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return i;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return undefined;
}

/** Offset of the quote that closes the string opened at `start`; the text's end when none does. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i += 1;
    else if (code === 0x22) return i;
  }
  return text.length;
}

function placeOf(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return `${line}:${offset - lineStart + 1}`;
}
