import type { Band, ScanFinding, ScanSubject } from "../../engine/vulnerability/scan-report.schema";

const WORDS: Readonly<Record<string, Band>> = {
  critical: "critical",
  high: "high",
  important: "high",
  medium: "medium",
  moderate: "medium",
  low: "low",
  negligible: "low",
  informational: "none",
  info: "none",
  none: "none",
};

/** The band that a scanner's word means; a word that is not known is `unknown`, never "low". */
export function bandOf(word: string | undefined): Band {
  return WORDS[word?.toLowerCase() ?? ""] ?? "unknown";
}

/** The CVE id, if one of the names is one; the first name otherwise. The others are aliases. */
export function namesOf(names: readonly string[]): Pick<ScanFinding, "id" | "aliases"> {
  const all = [...new Set(names.filter((name) => name !== ""))];
  const id = all.find((name) => /^CVE-\d{4}-\d+$/.test(name)) ?? all[0] ?? "unnamed";
  return { id, aliases: all.filter((name) => name !== id) };
}

/** A score from 0 to 10, or nothing. */
export function scoreOf(score: number | undefined): { readonly score?: number } {
  return score === undefined || !(score >= 0 && score <= 10) ? {} : { score };
}

/** A probability from 0 to 1, or nothing. */
export function probabilityOf(epss: number | undefined): { readonly epss?: number } {
  return epss === undefined || !(epss >= 0 && epss <= 1) ? {} : { epss };
}

/** Each text once, none empty. */
export function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text): text is string => text !== undefined && text !== ""))];
}

/** A subject that names no machine. */
export function subject(kind: ScanSubject["kind"], name: string): ScanSubject {
  return { kind, name, addresses: [], hostNames: [] };
}

/** The instant as ISO 8601, if the text is one. */
export function instantOf(text: string | undefined): { readonly madeAt?: string } {
  return instantAt(text === undefined ? Number.NaN : Date.parse(text));
}

/** The same for milliseconds since 1970; a number that is in no year of four digits is no instant. */
export function instantAt(milliseconds: number): { readonly madeAt?: string } {
  const time = new Date(milliseconds);
  const year = time.getUTCFullYear();
  return year >= 0 && year <= 9999 ? { madeAt: time.toISOString() } : {};
}
