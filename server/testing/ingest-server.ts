import { createServer } from "node:http";
import { handleExecutor } from "../api/handle-executor";
import { handleIngest } from "../api/handle-ingest";
import type { Ports } from "../application/ports/ports";
import { refuse } from "../web/guard";

/** The server's routes for agents and executors alone, behind the guard, on a free loopback port. */
export interface IngestServer {
  readonly url: string;
  /** Called before an answer goes out; returning false breaks the connection instead, after the work is done. */
  readonly setAnswering: (decide: (path: string) => boolean) => void;
  readonly stop: () => Promise<void>;
}

/** Serves `POST /api/ingest/*` and `/api/executor/*` over real HTTP without the pages. */
export async function startIngestServer(ports: Ports): Promise<IngestServer> {
  let isAnswered: (path: string) => boolean = () => true;
  let port = 0;
  const server = createServer(async (incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    const refusal = refuse({ method, url, headers }, port);
    if (refusal) {
      response.writeHead(refusal.status).end(refusal.message);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const path = url.split("?")[0] ?? "";
    const request = new Request(new URL(url, `http://127.0.0.1:${port}`), {
      method,
      headers: { authorization: headers.authorization ?? "", "content-type": headers["content-type"] ?? "" },
      body: new Uint8Array(Buffer.concat(chunks)),
    });
    const handle = path.startsWith("/api/executor/") ? handleExecutor : handleIngest;
    const answer = await handle(request, path.split("/").at(-1) ?? "", ports);
    if (!isAnswered(path)) response.destroy();
    else
      response
        .writeHead(answer.status, { "content-type": "application/json" })
        .end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    setAnswering: (decide) => {
      isAnswered = decide;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
