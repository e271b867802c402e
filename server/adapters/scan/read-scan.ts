import { Failure } from "../../application/ports/failure";
import type { ScanReport } from "../../engine/vulnerability/scan-report.schema";
import { jsonOf, looksLikeJson } from "../document";
import { readCyclonedx } from "./cyclonedx";
import { readCyclonedxXml } from "./cyclonedx-xml";
import { readGrype } from "./grype";
import { readInspector } from "./inspector";
import { readNmap } from "./nmap";
import { readOsv } from "./osv";
import { MAX_FINDING_COUNT } from "./shape";
import { readTrivy } from "./trivy";
import { parseXml } from "./xml-tree";

const FORMATS = "Amazon Inspector v2, Trivy, Grype, OSV-Scanner, CycloneDX and nmap";

/** A file from outside: its name for messages, and what it holds. */
export interface ScanFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads one report of one scanner; which one is seen from what it holds, never from its name.
 *
 * @throws Failure BAD_INPUT or TOO_LARGE, with the file and the place in it
 */
export function readScan({ path, bytes }: ScanFile): ScanReport {
  if (looksLikeJson(bytes) || isNull(bytes)) return reportOf(jsonOf(bytes, path, REPORT), path);
  return bounded(readXml(bytes, path));
}

/** The same of a JSON document that is parsed already. */
export function reportOf(value: unknown, path: string): ScanReport {
  return bounded(readJson(value, path));
}

function bounded(report: ScanReport): ScanReport {
  const { findings, file } = report;
  if (findings.length <= MAX_FINDING_COUNT) return report;
  throw new Failure(
    "TOO_LARGE",
    `\`${file}\` holds ${findings.length} findings, the limit is ${MAX_FINDING_COUNT}; split it by host`,
    { file },
  );
}

/** What an old Trivy writes when it finds nothing. */
const isNull = (bytes: Uint8Array) => bytes.length < 10 && new TextDecoder().decode(bytes).trim() === "null";

/** For messages about damaged reports. */
export const REPORT = { what: "report", again: "write the report again" };

function readJson(value: unknown, file: string): ScanReport {
  if (value === null) return readTrivy(value, file);
  const has = (key: string) => typeof value === "object" && key in value;
  if (has("findings")) return readInspector(value, file);
  if (has("matches")) return readGrype(value, file);
  if (has("bomFormat")) return readCyclonedx(value, file);
  if (has("Results") || has("SchemaVersion") || has("ClusterName") || isOldTrivy(value))
    return readTrivy(value, file);
  if (has("results")) return readOsv(value, file);
  return unknownFormat(file);
}

const isOldTrivy = (value: unknown) =>
  Array.isArray(value) && typeof value[0] === "object" && value[0] !== null && "Target" in value[0];

function readXml(bytes: Uint8Array, file: string): ScanReport {
  if (!startsWithTag(bytes)) return unknownFormat(file);
  const root = parseXml(bytes, file);
  if (root.name === "nmaprun") return readNmap(root, file);
  if (root.name === "bom") return readCyclonedxXml(root, file);
  return unknownFormat(file);
}

function startsWithTag(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*</.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

function unknownFormat(file: string): never {
  throw new Failure("BAD_INPUT", `\`${file}\` is no report that can be read; reports of ${FORMATS} can`, {
    file,
  });
}
