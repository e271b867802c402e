import type { FindingRow, FindingState } from "../../server/application/ports/finding-answers";
import type { Band, ScanPort, ScanReport } from "../../server/engine/vulnerability/scan-report.schema";

export const STATE_WORDS: Readonly<Record<FindingState, string>> = {
  placed: "Placed",
  notPlaced: "Not placed",
  settled: "Excluded",
};

/** In the order of the filter: unknown counts as high. */
export const BANDS = [
  "critical",
  "high",
  "unknown",
  "medium",
  "low",
  "none",
] as const satisfies readonly Band[];

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  none: "None",
  unknown: "Unknown severity",
};

export const SCANNER_WORDS: Readonly<Record<ScanReport["scanner"], string>> = {
  inspector: "Amazon Inspector",
  trivy: "Trivy",
  grype: "Grype",
  osv: "OSV-Scanner",
  cyclonedx: "CycloneDX",
  nmap: "nmap",
};

/** Where a finding can be met: "tcp/443", "assumed port". */
export function portText({ ports, portBasis }: Pick<FindingRow, "ports" | "portBasis">): string {
  if (ports.length === 0) return "assumed port";
  const text = ports.map(onePort).join(", ");
  return portBasis === "seen open" ? `${text} (seen open)` : text;
}

function onePort({ protocol, from, to }: ScanPort): string {
  return from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`;
}

/** How a finding came to stand where it does: "named by you", "by instance id". */
export function methodText(method: string | null): string {
  return method === null || method.startsWith("named") ? (method ?? "") : `by ${method}`;
}

/** A probability in percent, no more exact than it is: "94%", "0.4%", "<0.1%". */
export function percentText(probability: number): string {
  const percent = probability * 100;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)}%`;
}
