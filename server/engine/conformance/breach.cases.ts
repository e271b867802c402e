import { b4 } from "../../testing/network-builder-balanced";
import { b1, b5, b7 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { BreachCase } from "./breach-case";

const OPEN = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const vector = (changes: Readonly<Record<string, string>>) =>
  OPEN.replace(/\/(AV|AC|PR|UI|S|C|I|A):\w/g, (all, metric: string) =>
    metric in changes ? `/${metric}:${changes[metric]}` : all,
  );
const onWeb = { on: "web-a", id: "CVE-web", port: 443, vector: OPEN };
const onApp = { on: "app-a", id: "CVE-app", port: 8080, vector: OPEN };
const store = { name: "S", resource: "db-a", class: "payment", port: 5432, auth: "credential" };
const storeKey = { name: "k", on: "app-a", opens: "S" };
const internet = ["internet"];

/** Case 149: from the internet over web-a and app-a to the data on db-a. */
const webToData = {
  vulnerabilities: [onWeb, onApp],
  dataStores: [store],
  credentials: [storeKey],
};

/** Cases 148 to 161, and rows of our own where the clauses say more. Base networks as in the document. */
export const breachCases: readonly BreachCase[] = [
  {
    case: 148,
    title: "a vulnerable web server",
    clauses: ["SEC-1", "SEC-4", "SEC-7"],
    network: b1(),
    facts: { vulnerabilities: [onWeb] },
    from: internet,
    expected: ["exec(web-a, user)"],
  },
  {
    case: 149,
    title: "over two hosts to the data",
    clauses: ["SEC-7", "SEC-8"],
    network: b1(),
    facts: webToData,
    from: internet,
    expected: ["exec(web-a, user)", "exec(app-a, user)", "exposed(S)", "risk(S, read)", "exfil(S)"],
    chains: { "app-a": ["exploit web-a CVE-web", "exploit app-a CVE-app"] },
  },
  {
    case: 150,
    title: "no way past the first host",
    clauses: ["SEC-7"],
    network: b1(),
    facts: { ...webToData, vulnerabilities: [onWeb] },
    from: internet,
    expected: ["exec(web-a, user)"],
  },
  {
    case: 151,
    title: "vulnerable on a port that is not open",
    clauses: ["SEC-5", "SEC-6"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, port: 8443 }] },
    from: internet,
    expected: ["latent(web-a)"],
  },
  {
    case: 152,
    title: "PR:L without a credential",
    clauses: ["SEC-5"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, vector: vector({ PR: "L" }) }] },
    from: internet,
    expected: ["latent(web-a)"],
  },
  {
    case: 152,
    title: "PR:L with a credential of the attacker",
    clauses: ["SEC-5"],
    network: b1(),
    facts: {
      vulnerabilities: [{ ...onWeb, vector: vector({ PR: "L" }) }],
      credentials: [{ name: "k", known: true, login: [{ on: "web-a", port: 22 }] }],
    },
    from: internet,
    expected: ["exec(web-a, user)"],
    chains: { "web-a": ["exploit web-a CVE-web"] },
  },
  {
    title: "PR:H takes the credential of an administrator",
    clauses: ["SEC-5"],
    network: b1(),
    facts: {
      vulnerabilities: [{ ...onWeb, vector: vector({ PR: "H" }) }],
      credentials: [{ name: "k", known: true, login: [{ on: "web-a", port: 22 }] }],
    },
    from: internet,
    expected: ["latent(web-a)"],
  },
  {
    title: "PR:H with the credential of an administrator, which then opens the host to itself",
    clauses: ["SEC-5", "SEC-6"],
    network: b1(),
    facts: {
      vulnerabilities: [{ ...onWeb, vector: vector({ PR: "H" }) }],
      credentials: [{ name: "k", known: true, login: [{ on: "web-a", port: 22, level: "root" }] }],
    },
    from: internet,
    expected: ["exec(web-a, root)"],
    chains: {
      "user of web-a": ["exploit web-a CVE-web"],
      "web-a": ["exploit web-a CVE-web", "login web-a k"],
    },
  },
  ...[
    { other: vector({ C: "L", I: "N", A: "N" }), leads: "CVE-unscored" },
    { other: OPEN, leads: "CVE-web" },
  ].map(({ other, leads }) => ({
    title: `a vector that is none is of unknown severity, sorted as high: ${leads} leads`,
    clauses: ["SEC-3", "SEC-12"],
    network: b1(),
    facts: {
      vulnerabilities: [
        { ...onWeb, vector: other, gain: "exec" },
        { ...onWeb, id: "CVE-unscored", vector: `${OPEN}/AV:N`, gain: "exec" },
      ],
    },
    from: internet,
    expected: ["exec(web-a, user)"],
    chains: { "web-a": [`exploit web-a ${leads}`] },
  })),
  ...[false, true].map((assumesUserInteraction) => ({
    case: 153,
    title: `UI:R, ${assumesUserInteraction ? "and users take part" : "by default"}`,
    clauses: ["SEC-1", "SEC-5"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, vector: vector({ UI: "R" }) }] },
    from: internet,
    assumesUserInteraction,
    expected: assumesUserInteraction ? ["exec(web-a, user)"] : ["latent(web-a)"],
  })),
  {
    case: 154,
    title: "a local vulnerability on top",
    clauses: ["SEC-4"],
    network: b1(),
    facts: {
      vulnerabilities: [
        onWeb,
        { on: "web-a", id: "CVE-local", port: "local", vector: vector({ AV: "L", PR: "L" }) },
      ],
    },
    from: internet,
    expected: ["exec(web-a, root)"],
    chains: { "web-a": ["exploit web-a CVE-web", "exploit web-a CVE-local"] },
  },
  ...["app-a", "app-b"].map((from) => ({
    case: 155,
    title: `AV:A from ${from}`,
    clauses: ["SEC-5"],
    network: b1(),
    facts: { vulnerabilities: [{ on: "db-a", id: "CVE-db", port: 5432, vector: vector({ AV: "A" }) }] },
    from: [from],
    expected: [`exec(${from}, user)`, from === "app-a" ? "exec(db-a, user)" : "latent(db-a)"],
  })),
  {
    title: "AV:A from a machine of an insider in the subnet",
    clauses: ["SEC-1", "SEC-5"],
    network: but(b1(), { groups: { "sg-db": { in: ["tcp 5432 from 10.0.0.0/16"] } } }),
    facts: { vulnerabilities: [{ on: "db-a", id: "CVE-db", port: 5432, vector: vector({ AV: "A" }) }] },
    from: ["prv-a"],
    expected: ["exec(db-a, user)"],
  },
  {
    case: 156,
    title: "a role that reads a bucket",
    clauses: ["SEC-7", "SEC-11"],
    network: b1(),
    facts: { roles: [{ name: "r", on: "app-a", reads: ["arn:aws:s3:::K"] }] },
    from: ["app-a"],
    expected: ["exec(app-a, user)", "role(r)", "risk(arn:aws:s3:::K, read)", "exfil(arn:aws:s3:::K)"],
  },
  ...(["required", "optional"] as const).map((tokens) => ({
    case: 157,
    title: `a forged request, HttpTokens ${tokens}`,
    clauses: ["SEC-4", "SEC-7"],
    network: but(b1(), { vms: { "web-a": { tokens } } }),
    facts: {
      vulnerabilities: [{ ...onWeb, gain: "ssrf" }],
      roles: [{ name: "r", on: "web-a" }],
    },
    from: internet,
    expected: tokens === "optional" ? ["role(r)"] : [],
  })),
  ...[internet, ["203.0.113.0/24"], ["198.51.100.0/25"]].map((from) => ({
    case: 158,
    title: `only some may come in, from ${from}`,
    clauses: ["SEC-1", "SEC-6"],
    network: but(b1(), { groups: { "sg-web": { in: and("tcp 22 from 203.0.113.0/24") } } }),
    facts: { vulnerabilities: [{ ...onWeb, port: 22 }] },
    from,
    expected: from.includes("203.0.113.0/24") ? ["exec(web-a, user)"] : ["latent(web-a)"],
  })),
  {
    case: 159,
    title: "through a load balancer",
    clauses: ["SEC-6"],
    network: b4(),
    facts: { vulnerabilities: [{ ...onApp, on: ["app-a", "app-b"] }] },
    from: internet,
    expected: ["exec(app-a, user)", "exec(app-b, user)"],
    chains: { "app-b": ["exploit app-b CVE-app via alb-1"] },
  },
  {
    case: 160,
    title: "a stopped host",
    clauses: ["SEC-13"],
    network: but(b1(), { vms: { "web-a": { state: "stopped" } } }),
    facts: { vulnerabilities: [onWeb] },
    from: internet,
    expected: ["latent(web-a)"],
  },
  {
    case: 161,
    title: "what keeps the data safe, taken away alone",
    clauses: ["SEC-2"],
    network: b1(),
    facts: webToData,
    from: internet,
    expected: ["exec(web-a, user)", "exec(app-a, user)", "exposed(S)", "risk(S, read)", "exfil(S)"],
    cuts: [
      "rule sg-web ingress tcp 443 from 0.0.0.0/0",
      "vulnerability CVE-web of web-a",
      "rule sg-app ingress tcp 8080 from sg-web",
      "vulnerability CVE-app of app-a",
      "rule sg-db ingress tcp 5432 from sg-app",
      "credential k of app-a",
      "address 198.51.100.10 of eni-web-a",
      "route 0.0.0.0/0 → igw-1 in rt-pub",
      "attachment igw-1",
    ],
  },
  {
    title: "known to be exploited says nothing about what it gives",
    clauses: ["SEC-3", "SEC-4"],
    network: b1(),
    facts: { vulnerabilities: [{ on: "web-a", id: "CVE-web", port: 443, knownExploited: true }] },
    from: internet,
    expected: ["undecided(web-a)"],
  },
  {
    title: "a vector that does not fit is no vector",
    clauses: ["SEC-3"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, vector: `${OPEN}/AV:N` }] },
    from: internet,
    expected: ["undecided(web-a)"],
  },
  {
    title: "without a vector what its owner says counts",
    clauses: ["SEC-3", "SEC-4"],
    network: b1(),
    facts: { vulnerabilities: [{ on: "web-a", id: "CVE-web", port: 443, gain: "exec", runsAs: "root" }] },
    from: internet,
    expected: ["exec(web-a, root)"],
  },
  {
    title: "only out of service",
    clauses: ["SEC-4", "SEC-7"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, vector: vector({ C: "N", I: "N" }) }] },
    from: internet,
    expected: ["down(web-a)"],
  },
  {
    title: "what a host that may send nothing gives away leaves by the way that the attacker came in",
    clauses: ["SEC-4", "SEC-7"],
    network: but(b1(), { groups: { "sg-web": { out: [] } } }),
    facts: {
      vulnerabilities: [{ ...onWeb, gain: "leak" }],
      dataStores: [{ ...store, resource: "web-a" }],
    },
    from: internet,
    expected: ["risk(S, read)", "exfil(S)"],
  },
  {
    title: "and stays where the attacker is inside",
    clauses: ["SEC-7"],
    network: but(b1(), { groups: { "sg-web": { out: [] } } }),
    facts: { dataStores: [{ ...store, resource: "web-a" }] },
    from: ["web-a"],
    expected: ["exec(web-a, user)", "risk(S, read)"],
  },
  {
    title: "version 4.0: a high impact on what comes after is a changed scope",
    clauses: ["SEC-3", "SEC-4"],
    network: b1(),
    facts: {
      vulnerabilities: [
        { ...onWeb, vector: "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:N/SA:N" },
      ],
    },
    from: internet,
    expected: ["exec(web-a, root)"],
  },
  {
    title: "from a site, where a part of it is enough",
    clauses: ["SEC-1", "SEC-6"],
    network: but(b5(), { groups: { "sg-a": { in: ["tcp 443 from 192.168.4.0/24"] } } }),
    facts: {
      vulnerabilities: [{ on: "a", id: "CVE-a", port: 443, vector: OPEN }],
      sites: [{ name: "office", prefixes: ["192.168.0.0/16"], via: "vpn-1" }],
    },
    from: ["site:office"],
    expected: ["exec(a, user)"],
  },
  {
    title: "a host whose source is not checked sends under any address that a rule admits",
    clauses: ["SEC-10"],
    network: but(b7(), { groups: { "sg-y": { in: ["tcp 5432 from 10.77.0.0/16"] } } }),
    facts: { vulnerabilities: [{ on: "y", id: "CVE-y", port: 5432, vector: OPEN }] },
    from: ["m"],
    expected: ["exec(m, user)", "exec(y, user)"],
  },
  {
    title: "a host whose source is checked does not",
    clauses: ["SEC-10"],
    network: but(b7(), {
      vms: { m: { sourceDestCheck: true } },
      groups: { "sg-y": { in: ["tcp 5432 from 10.77.0.0/16"] } },
    }),
    facts: { vulnerabilities: [{ on: "y", id: "CVE-y", port: 5432, vector: OPEN }] },
    from: ["m"],
    expected: ["exec(m, user)", "latent(y)"],
  },
  {
    title: "what a role changes of the network is not followed",
    clauses: ["SEC-9"],
    network: b1(),
    facts: {
      vulnerabilities: [{ ...onWeb, port: 8443, on: "web-a" }],
      roles: [{ name: "r", on: "app-a", modifiesNetwork: true }],
    },
    from: ["app-a"],
    expected: ["exec(app-a, user)", "role(r)", "networkControl(r)", "latent(web-a)"],
  },
  {
    title: "a rule more takes nothing from the attacker",
    clauses: ["SEC-2"],
    network: but(b1(), { groups: { "sg-db": { in: and("tcp 5432 from 0.0.0.0/0") } } }),
    facts: webToData,
    from: internet,
    expected: ["exec(web-a, user)", "exec(app-a, user)", "exposed(S)", "risk(S, read)", "exfil(S)"],
  },
  {
    title: "fewer steps come first, then those that are not complex, then the known ones, then the score",
    clauses: ["SEC-12"],
    network: b1(),
    facts: {
      vulnerabilities: [
        { ...onWeb, id: "CVE-complex", vector: vector({ AC: "H", S: "C" }), knownExploited: true },
        { ...onWeb, id: "CVE-lower", vector: vector({ A: "N" }), knownExploited: true },
        { ...onWeb, id: "CVE-unknown" },
      ],
    },
    from: internet,
    expected: ["exec(web-a, root)"],
    chains: { "user of web-a": ["exploit web-a CVE-lower"], "web-a": ["exploit web-a CVE-complex"] },
  },
];
