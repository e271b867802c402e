import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

/**
 * Starts a throw-away PostgreSQL on loopback for the tests of the store, in a folder of its own.
 *
 * @returns the settings the tests need and `stop`, or why there is no PostgreSQL
 */
export async function startPostgres() {
  const programs = findPrograms();
  if (programs === undefined) {
    return { missing: "no PostgreSQL server: install it (Debian: apt-get install postgresql)" };
  }
  const account = await unprivilegedAccount();
  if (account === "none") {
    return {
      missing: "PostgreSQL does not run as root and there is no account `postgres` or `nobody` for it",
    };
  }
  const folder = mkdtempSync(join(tmpdir(), "umbra-postgres-"));
  if (account) chownSync(folder, account.uid, account.gid);
  const stop = async () => {
    await run(
      join(programs, "pg_ctl"),
      ["-D", join(folder, "data"), "-m", "immediate", "stop"],
      as(account, folder),
    );
    rmSync(folder, { recursive: true, force: true });
  };
  const problem = await startCluster(programs, folder, account);
  if (typeof problem === "string") {
    await stop();
    return { missing: `PostgreSQL did not start: ${problem}` };
  }
  const url = `postgresql://umbra@127.0.0.1:${problem.port}/postgres`;
  return { env: { UMBRA_TEST_DATABASE_URL: url }, stop };
}

/** The folder with initdb and pg_ctl: on the PATH, or the newest of Debian's. */
function findPrograms() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((v) => `${debian}/${v}/bin`),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "pg_ctl")));
}

/** PostgreSQL refuses to run as root: then it runs under an account that owns nothing else here. */
async function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const uid = Number((await run("id", ["-u", name], { quiet: true })).output);
    const gid = Number((await run("id", ["-g", name], { quiet: true })).output);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  return "none";
}

const as = (account, cwd) => ({ quiet: true, cwd, ...(account && { uid: account.uid, gid: account.gid }) });

/** Returns the port, or what went wrong. */
async function startCluster(programs, folder, account) {
  const data = join(folder, "data");
  const options = as(account, folder);
  const made = await run(
    join(programs, "initdb"),
    ["-D", data, "-U", "umbra", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    options,
  );
  if (made.code !== 0) return made.output;
  const port = await freePort();
  // Nothing here outlives the tests, so nothing has to survive a power cut.
  const settings = `-p ${port} -h 127.0.0.1 -k ${folder} -c fsync=off -c full_page_writes=off`;
  const started = await run(
    join(programs, "pg_ctl"),
    ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"],
    options,
  );
  return started.code === 0 ? { port } : started.output;
}

/** A port that nobody listens on now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
