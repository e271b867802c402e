import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeSync,
} from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../../application/ports/failure";

/** A folder that only this process uses, until `release`. */
export interface FolderLock {
  release(): Promise<void>;
}

const SOCKET_NAME = /^lock-\d+-[0-9a-f]+[.]sock$/;
const TRY_COUNT = 4;
const RETRY_MS = { least: 40, most: 250 };
/** The kernel's limit on the path of a socket is 108 bytes on Linux, 104 on macOS. */
const SOCKET_PATH_LIMIT = 100;
const SOCKET_NAME_BYTES = 32;

/**
 * Makes sure that no other process uses `folder`: the database in it knows no lock of its own, and two processes
 * would silently undo each other's writes. Fails CONFLICT when it is in use.
 *
 * Every starter listens on a socket of its own name in the folder, and only then looks for others: of two, the
 * later one to look sees the earlier. A name that nobody answers belongs to a process that died, for the kernel
 * closes the sockets of the dead; nothing is judged by age, because a holder can be busy for long.
 */
export async function lockFolder(path: string): Promise<FolderLock> {
  const folder = openFolder(path);
  try {
    const lock = folder.takesSockets ? await lockBySocket(folder) : await lockByProcessId(folder.path);
    return {
      release: async () => {
        await lock.release();
        folder.close();
      },
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

async function lockBySocket(folder: OpenFolder): Promise<FolderLock> {
  for (let attempt = 1; ; attempt += 1) {
    const name = `lock-${process.pid}-${randomBytes(6).toString("hex")}.sock`;
    const server = await listenOn(folder.socketPath(name));
    // A file system without sockets: a process id in a file is weaker, but better than nothing.
    if (!server) return lockByProcessId(folder.path);
    const release = () => closeSocket(server, join(folder.path, name));
    if (!(await isHeldByOther(folder, name))) return { release };
    await release();
    if (attempt === TRY_COUNT) throw inUse(folder.path);
    // Two that start together see each other and both step back; chance decides who comes first next time.
    await wait(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least));
  }
}

interface OpenFolder {
  readonly path: string;
  /** The same for every process that locks this folder on this machine, or they would lock apart. */
  readonly takesSockets: boolean;
  readonly socketPath: (name: string) => string;
  readonly close: () => void;
}

/** The kernel limits the path of a socket; where it offers a short name for an open folder, that is used. */
function openFolder(given: string): OpenFolder {
  const path = realpathSync(given);
  if (existsSync("/proc/self/fd")) {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
    return {
      path,
      takesSockets: true,
      socketPath: (name) => `/proc/self/fd/${descriptor}/${name}`,
      close: () => closeSync(descriptor),
    };
  }
  return {
    path,
    takesSockets: Buffer.byteLength(path) + SOCKET_NAME_BYTES <= SOCKET_PATH_LIMIT,
    socketPath: (name) => join(path, name),
    close: () => undefined,
  };
}

function inUse(folder: string): Failure {
  return new Failure(
    "CONFLICT",
    `the data folder ${folder} is in use by another Umbra: stop that one, or set UMBRA_DATA_DIR to another folder`,
    { retryable: false },
  );
}

async function isHeldByOther(folder: OpenFolder, own: string): Promise<boolean> {
  const others = readdirSync(folder.path).filter((name) => SOCKET_NAME.test(name) && name !== own);
  for (const name of others.toSorted()) {
    if (await answers(folder.socketPath(name))) return true;
    rmSync(join(folder.path, name), { force: true });
  }
  return false;
}

/** Undefined where sockets cannot be made. */
function listenOn(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  // The lock must not keep a process alive that has nothing else to do.
  server.unref();
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(path, () => resolve(server));
  });
}

/** A connection taken by the kernel is answer enough: its holder may be busy. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function closeSocket(server: Server, path: string): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      rmSync(path, { force: true });
      resolve();
    });
  });
}

/** The weaker way: a file made with O_EXCL that holds a process id; the file of a dead process is taken over. */
export async function lockByProcessId(folder: string): Promise<FolderLock> {
  const path = join(folder, "lock.pid");
  for (let attempt = 1; attempt <= TRY_COUNT; attempt += 1) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return { release: async () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = Number(readFileSync(path, "utf8"));
    // An empty file: its maker is about to write its id.
    if (holder === 0) await wait(RETRY_MS.most);
    else if (isAlive(holder)) throw inUse(folder);
    else rmSync(path, { force: true });
  }
  throw inUse(folder);
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
