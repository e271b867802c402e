import type { FactFile } from "../../application/ports/fact-file";
import { Failure } from "../../application/ports/failure";
import { type DocumentWords, parseJson } from "./json-text";

/** The JSON of a file. Fails BAD_INPUT or TOO_LARGE with the file and the place of its first error. */
export function jsonOf(bytes: Uint8Array, file: string, words: DocumentWords): unknown {
  const parsed = parseJson(bytes, words);
  if (parsed.kind === "parsed") return parsed.value;
  const code = parsed.code === "file-too-large" ? "TOO_LARGE" : "BAD_INPUT";
  const at = parsed.place === undefined ? "" : ` (line ${parsed.place.split(":")[0]})`;
  throw new Failure(code, `\`${file}\`: ${parsed.message}${at}`, { file, place: parsed.place });
}

/** A file of declared facts: what it holds, or why and where it cannot be read. */
export function factFileOf(text: string, file: string): FactFile {
  const parsed = parseJson(new TextEncoder().encode(text));
  if (parsed.kind === "parsed") return { file, value: parsed.value };
  const { message, place } = parsed;
  return { file, refused: { message, ...(place === undefined ? {} : { place }) } };
}
