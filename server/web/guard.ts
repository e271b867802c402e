import type { IncomingHttpHeaders } from "node:http";

/** Why a request is turned away before anything else sees it. */
export type Refusal = { readonly status: 400 | 403 | 405 | 411 | 413 | 415; readonly message: string };

/** The part of a request that the guard judges. */
export type GuardedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

/** Names under which a browser on this machine reaches us. Anything else is a rebound DNS name. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** What a posting route takes. A body of another type (a form, text/plain) never reaches a parser. */
const POST_ROUTES = [
  { prefix: "/api/trpc/", contentType: "application/json", maxBytes: 1024 * 1024 },
  { prefix: "/api/import", contentType: "multipart/form-data", maxBytes: undefined },
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

  const route = POST_ROUTES.find(({ prefix }) => url.startsWith(prefix));
  if (route === undefined) return { status: 405, message: "nothing can be posted here" };
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
