import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalPorts } from "../application/local-analysis";
import { type OpenSolver, openZ3 } from "../engine/solver";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { but } from "../testing/network-builder-change";
import { testData } from "../testing/test-data";
import { withoutOutside } from "../testing/without-outside";
import { wireLocal } from "../wiring-local";
import { run } from "./run";

const network = but(b1(), { vms: { "app-b": { state: "stopped" } } });

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());
const solver: LocalPorts["solver"] = {
  solve: async (question) => ({ ...z3.solve(question, 20_000), elapsedMs: 0 }),
  close: async () => undefined,
};

async function breach(facts: unknown, ...args: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const ports: LocalPorts = {
    readInput: async () => ({ configuration: buildConfiguration(network), diagnostics: [], ignored: [] }),
    readText: async () => JSON.stringify(facts),
    ...withoutOutside,
    solver,
    today: () => "2030-01-15",
  };
  const code = await run(["breach", "net", "--facts", "umbra.json", ...args], ports, {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    isWatched: false,
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
/** From the internet over web-a and app-a to the data on db-a. */
const webToData = {
  vulnerabilities: [
    { on: "web-a", id: "CVE-web", port: 443, vector },
    { on: "app-a", id: "CVE-app", port: 8080, vector },
  ],
  dataStores: [{ name: "S", resource: "db-a", class: "payment", port: 5432, auth: "credential" }],
  credentials: [{ name: "k", on: "app-a", opens: "S" }],
};
const stopped = { on: "app-b", id: "CVE-stopped", port: 8080, gain: "exec" };
const silent = { on: "web-a", id: "CVE-silent", port: 80, knownExploited: true };

it.each<{ name: string; facts: unknown; args?: string[]; code: number; told: readonly string[] }>([
  {
    name: "the chain to the data, each step with what lets it pass",
    facts: webToData,
    code: 2,
    told: [
      "from the internet: 2 hosts, 1 data store, 0 roles fall, in 2 steps at most",
      "(S)  payment  read, and can be sent out",
      "1  exploit     CVE-web",
      "sg-web ingress tcp 443 from 0.0.0.0/0; 0.0.0.0/0 → igw-1 in rt-pub; acl-v1 ingress rule 100",
      "sg-db ingress tcp 5432 from sg-app",
      "app-a  user, 2 steps",
      "9 sets of 1: taken away, nothing gets there, and no smaller set does it",
      "    rule sg-db ingress tcp 5432 from sg-app\n",
      "the same by patches alone:\n  2 sets of 1",
    ],
  },
  {
    name: "nothing falls",
    facts: {},
    code: 0,
    told: ["0 hosts, 0 data stores, 0 roles fall", "no vulnerabilities are declared"],
  },
  {
    name: "latent ones are told with the reason",
    facts: { vulnerabilities: [stopped, { ...stopped, on: "db-a" }] },
    code: 0,
    told: [
      "app-b  CVE-stopped  tcp/8080  unknown severity  the host does not run",
      "nobody who attacks gets to tcp/8080",
    ],
  },
  {
    name: "what nobody can say is not well",
    facts: { vulnerabilities: [silent] },
    code: 2,
    told: [
      "may fall too: it cannot be decided:\n  instance web-a",
      "web-a  CVE-silent  tcp/80  unknown severity  neither a CVSS vector",
    ],
  },
  {
    name: "a supposed bug on any port",
    facts: {},
    args: ["--bug", "web-a"],
    code: 2,
    told: ["exploit  hypothesis  on web-a tcp/any", "assumed port", "web-a  root, 1 step"],
  },
  {
    name: "a supposed bug on a port that nobody reaches",
    facts: {},
    args: ["--bug", "web-a=tcp/22"],
    code: 0,
    told: ["web-a  hypothesis  tcp/22  nobody who attacks gets to tcp/22"],
  },
  {
    name: "a supposed bug in a store",
    facts: { ...webToData, credentials: [] },
    args: ["--bug", "S", "--from", "app-a"],
    code: 2,
    told: ["from app-a as user", "(S)  payment  read"],
  },
  {
    name: "an attacker who is root of a host",
    facts: {},
    args: ["--from", "app-a", "--level", "root"],
    code: 0,
    told: ["app-a  root, the attack starts here"],
  },
  {
    name: "an excluded vulnerability is as if it were patched",
    facts: webToData,
    args: ["--exclude", "CVE-web"],
    code: 0,
    told: ["0 hosts"],
  },
  {
    name: "the patches that protect most, with what is left after each choice",
    facts: {
      ...webToData,
      vulnerabilities: [...webToData.vulnerabilities, { ...stopped, on: "web-a", port: 80 }],
    },
    args: ["--patches", "2", "--bug", "db-a"],
    code: 2,
    told: [
      "the patches that protect most:\n  1 patch: no others leave less (",
      "    patch CVE-app on app-a\n    left: data at risk, weight 0 of 4\n    left: 1 of 3 hosts, 0 of 0 roles\n  2 patches: no",
      "    patch CVE-stopped on web-a\n    patch CVE-web on web-a\n    left: data at risk, weight 0 of 4\n    left: 0 of 3 hosts",
      "1 supposed bug: nobody can patch what is only supposed",
    ],
  },
  {
    name: "what else falls while one thing is down",
    facts: { vulnerabilities: [{ on: "web-a", id: "CVE-web", port: 443, vector }] },
    args: ["--under-failures"],
    code: 2,
    told: [
      "while one thing is down:",
      "change what falls",
      "failure of internet gateway `igw-1`\n    does not fall then: web-a",
    ],
  },
  {
    name: "declared entry points",
    facts: { ...webToData, entryPoints: [{ from: "10.0.10.10" }] },
    code: 2,
    told: ["from app-a as user: 1 host, 1 data store"],
  },
])("$name", async ({ facts, args = [], code, told }) => {
  const answer = await breach(facts, ...args);
  for (const text of told) expect(answer.out).toContain(text);
  expect(answer.error).toBe("");
  expect(answer.code).toBe(code);
});

it.each<{ name: string; facts?: unknown; args?: string[]; error: string }>([
  {
    name: "a vulnerability of nothing",
    facts: { vulnerabilities: [{ on: "web-z", id: "CVE-1", port: 1 }] },
    error: "umbra: declared facts: nothing in the configuration is called `web-z`",
  },
  {
    name: "with its place",
    facts: { vulnerabilities: [{ on: ["web-a", "rt-pub"], id: "CVE-1", port: 1 }] },
    error: "[umbra.json vulnerabilities[0].on[1]]",
  },
  {
    name: "twice the same",
    facts: { vulnerabilities: [silent, silent] },
    error: "`CVE-silent` was declared before for `web-a`",
  },
  {
    name: "no protocol",
    facts: { vulnerabilities: [{ ...silent, protocol: "tpc" }] },
    error: "[umbra.json vulnerabilities[0].protocol]",
  },
  {
    name: "one way over tcp",
    facts: { vulnerabilities: [{ ...silent, oneWay: true }] },
    error: "[umbra.json vulnerabilities[0].oneWay]",
  },
  {
    name: "a key for what keeps no data",
    facts: { credentials: [{ opens: "web-a" }] },
    error: "`web-a` keeps no data that is declared: add it under `dataStores`",
  },
  {
    name: "a login without a port",
    facts: { credentials: [{ login: [{ on: "web-a" }] }] },
    error: "[umbra.json credentials[0].login[0].port]",
  },
  {
    name: "a role that is not there",
    facts: { roles: [{ name: "r", assumes: ["s"] }] },
    error: "[umbra.json roles[0].assumes[0]]",
  },
  {
    name: "an entry point that is none",
    facts: { entryPoints: [{ from: "igw-1" }] },
    error: "an attack does not start at `igw-1`",
  },
  {
    name: "an unknown start",
    args: ["--from", "role:admin"],
    error: "--from role:admin: no role is called `admin`",
  },
  {
    name: "a bug in a route table",
    args: ["--bug", "rt-pub"],
    error: "`rt-pub` is a routeTable: name a host",
  },
  { name: "a bug on no port", args: ["--bug", "web-a=443"], error: "`443` is no service: write tcp/443" },
  {
    name: "more patches than are chosen",
    args: ["--patches", "11"],
    error: "--patches 11 is not understood: write a number from 1 to 10",
  },
  { name: "no level", args: ["--level", "admin"], error: "--level admin is not understood" },
])("says what does not fit: $name", async ({ facts = {}, args = [], error }) => {
  const answer = await breach(facts, ...args);
  expect(answer.error).toContain(error);
  expect(answer.code).toBe(1);
});

const publicPrivate = testData("batfish-aws/snapshots/test-public-private-subnet");
it.runIf(publicPrivate !== undefined)(
  "a real account: over the public host to the data on the private one",
  async () => {
    const vector = "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H";
    const facts = {
      vulnerabilities: [
        { on: "i-094a9e5b545a4fde4", id: "CVE-2024-6387", port: 22, vector, knownExploited: true },
      ],
      dataStores: [
        { name: "orders", resource: "i-099cf38911942421c", class: "payment", port: 22, auth: "open" },
      ],
    };
    const out: string[] = [];
    const ports: LocalPorts = { ...wireLocal(), readText: async () => JSON.stringify(facts), solver };
    const code = await run(["breach", publicPrivate ?? "", "--facts", "umbra.json", "--json"], ports, {
      out: (text) => out.push(text),
      error: (text) => out.push(text),
      isWatched: false,
    });
    const json = JSON.parse(out.join(""));
    expect(code).toBe(2);
    expect(json.dataAtRisk).toMatchObject([{ element: { name: "orders" }, access: ["read"], leaves: true }]);
    const [exploit, connect, read] = json.dataAtRisk[0].chain;
    expect(exploit).toMatchObject({
      kind: "exploit",
      by: "CVE-2024-6387",
      from: { id: "internet" },
      service: "tcp/22",
    });
    expect(exploit.rules).toEqual(["sg-0662342465612f419 ingress tcp 22 from 0.0.0.0/0"]);
    expect(connect).toMatchObject({ kind: "connect", from: { id: "i-094a9e5b545a4fde4" } });
    expect(read).toMatchObject({ kind: "read", on: { name: "orders" } });
    expect(json.chokePoints).toMatchObject({ outcome: "smallest", size: 1 });
    expect(json.chokePoints.sets.flat()).toContainEqual({
      kind: "rule",
      securityGroupId: "sg-0662342465612f419",
      text: "sg-0662342465612f419 ingress tcp 22 from 0.0.0.0/0",
    });
  },
);

it("gives the same as JSON, and the same bytes every time", async () => {
  const first = await breach(webToData, "--json");
  expect(await breach(webToData, "--json")).toEqual(first);
  const json = JSON.parse(first.out);
  expect(json).toMatchObject({
    schemaVersion: 1,
    starts: [{ kind: "internet", prefixes: [] }],
    blastRadius: { hostCount: 2, storeCount: 1, roleCount: 0, depth: 2 },
    undecided: [],
    missing: [],
    chokePoints: { outcome: "smallest", size: 1, hasMore: false, doubts: [] },
    patches: { outcome: "smallest", size: 1 },
  });
  expect(json.compromised.map(({ element }: { element: { id: string } }) => element.id)).toEqual([
    "web-a",
    "app-a",
  ]);
  expect(json.compromised[1].chain[1]).toMatchObject({
    kind: "exploit",
    by: "CVE-app",
    on: { kind: "instance", id: "app-a" },
    from: { kind: "instance", id: "web-a" },
    service: "tcp/8080",
    rules: ["sg-web egress all traffic to 0.0.0.0/0", "sg-app ingress tcp 8080 from sg-web"],
  });
});
