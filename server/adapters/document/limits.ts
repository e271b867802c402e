/** Bytes of one file, unpacked. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Levels of nesting in a JSON file; the provider's own replies stay below 15. */
export const MAX_JSON_DEPTH = 100;

/** A number of bytes as people read it: `200 MiB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}
