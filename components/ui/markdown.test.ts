import { expect, it } from "vitest";
import type { Alert } from "../../server/engine/alert/alert.schema";
import type { Hop, Trace } from "../../server/engine/semantics";
import { alertMarkdown, portsText, traceMarkdown } from "./markdown";

const packet = {
  source: ["10.0.0.4/32"],
  destination: ["10.0.1.7/32"],
  protocol: "tcp",
  sourcePorts: [[1024, 65535]],
  destinationPorts: [[443, 443]],
} satisfies Hop["packet"];
const route = {
  element: { kind: "routeTable", id: "rtb-1", name: "private" },
  action: "route",
  rule: "0.0.0.0/0 nat-1",
  packet,
} satisfies Hop;
const drop = { element: { kind: "natGateway", id: "nat-1" }, action: "drop", packet } satisfies Hop;

const refused: Trace = {
  verdict: "NOT_REACHABLE",
  reason: "NAT_STATE",
  at: { kind: "natGateway", id: "nat-1", rule: "state failed" },
  phase: "forward",
  scope: null,
  admitted: [],
  missing: [],
  assumptions: ["ASSUME_GUEST_LISTENS"],
  forward: [route, drop],
  return: [],
  blockers: [{ elements: [], changes: ["restore `nat-1`"] }],
  branches: [],
};

const alert: Alert = {
  fingerprint: "f",
  family: "outage",
  kind: "single-point-of-failure",
  severity: "high",
  title: "Losing nat-1 cuts 2 hosts off",
  description: "All egress uses one NAT gateway.",
  subject: { kind: "natGateway", id: "nat-1", name: "nat-gw-1a" },
  scenario: "failure of NAT gateway nat-gw-1a",
  affected: [
    {
      intentId: "i",
      application: "shop",
      from: "app",
      to: "internet",
      protocol: "tcp",
      ports: [[443, 443]],
      effect: "lost",
      members: [
        { kind: "instance", id: "i-1" },
        { kind: "instance", id: "i-2" },
      ],
      origin: "inferred",
      before: [route],
      after: [route, drop],
      at: null,
    },
  ],
  likelihood: { value: 2, source: "zonal element" },
  impact: { value: 3, source: "2 hosts" },
  evidence: {
    certificate: null,
    before: [route],
    after: [route, drop],
    at: { kind: "natGateway", id: "nat-1", name: "nat-gw-1a", rule: "down" },
    failures: [],
    solver: null,
  },
  recommendations: [
    { title: "Add a standby", changes: ["one NAT gateway per zone"], effort: "medium", verified: null },
  ],
};

it("writes a trace with its verdict, hops in order, rules and link", () => {
  const asked = { from: "web-1a", to: "internet", protocol: "tcp", port: 443 };
  expect(traceMarkdown(asked, refused, "http://127.0.0.1/topology?from=web-1a")).toBe(
    [
      "### Not reachable: web-1a to internet, tcp/443",
      "Stops at NAT gateway `nat-1` (`state failed`): the NAT gateway is not available",
      "**Forward**",
      "1. route table private `rtb-1`: route (`0.0.0.0/0 nat-1`)\n2. NAT gateway `nat-1`: drop",
      "**What would lift it**",
      "- restore \\`nat-1\\`",
      "**Assumed**",
      "- a program listens on the port",
      "http://127.0.0.1/topology?from=web-1a\n",
    ].join("\n\n"),
  );
});

it("writes an alert with evidence before and after, flows, and recommendations marked as not verified", () => {
  const written = alertMarkdown(alert, "http://127.0.0.1/alerts/1");
  for (const part of [
    "### High: Losing nat-1 cuts 2 hosts off",
    "**Path before**\n\n1. route table private",
    "**Path after**\n\n1. route table private `rtb-1`: route (`0.0.0.0/0 nat-1`)\n2. NAT gateway",
    "Where it stops: NAT gateway nat-gw-1a `nat-1` (`down`)",
    "- lost: shop, app to internet, tcp/443, 2 affected, inferred",
    "**Recommendations**\n\n- Add a standby (not verified): one NAT gateway per zone",
  ]) {
    expect(written).toContain(part);
  }
  expect(written.endsWith("http://127.0.0.1/alerts/1\n")).toBe(true);
});

it.each([
  { name: "links", title: "[x](http://evil)", expected: "\\[x\\](http://evil)" },
  { name: "markup", title: "<img src=x>", expected: "\\<img src=x\\>" },
  { name: "line breaks", title: "a\n# b", expected: "a\uFFFD\\# b" },
])("a name cannot bring its own Markdown: $name", ({ title, expected }) => {
  expect(alertMarkdown({ ...alert, title }, "link")).toContain(`### High: ${expected}`);
});

it("a rule that holds backticks cannot end its code span", () => {
  const hop: Hop = { ...drop, rule: "a``b" };
  const trace: Trace = { ...refused, forward: [hop] };
  expect(traceMarkdown({ from: "a", to: "b", protocol: "tcp" }, trace, "link")).toContain("(```a``b```)");
});

it.each([
  { ports: [[443, 443]] as const, expected: "443" },
  {
    ports: [
      [22, 23],
      [80, 80],
    ] as const,
    expected: "22-23, 80",
  },
  { ports: [[0, 65535]] as const, expected: "any port" },
  { ports: [] as const, expected: "any port" },
])("ports $ports read $expected", ({ ports, expected }) => expect(portsText(ports)).toBe(expected));
