import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure } from "../../application/ports/failure";
import { formatBytes, MAX_FILE_BYTES } from "../document";
import { isArchive, readArchive } from "./archive";
import { type InputFile, MAX_FILE_COUNT, MAX_TOTAL_BYTES } from "./input-file";

/**
 * The files of an input named on the command line: a folder, a zip archive or a single file.
 *
 * @throws Failure `NOT_FOUND` when there is nothing at the path, `TOO_LARGE` above the limits
 */
export async function readPath(path: string): Promise<InputFile[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Failure("NOT_FOUND", `there is no file or folder \`${path}\`; check the path`, {
      cause,
      file: path,
    });
  });
  if (found.isDirectory()) return readDirectory(path);
  if (found.size > MAX_TOTAL_BYTES) {
    const message = `\`${path}\` has ${formatBytes(found.size)}, the limit is ${formatBytes(MAX_TOTAL_BYTES)}; split it by region`;
    throw new Failure("TOO_LARGE", message, { file: path });
  }
  const bytes = await readFile(path);
  return isArchive(bytes) ? readArchive(bytes) : [{ path: basename(path), bytes }];
}

/**
 * The files under a folder, sorted by path. Hidden files are passed over. Links are not followed, because they
 * could lead out of the folder or around in a circle; each is given back as refused.
 */
export async function readDirectory(root: string): Promise<InputFile[]> {
  const files: InputFile[] = [];
  let totalBytes = 0;
  // The list grows while it is walked: folders found are appended.
  const folders = [""];
  for (const folder of folders) {
    for (const name of (await readdir(join(root, folder))).sort()) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = folder === "" ? name : `${folder}/${name}`;
      const found = await lstat(join(root, path));
      if (found.isDirectory()) folders.push(path);
      if (found.isSymbolicLink()) files.push(refusedLink(path));
      if (!found.isFile()) continue;
      totalBytes += found.size;
      checkSize(root, files.length, totalBytes);
      files.push(
        found.size > MAX_FILE_BYTES
          ? tooLarge(path, found.size)
          : { path, bytes: await readFile(join(root, path)) },
      );
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function checkSize(root: string, fileCount: number, totalBytes: number): void {
  if (fileCount >= MAX_FILE_COUNT) {
    const message = `\`${root}\` has more than ${MAX_FILE_COUNT} files; name the folder that holds the recorded replies`;
    throw new Failure("TOO_LARGE", message, { file: root });
  }
  if (totalBytes > MAX_TOTAL_BYTES) {
    const message = `\`${root}\` has more than ${formatBytes(MAX_TOTAL_BYTES)}; import it region by region`;
    throw new Failure("TOO_LARGE", message, { file: root });
  }
}

function refusedLink(path: string): InputFile {
  const message = "this is a link, which is not followed; put the file itself here";
  return { path, bytes: new Uint8Array(), refused: { code: "link", message } };
}

function tooLarge(path: string, size: number): InputFile {
  const message = `the file has ${formatBytes(size)}, the limit is ${formatBytes(MAX_FILE_BYTES)}; split it by region or by kind`;
  return { path, bytes: new Uint8Array(), refused: { code: "file-too-large", message } };
}
