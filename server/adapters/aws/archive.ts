import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { Failure } from "../../application/ports/failure";
import { formatBytes, MAX_FILE_BYTES } from "../document";
import { type InputFile, MAX_FILE_COUNT, MAX_TOTAL_BYTES } from "./input-file";

/** Unpacked bytes per packed byte of one entry; replies of AWS stay below 60. */
const MAX_RATIO = 250;
/** Small entries may have any ratio: a file of one letter repeated is no danger. */
const RATIO_FREE_BYTES = 4 * 1024 * 1024;

/** Whether the bytes start like a zip archive. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** Whether the bytes start like one file packed by gzip. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The file as it was before gzip; its name loses the ending that says so. */
function unpackGzip(file: InputFile, limitBytes: number): InputFile {
  const path = file.path.replace(/\.gz$/i, "");
  try {
    return {
      ...file,
      path,
      bytes: gunzipSync(file.bytes, { maxOutputLength: Math.max(1, Math.min(limitBytes, MAX_FILE_BYTES)) }),
    };
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(file.path);
    const message = "the file is cut off or not packed by gzip; pack it again";
    return { ...file, path, bytes: new Uint8Array(), refused: { code: "unreadable-archive", message } };
  }
}

/** The files of an input in which some may be packed: those are replaced by what they hold. */
export async function unpack(files: readonly InputFile[]): Promise<InputFile[]> {
  const unpacked: InputFile[] = [];
  let leftBytes = MAX_TOTAL_BYTES;
  for (const file of files) {
    const inside = isArchive(file.bytes)
      ? await readArchive(file.bytes, file.path, leftBytes)
      : [isGzip(file.bytes) ? unpackGzip(file, leftBytes) : file];
    for (const each of inside) {
      leftBytes -= each.bytes.length;
      unpacked.push(each);
    }
    if (leftBytes < 0) throw tooLarge(file.path);
  }
  return unpacked;
}

/**
 * The files in a zip archive, in the order of the archive; nothing is written to disk. An entry that is a link,
 * encrypted, or whose path leads out of the archive is given back as refused. Sizes are counted while inflating,
 * never believed.
 *
 * @throws Failure `TOO_LARGE` above the limits or for a zip bomb, `BAD_INPUT` when the archive cannot be read
 */
export async function readArchive(
  bytes: Uint8Array,
  name = "the archive",
  limitBytes: number = MAX_TOTAL_BYTES,
): Promise<InputFile[]> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Names stay undecoded, so that a path out of the archive refuses one entry and not all.
    const archive = await fromBufferPromise(buffer, { decodeStrings: false, autoClose: false });
    if (archive.entryCount > MAX_FILE_COUNT) {
      const message = `\`${name}\` has ${archive.entryCount} entries, the limit is ${MAX_FILE_COUNT}; pack only the recorded replies`;
      throw new Failure("TOO_LARGE", message, { file: name });
    }
    return await readEntries(archive, name, limitBytes);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const message = `\`${name}\` is not a zip archive that can be read; pack it again`;
    throw new Failure("BAD_INPUT", message, { cause, file: name });
  }
}

async function readEntries(archive: ZipFile, name: string, limitBytes: number): Promise<InputFile[]> {
  const files: InputFile[] = [];
  let leftBytes = limitBytes;
  for await (const entry of archive.eachEntry()) {
    const path = pathOf(entry);
    if (path.endsWith("/") || isClutter(path)) continue;
    const refused = refusal(entry, path);
    if (refused !== undefined) {
      files.push({ path: safePath(path), bytes: new Uint8Array(), refused });
      continue;
    }
    const content = await inflate(archive, entry, Math.min(leftBytes, MAX_FILE_BYTES), name);
    leftBytes -= content.length;
    files.push({ path, bytes: content });
  }
  return files;
}

function pathOf(entry: Entry): string {
  // With `decodeStrings: false` the name is a buffer, whatever the type says.
  const raw: unknown = entry.fileName;
  const text = Buffer.isBuffer(raw) ? raw.toString("utf8") : String(raw);
  return text.replaceAll("\\", "/");
}

/** What archivers of some systems add by themselves. */
function isClutter(path: string): boolean {
  return path.split("/").some((part) => part === "__MACOSX" || part === ".DS_Store");
}

function refusal(entry: Entry, path: string): InputFile["refused"] {
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & 0o170000) === 0o120000)
    return {
      code: "link",
      message: "this entry of the archive is a link, which is not followed; pack the file itself",
    };
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.split("/").includes(".."))
    return {
      code: "path-outside",
      message: "the path of this entry leads out of the archive; pack the folder again",
    };
  if ((entry.generalPurposeBitFlag & 1) === 1)
    return {
      code: "encrypted",
      message: "this entry of the archive is encrypted; pack it without a password",
    };
  return undefined;
}

/** For messages only: the path without what made it dangerous. */
function safePath(path: string): string {
  return (
    path
      .split("/")
      .filter((part) => part !== "" && part !== "." && part !== "..")
      .join("/") || "unnamed entry"
  );
}

async function inflate(
  archive: ZipFile,
  entry: Entry,
  limitBytes: number,
  name: string,
): Promise<Uint8Array> {
  const stream: Readable = await archive.openReadStreamPromise(entry);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const piece: unknown = part;
    if (!Buffer.isBuffer(piece)) continue;
    size += piece.length;
    if (size > limitBytes || (size > RATIO_FREE_BYTES && size > MAX_RATIO * entry.compressedSize)) {
      stream.destroy();
      throw tooLarge(name);
    }
    parts.push(piece);
  }
  return Buffer.concat(parts);
}

function tooLarge(name: string): Failure {
  const message = `\`${name}\` unpacks to more than ${formatBytes(MAX_TOTAL_BYTES)} in all, ${formatBytes(MAX_FILE_BYTES)} in one file, or ${MAX_RATIO} times its packed size; import it region by region`;
  return new Failure("TOO_LARGE", message, { file: name });
}
