/** Hides how a text from outside is decoded, measured and parsed, and where its first error stands. */
export { factFileOf, jsonOf } from "./json-file";
export { type DocumentWords, looksLikeJson, type ParsedJson, parseJson } from "./json-text";
export { formatBytes, MAX_FILE_BYTES, MAX_JSON_DEPTH } from "./limits";
