import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import next from "next";
import { refuseBind } from "./bind-address";
import { refuse } from "./guard";
import { type Opened, processHooks } from "./process-hooks";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";

export { refuseBind };

/** Where and how to serve. */
export type ServeOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Serve from source with reload instead of the finished build. */
  readonly isDev: boolean;
  /** The repository's folder. */
  readonly folder: string;
};

/** Why the server could not start, in words for the terminal. */
class StartError extends Error {
  override readonly name = "StartError";
}

/** A running server: `stop` ends it in order and resolves when everything is closed. */
export type Serving = { readonly url: string; readonly stop: () => Promise<void> };

/** How long running answers may take to end before their connections are cut. */
const STOP_GRACE_MS = 2_000;

/**
 * Opens the application (which opens its database) and then the port. Every request passes the
 * guard first, whatever it asks for: pages, the API and files alike.
 *
 * This is a server of our own rather than the proxy convention of Next because that one buffers
 * bodies and cuts them, which an import must not suffer.
 *
 * @returns once the first page was answered
 * @throws with a message for the terminal: not a loopback address, port taken, data folder in use
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const refusal = refuseBind(options.host);
  if (refusal !== undefined) throw new StartError(refusal);

  const opening = awaitApplication();
  const server = createServer();
  const app = next({
    dev: options.isDev,
    dir: options.folder,
    hostname: options.host,
    port: options.port,
    httpServer: server,
  });
  const stop = async () => {
    const application = await opening.catch(() => undefined);
    application?.endStreams();
    await closeServer(server);
    await application?.close();
    await app.close();
  };
  try {
    await app.prepare();
    await opening;
    const handle = app.getRequestHandler();
    const port = await listen(server, options);
    server.on("request", (request, response) =>
      answer(request, response, { handle, port, isDev: options.isDev }),
    );
    server.prependListener("upgrade", (request, socket) => {
      const { method = "GET", url = "/", headers } = request;
      // Only reload in development has a socket.
      if (!options.isDev || refuse({ method, url, headers }, port) !== undefined) socket.destroy();
    });
    const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`;
    await waitForFirstPage(url);
    return { url, stop };
  } catch (error) {
    // Waiting for an application that never said anything would hang here.
    await Promise.race([stop(), wait(STOP_GRACE_MS)]).catch(() => undefined);
    throw error;
  }
}

/** Waits for what instrumentation.ts says: Next starts it, but goes on without waiting for it. */
function awaitApplication(): Promise<Opened> {
  const hooks = processHooks();
  hooks.isGuarded = true;
  const opening = new Promise<Opened>((resolve, reject) => {
    hooks.opened = resolve;
    hooks.failed = reject;
  });
  // Awaited after Next is prepared; failing before that is not unhandled.
  opening.catch(() => undefined);
  return opening;
}

type Answering = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly port: number;
  readonly isDev: boolean;
};

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { handle, port, isDev }: Answering,
): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const { method = "GET", url = "/", headers } = request;
  const refusal = refuse({ method, url, headers }, port);
  if (refusal !== undefined) {
    response.writeHead(refusal.status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
    response.end(`${refusal.message}\n`);
    return;
  }
  // There is no proxy in front, so whatever claims to come from one is made up by the sender.
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-forwarded-") || name.startsWith("x-middleware-")) delete headers[name];
  }
  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy(nonce, isDev);
  // Next reads the nonce for its own scripts out of the request's policy; ours read `x-nonce`.
  headers["content-security-policy"] = policy;
  headers["x-nonce"] = nonce;
  response.setHeader("Content-Security-Policy", policy);
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500).end("internal error\n");
    else response.destroy();
  });
}

function listen(server: Server, { host, port }: ServeOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explainListenError(error, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function explainListenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new StartError(`port ${port} is in use: stop what listens there, or set PORT to another one`, {
      cause: error,
    });
  }
  if (error.code === "EACCES") {
    return new StartError(`port ${port} may not be used by this account: set PORT to 1024 or more`, {
      cause: error,
    });
  }
  return error;
}

/** The first page is slower than the rest: it is asked for here, so that the user does not wait. */
async function waitForFirstPage(url: string): Promise<void> {
  const response = await fetch(url, { redirect: "manual" });
  await response.arrayBuffer();
  if (response.status >= 500)
    throw new StartError(`the first page answered ${response.status}: see the lines above`);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
