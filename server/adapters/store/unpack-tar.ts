import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";

const BLOCK = 512;
const FILE = "0";
const FOLDER = "5";

/**
 * Unpacks a tar archive of files and folders, as PGlite writes them, below `folder`. Anything else in it, and
 * any path that leads out of the folder, is refused with an error.
 */
export async function unpackTar(archive: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let offset = 0;
  // The archive ends with blocks of zeros, whose name is empty.
  while (offset + BLOCK <= archive.length && archive[offset] !== 0) {
    const header = Buffer.from(archive.buffer, archive.byteOffset + offset, BLOCK);
    const name = textAt(header, 0, 100);
    const prefix = textAt(header, 345, 155);
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    const path = normalize(join("/", prefix, name));
    if (!Number.isSafeInteger(size) || offset + BLOCK + size > archive.length) {
      throw new Error(`the archive is cut off at \`${path}\`: build it again`);
    }
    const content = archive.subarray(offset + BLOCK, offset + BLOCK + size);
    await writeEntry(textAt(header, 156, 1) || FILE, join(folder, path), content);
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

async function writeEntry(type: string, path: string, content: Uint8Array): Promise<void> {
  switch (type) {
    case FOLDER:
      await mkdir(path, { recursive: true, mode: 0o700 });
      return;
    case FILE:
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, content, { mode: 0o600 });
      return;
    default:
      throw new Error(`the archive has an entry of type ${type} at \`${path}\`: build it again`);
  }
}

function textAt(header: Buffer, start: number, length: number): string {
  return header.toString("utf8", start, start + length).replace(/[\0 ].*$/s, "");
}
