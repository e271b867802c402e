import type { ConfigurationIndex } from "../../engine/configuration";
import { listResources, type ResourceRow } from "../../engine/topology";
import type { ResourceExportAsk } from "../ports/resource-answers";

const COLUMNS: readonly (readonly [name: string, of: (row: ResourceRow) => string])[] = [
  ["kind", ({ element }) => element.kind],
  ["id", ({ element }) => element.id],
  ["name", ({ element }) => element.name ?? ""],
  ["detail", ({ detail }) => detail],
  ["notes", ({ badges }) => badges.map(({ label }) => label).join("; ")],
  ["vpc", ({ vpc }) => vpc?.id ?? ""],
  ["zone", ({ zone }) => zone],
  ["region", ({ region }) => region],
  ["account", ({ accountId }) => accountId],
];

/** Every resource that answers the query, in its order: as CSV (RFC 4180, a head line) or as a JSON list. */
export function exportResources(index: ConfigurationIndex, { format, ...query }: ResourceExportAsk): string {
  const { rows } = listResources(index, { ...query, offset: 0, limit: Number.MAX_SAFE_INTEGER });
  if (format === "json") return `${JSON.stringify({ schemaVersion: 1, resources: rows }, null, 2)}\n`;
  const lines = rows.map((row) => COLUMNS.map(([, of]) => csvField(of(row))).join(","));
  return `${[COLUMNS.map(([name]) => name).join(","), ...lines].join("\r\n")}\r\n`;
}

/** A field that a spreadsheet shows as it is: names are the customer's, and one that begins like a formula is none. */
function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
