import type { Band, ScanFinding } from "../../vulnerability/scan-report.schema";
import { readCvssVector } from "./cvss-vector";

/**
 * How bad a finding is: the scanner's word, else what its first vector says that fits its grammar. `unknown` where
 * neither does, which is never the same as none. Clause: SEC-3.
 */
export function severityOfFinding({ band, vectors }: Pick<ScanFinding, "band" | "vectors">): Band {
  if (band !== "unknown") return band;
  return vectors.map(readCvssVector).find((reading) => reading !== undefined)?.band ?? "unknown";
}
