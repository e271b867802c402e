import type { IncomingHttpHeaders } from "node:http";

/** Why a request is turned away before anything else sees it. */
export type Refusal = { readonly status: 400 | 401 | 403 | 405 | 411 | 413 | 415; readonly message: string };

/** The part of a request that the guard judges. */
export type GuardedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

/** Names under which a browser on this machine reaches us. Anything else is a rebound DNS name. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

type PostRoute = {
  readonly prefix: string;
  readonly contentType: string;
  /** Undefined where the application counts. */
  readonly maxBytes: number | undefined;
};

/** What a posting route takes. A body of another type (a form, text/plain) never reaches a parser. */
const POST_ROUTES: readonly PostRoute[] = [
  { prefix: "/api/trpc/", contentType: "application/json", maxBytes: 1024 * 1024 },
  { prefix: "/api/import", contentType: "multipart/form-data", maxBytes: undefined },
  { prefix: "/api/findings", contentType: "multipart/form-data", maxBytes: undefined },
  { prefix: "/api/events", contentType: "multipart/form-data", maxBytes: undefined },
];

/** What agents and executors post. They are no browsers: they show a token instead of saying which page they are. */
const TOKEN_ROUTES: readonly (PostRoute & { readonly holder: "agent" | "executor" })[] = [
  { holder: "agent", prefix: "/api/ingest/begin", contentType: "application/json", maxBytes: 4_096 },
  {
    holder: "agent",
    prefix: "/api/ingest/chunk",
    contentType: "application/octet-stream",
    maxBytes: 1024 * 1024,
  },
  {
    holder: "agent",
    prefix: "/api/ingest/commit",
    contentType: "application/json",
    maxBytes: 32 * 1024 * 1024,
  },
  { holder: "executor", prefix: "/api/executor/claim", contentType: "application/json", maxBytes: 64 * 1024 },
  { holder: "executor", prefix: "/api/executor/renew", contentType: "application/json", maxBytes: 4_096 },
  {
    holder: "executor",
    prefix: "/api/executor/report",
    contentType: "application/json",
    maxBytes: 8 * 1024 * 1024,
  },
];

/**
 * Decides whether a request may be answered. There are no accounts yet, so whoever can send a
 * request can do everything: only pages that this server itself delivered may, and programs that
 * say where they come from.
 *
 * Refused are a foreign or missing Host (DNS rebinding), a request that another site makes a
 * browser send (Origin, Sec-Fetch-Site), and a post that no form of ours sends. Following a link
 * from elsewhere to a page is allowed: it changes nothing and its sender cannot read the answer.
 *
 * @param port  the one this server listens on
 * @returns undefined when the request may pass
 */
export function refuse(request: GuardedRequest, port: number): Refusal | undefined {
  const { method, url, headers } = request;
  const host = headers.host ?? "";
  if (!isPlainPath(url)) return { status: 400, message: "ask for a plain path, such as /alerts" };
  if (!isOwnHost(host, port)) {
    return {
      status: 403,
      message: `this server answers only to http://127.0.0.1:${port}, http://localhost:${port} and http://[::1]:${port}`,
    };
  }
  if (method === "GET" || method === "HEAD") {
    return url.startsWith("/api/") && comesFromElsewhere(headers) ? FOREIGN : undefined;
  }
  if (method !== "POST") return { status: 405, message: "only GET, HEAD and POST are answered" };
  const tokenRoute = routeOf(TOKEN_ROUTES, url);
  if (tokenRoute) return refuseWithoutToken(tokenRoute.holder, headers) ?? refuseBody(tokenRoute, headers);
  return refusePost(url, headers);
}

const FOREIGN: Refusal = {
  status: 403,
  message: "a request from another site is refused: open Umbra itself and try there",
};

/** Whether a path means what it says: no address before it, no way up in it, however written. */
function isPlainPath(url: string): boolean {
  const path = url.split("?")[0] ?? "";
  if (!/^\/(?![/\\])/.test(path)) return false;
  try {
    return new URL(path, "http://umbra").pathname === path;
  } catch {
    return false;
  }
}

function isOwnHost(host: string, port: number): boolean {
  const expected = LOOPBACK_NAMES.map((name) => (port === 80 ? name : `${name}:${port}`));
  return expected.includes(host.toLowerCase());
}

function comesFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const { origin, host = "" } = headers;
  const site = headers["sec-fetch-site"];
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return true;
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function refusePost(url: string, headers: IncomingHttpHeaders): Refusal | undefined {
  const saysSameOrigin = headers.origin !== undefined || headers["sec-fetch-site"] === "same-origin";
  if (!saysSameOrigin) {
    return { status: 403, message: "a post needs an Origin header: send that of the address asked" };
  }
  if (comesFromElsewhere(headers)) return FOREIGN;

  const route = routeOf(POST_ROUTES, url);
  if (route === undefined) return { status: 405, message: "nothing can be posted here" };
  return refuseBody(route, headers);
}

function routeOf<T extends PostRoute>(routes: readonly T[], url: string): T | undefined {
  return routes.find(({ prefix }) =>
    prefix.endsWith("/") ? url.startsWith(prefix) : (url.split("?")[0] ?? "") === prefix,
  );
}

/** A page of whatever site can never hold a token, so that a request that names its page is none of a program's. */
function refuseWithoutToken(holder: "agent" | "executor", headers: IncomingHttpHeaders): Refusal | undefined {
  if (headers.origin !== undefined || headers["sec-fetch-site"] !== undefined) return FOREIGN;
  const token = /^Bearer umbra_(agent|executor)_[\w-]{43}$/.exec(headers.authorization ?? "");
  // Whose token it is, is for the application to say.
  if (token?.[1] === holder) return undefined;
  const message = `an ${holder} shows its token: Authorization: Bearer umbra_${holder}_...`;
  return { status: 401, message };
}

function refuseBody(route: PostRoute, headers: IncomingHttpHeaders): Refusal | undefined {
  const contentType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (contentType !== route.contentType) {
    return { status: 415, message: `post ${route.contentType} here` };
  }
  if (route.maxBytes === undefined) return undefined;
  const length = headers["content-length"];
  if (length === undefined) return { status: 411, message: "say how long the body is" };
  if (Number(length) > route.maxBytes) {
    return { status: 413, message: `a request may be ${route.maxBytes} bytes long at most` };
  }
  return undefined;
}
