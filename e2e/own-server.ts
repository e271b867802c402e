import { freePort } from "../server/testing/free-port";
import { dataFolders, startUmbra } from "./process/umbra-process";

/** A server that the stories of one worker have to themselves: they may remove every estate there is. */
export interface OwnServer {
  readonly url: string;
  /** Where its stories listen for messages, and the only place besides the public internet that it may send to. */
  readonly sinkPort: number;
}

/** Longest it may take from the signal to the end. */
const STOP_MS = 10_000;

/** Serves the sample on a port and from a database of its own while `use` runs. */
export async function withOwnServer(use: (server: OwnServer) => Promise<void>): Promise<void> {
  const folders = dataFolders();
  const sinkPort = await freePort();
  const { child, ready, ended } = startUmbra({
    UMBRA_DATA_DIR: folders.make(),
    UMBRA_OUTBOUND_ALLOW: `127.0.0.1:${sinkPort}`,
  });
  // What it says belongs to the story that made it say so.
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  const kill = () => child.kill("SIGKILL");
  // A worker that is ended in the middle takes its server along.
  process.once("exit", kill);
  try {
    await use({ url: await ready, sinkPort });
  } finally {
    const tooLong = setTimeout(kill, STOP_MS);
    child.kill("SIGTERM");
    await ended;
    clearTimeout(tooLong);
    process.off("exit", kill);
    folders.remove();
  }
}
