import { deflateRawSync } from "node:zlib";
import type { InputFile } from "./input-file";

/** For tests: a file that holds a value as JSON, or a text as it stands. */
export function file(path: string, content: unknown): InputFile {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { path, bytes: new TextEncoder().encode(text) };
}

/** One entry of an archive under construction; everything an honest archiver would not write can be said. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Unix mode with file type, such as 0o120777 for a link. */
  readonly mode?: number;
  /** What the directory claims instead of the true size. */
  readonly claimedSize?: number;
}

/** For tests: a zip archive, written by hand so that it may lie. */
export function zip(entries: readonly ZipEntry[], claimedCount = entries.length): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, "utf8");
    const data = Buffer.from(entry.content);
    const packed = deflateRawSync(data);
    const sizes = { packed: packed.length, size: entry.claimedSize ?? data.length };
    const local = Buffer.concat([header(0x04034b50, sizes, name.length), name, packed]);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    header(0, sizes, name.length).copy(central, 6, 4);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local);
    centrals.push(Buffer.concat([central, name]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimedCount, 8);
  end.writeUInt16LE(claimedCount, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A local file header; without its first four bytes also the middle of a central one. */
function header(signature: number, sizes: { packed: number; size: number }, nameLength: number): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(0x0800, 6);
  bytes.writeUInt16LE(8, 8);
  bytes.writeUInt32LE(sizes.packed, 18);
  bytes.writeUInt32LE(sizes.size, 22);
  bytes.writeUInt16LE(nameLength, 26);
  return bytes;
}
