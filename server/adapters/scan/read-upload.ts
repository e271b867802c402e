import type { ScanUpload } from "../../engine/vulnerability/scan-report.schema";
import { jsonOf, looksLikeJson } from "../document";
import { knownExploitedOf, probabilitiesOf, readProbabilities } from "./intelligence";
import { unpacked } from "./packed";
import { REPORT, readScan, reportOf, type ScanFile } from "./read-scan";

/**
 * Reads a report of a scanner, or a list of vulnerabilities (KEV, EPSS); which of them is seen from what it holds, never
 * from its name. A list may be packed, as it is published.
 *
 * @throws Failure BAD_INPUT or TOO_LARGE, with the file and the place in it
 */
export function readUpload({ path, bytes: given }: ScanFile): ScanUpload {
  const file = { path, bytes: unpacked(given, path) };
  if (looksLikeJson(file.bytes)) return ofJson(jsonOf(file.bytes, path, REPORT), path);
  if (looksLikeTable(file.bytes)) return { kind: "probabilities", list: readProbabilities(file) };
  return { kind: "report", report: readScan(file) };
}

function ofJson(value: unknown, path: string): ScanUpload {
  if (holds(value, "vulnerabilities", "cveID"))
    return { kind: "known-exploited", list: knownExploitedOf(value, path) };
  if (holds(value, "data", "epss")) return { kind: "probabilities", list: probabilitiesOf(value, path) };
  return { kind: "report", report: reportOf(value, path) };
}

/** Whether the document has a list of that name, whose first entry has the key. */
function holds(value: unknown, name: string, key: string): boolean {
  if (typeof value !== "object" || value === null || !(name in value)) return false;
  const list: unknown = (value as Readonly<Record<string, unknown>>)[name];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === "object" && first !== null && key in first;
}

/** A comment of the published file, or a head with its columns. */
function looksLikeTable(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 2_000));
  return /^\uFEFF?#\s*model_version/.test(start) || /^\uFEFF?(?:[^\n]*,)?\s*cve\s*,[^\n]*epss/i.test(start);
}
