import { attributeLabel } from "../attribute-text";
import type {
  ChangeSummary,
  ConfigurationDiff,
  FieldChange,
  ResourceChange,
} from "./configuration-diff.schema";

/** Titles kept of one diff; the diff itself has them all. */
const TITLE_LIMIT = 5;
const TITLE_LENGTH_LIMIT = 240;

/** What differs in one field, in one line: `inbound rule added: tcp 5432 from 0.0.0.0/0`. */
export function fieldChangeText({ label, before, after }: FieldChange): string {
  const what = label.charAt(0).toLowerCase() + label.slice(1);
  if (before === undefined) return `${what} added: ${after ?? ""}`;
  if (after === undefined) return `${what} removed: ${before}`;
  return `${what} changed: ${before} to ${after}`;
}

/** One changed resource in one line, its first field in words, how many more it has. */
export function resourceChangeText({ op, element, fields, isCertain }: ResourceChange): string {
  const { kind, id, name } = element;
  const who = `${attributeLabel(kind)} ${name === undefined || name === id ? id : `${name} (${id})`}`;
  if (op === "added") return `${who} ${isCertain ? "added" : "seen for the first time"}`;
  if (op === "removed") return `${who} ${isCertain ? "removed" : "no longer seen"}`;
  const [first, ...rest] = fields;
  const more = rest.length > 0 ? `, and ${rest.length} more` : "";
  return `${who}: ${first ? fieldChangeText(first) : "changed"}${more}`;
}

/** A diff in numbers and the titles of its first changes, what is cosmetic last and only where there is room. */
export function summarizeDiff({ changes, coverage }: ConfigurationDiff): ChangeSummary {
  const count = (isCounted: (change: ResourceChange) => boolean) => changes.filter(isCounted).length;
  const inOrder = changes.toSorted((a, b) => rank(a) - rank(b));
  return {
    addedCount: count(({ op }) => op === "added"),
    removedCount: count(({ op }) => op === "removed"),
    changedCount: count(({ op, isCosmetic }) => op === "changed" && !isCosmetic),
    cosmeticCount: count(({ isCosmetic }) => isCosmetic),
    coverageCount: coverage.length,
    titles: inOrder.slice(0, TITLE_LIMIT).map((change) => bounded(resourceChangeText(change))),
    kinds: countByKind(changes.filter(({ isCosmetic }) => !isCosmetic)),
  };
}

function countByKind(changes: readonly ResourceChange[]): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { element } of changes) counts.set(element.kind, (counts.get(element.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** Rules, routes and other decisions first, then resources that came or went, then what is cosmetic. */
function rank({ op, isCosmetic }: ResourceChange): number {
  if (isCosmetic) return 2;
  return op === "changed" ? 0 : 1;
}

function bounded(text: string): string {
  return text.length <= TITLE_LENGTH_LIMIT ? text : `${text.slice(0, TITLE_LENGTH_LIMIT - 1)}…`;
}
