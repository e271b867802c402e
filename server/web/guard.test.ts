import { expect, it } from "vitest";
import { refuseBind } from "./bind-address";
import { refuse } from "./guard";

const own = "127.0.0.1:3000";
const executorBearer = { authorization: `Bearer umbra_executor_${"a".repeat(43)}` };
const bearer = { authorization: `Bearer umbra_agent_${"a".repeat(43)}` };
const bytes = { "content-type": "application/octet-stream", "content-length": "2" };
const json = { "content-type": "application/json", "content-length": "2" };

/** Asks the guard of a server on port 3000; answers the status, or "pass". */
function verdict(request: string, headers: Record<string, string>): number | "pass" {
  const [method = "", url = ""] = request.split(" ");
  return refuse({ method, url, headers }, 3000)?.status ?? "pass";
}

it.each([
  { name: "a page by address", request: "GET /", headers: { host: own } },
  { name: "a page by name", request: "GET /topology?estate=1", headers: { host: "localhost:3000" } },
  { name: "a page by name in capitals", request: "GET /", headers: { host: "LOCALHOST:3000" } },
  { name: "a page over IPv6", request: "GET /", headers: { host: "[::1]:3000" } },
  {
    name: "a page with a query string that looks like a path",
    request: "GET /topology?open=a/../b&q=//x",
    headers: { host: own },
  },
  {
    name: "a link from another site to a page",
    request: "GET /alerts",
    headers: { host: own, "sec-fetch-site": "cross-site" },
  },
  {
    name: "a query by our page",
    request: "GET /api/trpc/estate.list",
    headers: { host: own, "sec-fetch-site": "same-origin" },
  },
  { name: "a query by curl", request: "GET /api/trpc/estate.list", headers: { host: own } },
  {
    name: "a download typed into the address bar",
    request: "GET /api/collect.sh",
    headers: { host: own, "sec-fetch-site": "none" },
  },
  {
    name: "a mutation by our page",
    request: "POST /api/trpc/alert.dismiss",
    headers: { host: own, origin: `http://${own}`, "sec-fetch-site": "same-origin", ...json },
  },
  {
    name: "a mutation with a charset",
    request: "POST /api/trpc/alert.dismiss",
    headers: {
      host: own,
      origin: `http://${own}`,
      ...json,
      "content-type": "application/json; charset=utf-8",
    },
  },
  {
    name: "a mutation without Origin but marked same-origin",
    request: "POST /api/trpc/x",
    headers: { host: own, "sec-fetch-site": "same-origin", ...json },
  },
  {
    name: "an import by our page",
    request: "POST /api/import",
    headers: { host: own, origin: `http://${own}`, "content-type": "multipart/form-data; boundary=x" },
  },
  {
    name: "a scanner's report by our page",
    request: "POST /api/findings",
    headers: { host: own, origin: `http://${own}`, "content-type": "multipart/form-data; boundary=x" },
  },
  {
    name: "a trail's events by our page",
    request: "POST /api/events",
    headers: { host: own, origin: `http://${own}`, "content-type": "multipart/form-data; boundary=x" },
  },
  {
    name: "a sweep that an agent begins",
    request: "POST /api/ingest/begin",
    headers: { host: own, ...bearer, ...json },
  },
  {
    name: "a piece of a sweep",
    request: "POST /api/ingest/chunk?sweepId=x&sequence=0",
    headers: { host: own, ...bearer, ...bytes },
  },
  {
    name: "a sweep that an agent commits",
    request: "POST /api/ingest/commit",
    headers: { host: own, ...bearer, ...json, "content-length": String(32 * 1024 * 1024) },
  },
  {
    name: "an executor that asks for work",
    request: "POST /api/executor/claim",
    headers: { host: own, ...executorBearer, ...json },
  },
  {
    name: "what an executor reports",
    request: "POST /api/executor/report",
    headers: { host: own, ...executorBearer, ...json, "content-length": String(8 * 1024 * 1024) },
  },
])("lets pass $name", ({ request, headers }) => expect(verdict(request, headers)).toBe("pass"));

it.each([
  { name: "a rebound name", request: "GET /", headers: { host: "evil.example:3000" }, status: 403 },
  { name: "a rebound name without port", request: "GET /", headers: { host: "evil.example" }, status: 403 },
  {
    name: "a name that begins like ours",
    request: "GET /",
    headers: { host: "localhost.evil.example:3000" },
    status: 403,
  },
  {
    name: "a name that ends like ours",
    request: "GET /",
    headers: { host: "evil-localhost:3000" },
    status: 403,
  },
  { name: "another machine's address", request: "GET /", headers: { host: "192.0.2.1:3000" }, status: 403 },
  { name: "our name with another port", request: "GET /", headers: { host: "localhost:3001" }, status: 403 },
  { name: "our name without the port", request: "GET /", headers: { host: "localhost" }, status: 403 },
  {
    name: "user information before the name",
    request: "GET /",
    headers: { host: "localhost:3000@evil.example" },
    status: 403,
  },
  { name: "no host", request: "GET /", headers: {}, status: 403 },
  {
    name: "a file under a rebound name",
    request: "GET /_next/static/x.js",
    headers: { host: "evil.example:3000" },
    status: 403,
  },
  {
    name: "a whole address as path",
    request: "GET http://evil.example/",
    headers: { host: own },
    status: 400,
  },
  {
    name: "a path that begins like an address",
    request: "GET //evil.example/",
    headers: { host: own },
    status: 400,
  },
  { name: "a path with a way up", request: "POST /api/trpc/../import", headers: { host: own }, status: 400 },
  { name: "a path with an encoded way up", request: "GET /a/%2e%2e/b", headers: { host: own }, status: 400 },
  { name: "a path with a backslash", request: "GET /\\evil.example/", headers: { host: own }, status: 400 },
  {
    name: "a query from another site",
    request: "GET /api/trpc/whatIf.run",
    headers: { host: own, "sec-fetch-site": "cross-site" },
    status: 403,
  },
  {
    name: "a query from another port of this machine",
    request: "GET /api/trpc/x",
    headers: { host: own, "sec-fetch-site": "same-site" },
    status: 403,
  },
  {
    name: "a query with a foreign origin",
    request: "GET /api/trpc/x",
    headers: { host: own, origin: "http://evil.example" },
    status: 403,
  },
  {
    name: "a mutation with a foreign origin",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: "http://evil.example", ...json },
    status: 403,
  },
  {
    name: "a mutation with the null origin",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: "null", ...json },
    status: 403,
  },
  {
    name: "a mutation from another port",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: "http://127.0.0.1:4000", ...json },
    status: 403,
  },
  {
    name: "a mutation from our other name",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: "http://localhost:3000", ...json },
    status: 403,
  },
  {
    name: "a mutation over https",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: `https://${own}`, ...json },
    status: 403,
  },
  {
    name: "a mutation that says nothing of its origin",
    request: "POST /api/trpc/x",
    headers: { host: own, ...json },
    status: 403,
  },
  {
    name: "a navigation that posts",
    request: "POST /api/trpc/x",
    headers: { host: own, "sec-fetch-site": "none", ...json },
    status: 403,
  },
  {
    name: "our origin, yet marked cross-site",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: `http://${own}`, "sec-fetch-site": "cross-site", ...json },
    status: 403,
  },
  {
    name: "a mutation as text/plain",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: `http://${own}`, "content-type": "text/plain", "content-length": "2" },
    status: 415,
  },
  {
    name: "a mutation as a form",
    request: "POST /api/trpc/x",
    headers: {
      host: own,
      origin: `http://${own}`,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": "2",
    },
    status: 415,
  },
  {
    name: "a mutation of no type",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: `http://${own}`, "content-length": "2" },
    status: 415,
  },
  {
    name: "an import as text/plain",
    request: "POST /api/import",
    headers: { host: own, origin: `http://${own}`, "content-type": "text/plain" },
    status: 415,
  },
  {
    name: "an import from another site",
    request: "POST /api/import",
    headers: { host: own, origin: "http://evil.example", "content-type": "multipart/form-data" },
    status: 403,
  },
  {
    name: "a scanner's report from another site",
    request: "POST /api/findings",
    headers: { host: own, origin: "http://evil.example", "content-type": "multipart/form-data" },
    status: 403,
  },
  {
    name: "a trail's events from another site",
    request: "POST /api/events",
    headers: { host: own, origin: "http://evil.example", "content-type": "multipart/form-data" },
    status: 403,
  },
  {
    name: "a mutation of unknown length",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: `http://${own}`, "content-type": "application/json" },
    status: 411,
  },
  {
    name: "a mutation above the limit",
    request: "POST /api/trpc/x",
    headers: { host: own, origin: `http://${own}`, ...json, "content-length": "1048577" },
    status: 413,
  },
  {
    name: "a post to a page",
    request: "POST /alerts",
    headers: { host: own, origin: `http://${own}`, ...json },
    status: 405,
  },
  {
    name: "another method",
    request: "DELETE /api/trpc/x",
    headers: { host: own, origin: `http://${own}` },
    status: 405,
  },
  {
    name: "a preflight",
    request: "OPTIONS /api/trpc/x",
    headers: { host: own, origin: "http://evil.example" },
    status: 405,
  },
  {
    name: "a sweep without a token",
    request: "POST /api/ingest/begin",
    headers: { host: own, ...json },
    status: 401,
  },
  {
    name: "a sweep with a token of another kind",
    request: "POST /api/ingest/begin",
    headers: { host: own, ...json, authorization: "Basic dW1icmE6eA==" },
    status: 401,
  },
  {
    name: "a sweep from a page, our own too: pages hold no token",
    request: "POST /api/ingest/begin",
    headers: { host: own, origin: `http://${own}`, ...bearer, ...json },
    status: 403,
  },
  {
    name: "a sweep that a browser sends without saying from where",
    request: "POST /api/ingest/begin",
    headers: { host: own, "sec-fetch-site": "same-origin", ...bearer, ...json },
    status: 403,
  },
  {
    name: "a sweep under a rebound name",
    request: "POST /api/ingest/begin",
    headers: { host: "evil.example:3000", ...bearer, ...json },
    status: 403,
  },
  {
    name: "an agent that asks for work",
    request: "POST /api/executor/claim",
    headers: { host: own, ...bearer, ...json },
    status: 401,
  },
  {
    name: "an executor that sends a sweep",
    request: "POST /api/ingest/begin",
    headers: { host: own, ...executorBearer, ...json },
    status: 401,
  },
  {
    name: "an executor in a page",
    request: "POST /api/executor/claim",
    headers: { host: own, origin: `http://${own}`, ...executorBearer, ...json },
    status: 403,
  },
  {
    name: "a report above the limit",
    request: "POST /api/executor/report",
    headers: { host: own, ...executorBearer, ...json, "content-length": String(8 * 1024 * 1024 + 1) },
    status: 413,
  },
  {
    name: "a piece as a form",
    request: "POST /api/ingest/chunk",
    headers: { host: own, ...bearer, "content-type": "multipart/form-data", "content-length": "2" },
    status: 415,
  },
  {
    name: "a piece of unknown length",
    request: "POST /api/ingest/chunk",
    headers: { host: own, ...bearer, "content-type": "application/octet-stream" },
    status: 411,
  },
  {
    name: "a piece above the limit",
    request: "POST /api/ingest/chunk",
    headers: { host: own, ...bearer, ...bytes, "content-length": "1048577" },
    status: 413,
  },
  {
    name: "a step that a sweep does not have, even with a token",
    request: "POST /api/ingest/other",
    headers: { host: own, ...bearer, ...json },
    status: 403,
  },
  {
    name: "what only pages may do, with an agent's token",
    request: "POST /api/trpc/source.createAgent",
    headers: { host: own, ...bearer, ...json },
    status: 403,
  },
])("refuses $name", ({ request, headers, status }) => expect(verdict(request, headers)).toBe(status));

it("knows its address on port 80, where browsers leave the port out", () => {
  expect(refuse({ method: "GET", url: "/", headers: { host: "localhost" } }, 80)).toBeUndefined();
  expect(refuse({ method: "GET", url: "/", headers: { host: "localhost:81" } }, 80)?.status).toBe(403);
});

it.each([
  ["127.0.0.1", true],
  ["localhost", true],
  ["::1", true],
  ["127.0.0.2", false],
  ["0.0.0.0", false],
  ["::", false],
  ["192.168.0.10", false],
  ["127.0.0.1.evil.example", false],
  ["umbra.example", false],
  ["", false],
])("listening on %j is allowed: %s", (host, isAllowed) =>
  expect(refuseBind(host) === undefined).toBe(isAllowed),
);
