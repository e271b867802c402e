import { createHash } from "node:crypto";
import type { Configuration } from "./configuration.schema";

/**
 * JSON text that depends on the value only: keys of objects sorted, no white space, attributes that are
 * `undefined` left out. Lists keep their order.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (isPlainObject(each) ? sortKeys(each) : each)) ?? "null";
}

/**
 * SHA-256 of the canonical text, 64 hexadecimal digits: the id of a snapshot. The same network gives the same
 * hash whatever the order or layout it was read in, because reading sorts everything whose order means nothing.
 */
export function contentHash(configuration: Configuration): string {
  return createHash("sha256").update(canonicalJson(configuration)).digest("hex");
}

/** The configuration as text that reads back into the same configuration, byte for byte. */
export function exportConfiguration(configuration: Configuration): string {
  return `${canonicalJson(configuration)}\n`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
