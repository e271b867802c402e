/** One chosen file with its path inside what was dropped; `/` separates. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/** The server's limit on one import; asked here too, so that nobody waits for a refusal. */
export const UPLOAD_LIMIT_BYTES = 200 * 1024 * 1024;
export const UPLOAD_FILE_LIMIT = 20_000;

/** Why files cannot be sent, in words; undefined when they can. */
export function refusalOf(files: readonly ChosenFile[]): string | undefined {
  if (files.length === 0)
    return "There is no file in it. Choose a zip, JSON files or a folder that holds some.";
  if (files.length > UPLOAD_FILE_LIMIT) {
    return `These are more than ${UPLOAD_FILE_LIMIT.toLocaleString("en")} files. Put them into one zip.`;
  }
  const byteCount = files.reduce((sum, { file }) => sum + file.size, 0);
  if (byteCount > UPLOAD_LIMIT_BYTES) {
    return "These are more than 200 MiB. Leave out what is not network configuration, or split it.";
  }
  return undefined;
}

/** Files of a file field; `webkitRelativePath` is set when a folder was chosen. */
export function filesOfList(list: Iterable<File>): readonly ChosenFile[] {
  return Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * Everything that was dropped or pasted, folders walked to the bottom. Stops one file past the limit.
 * The entries must be taken before the first `await`: the browser empties the transfer after the event.
 */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  if (entries.length === 0) return filesOfList(transfer.files);
  const files: ChosenFile[] = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

async function walk(entry: FileSystemEntry, into: ChosenFile[]): Promise<void> {
  if (into.length > UPLOAD_FILE_LIMIT) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.push({ path: entry.fullPath.replace(/^\/+/, ""), file });
  } else if (isDirectory(entry)) {
    for (const child of await childrenOf(entry)) await walk(child, into);
  }
}

/** A reader hands out entries in parts until it hands out none. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return children;
    children.push(...part);
    if (children.length > UPLOAD_FILE_LIMIT) return children;
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
