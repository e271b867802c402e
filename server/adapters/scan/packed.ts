import { gunzipSync } from "node:zlib";
import { Failure } from "../../application/ports/failure";
import { formatBytes, MAX_FILE_BYTES } from "../document";

/** The content of a file that may be packed with gzip. @throws Failure BAD_INPUT or TOO_LARGE */
export function unpacked(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_FILE_BYTES });
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError;
    throw new Failure(
      isTooLarge ? "TOO_LARGE" : "BAD_INPUT",
      isTooLarge
        ? `\`${file}\` unpacks to more than ${formatBytes(MAX_FILE_BYTES)}: split it`
        : `\`${file}\` is packed, but damaged: send it again`,
      { cause, file },
    );
  }
}
