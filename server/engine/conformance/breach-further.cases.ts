import { b4 } from "../../testing/network-builder-balanced";
import { b1 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import type { BreachCase } from "./breach-case";
import { OPEN, vector } from "./breach-vector";

const onWeb = { on: "web-a", id: "CVE-web", port: 443, vector: OPEN };
const onDb = { name: "S", resource: "db-a", class: "payment", port: 5432 };
const onWebItself = { name: "S", resource: "web-a", class: "payment", port: 5432 };
const bucket = "arn:aws:s3:::K";
const internet = ["internet"];
/** web-a may send nothing of its own. */
const silentWeb = but(b1(), { groups: { "sg-web": { out: [] } } });

/** Rows of our own that planted faults asked for: the other side of clauses on attacks that no other row tried. */
export const breachFurtherCases: readonly BreachCase[] = [
  {
    title: "an attack that would start on a host that does not run",
    clauses: ["SEC-1", "SEC-13"],
    network: but(b1(), { vms: { "web-a": { state: "stopped" } } }),
    facts: { roles: [{ name: "r", on: "web-a", reads: [bucket] }] },
    from: ["web-a"],
    expected: [],
  },
  {
    title: "AV:P takes being there",
    clauses: ["SEC-5"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, vector: vector({ AV: "P" }) }] },
    from: internet,
    expected: ["latent(web-a)"],
  },
  {
    title: "AV:L without anybody on the host",
    clauses: ["SEC-5"],
    network: b1(),
    facts: {
      vulnerabilities: [
        { ...onWeb, gain: "dos" },
        { on: "web-a", id: "CVE-local", port: "local", vector: vector({ AV: "L" }) },
      ],
    },
    from: internet,
    expected: ["down(web-a)", "latent(web-a)"],
  },
  {
    title: "high confidentiality alone is a leak; what may send nothing leaks the way the attacker came in",
    clauses: ["SEC-4", "SEC-7"],
    network: silentWeb,
    facts: {
      vulnerabilities: [{ ...onWeb, vector: vector({ I: "N" }) }],
      dataStores: [{ ...onWebItself, auth: "credential" }],
    },
    from: internet,
    expected: ["risk(S, read)", "exfil(S)"],
  },
  {
    title: "what is read inside stays there where nothing may leave",
    clauses: ["SEC-7"],
    network: silentWeb,
    facts: { dataStores: [{ ...onWebItself, auth: "credential" }] },
    from: ["web-a"],
    expected: ["exec(web-a, user)", "risk(S, read)"],
  },
  {
    title: "high integrity alone gives nobody the host",
    clauses: ["SEC-4"],
    network: b1(),
    facts: { vulnerabilities: [{ ...onWeb, vector: vector({ C: "N" }) }] },
    from: internet,
    expected: [],
  },
  {
    title: "a store that asks for nothing is read by whoever gets there",
    clauses: ["SEC-7"],
    network: b1(),
    facts: { dataStores: [{ ...onDb, auth: "open" }] },
    from: ["app-a"],
    expected: ["exec(app-a, user)", "exposed(S)", "risk(S, read)", "exfil(S)"],
  },
  {
    title: "a store of which nobody says what it asks for is reached, not read",
    clauses: ["SEC-7", "SEC-8"],
    network: b1(),
    facts: { dataStores: [onDb] },
    from: ["app-a"],
    expected: ["exec(app-a, user)", "exposed(S)"],
  },
  ...(["user", "root"] as const).map((level) => ({
    title: `a key that only root can read, as ${level}`,
    clauses: ["SEC-7"],
    network: b1(),
    facts: {
      dataStores: [{ ...onDb, auth: "credential" }],
      credentials: [{ name: "k", on: "app-a", level: "root", opens: "S" }],
    },
    from: ["app-a"],
    level,
    expected: [
      `exec(app-a, ${level})`,
      "exposed(S)",
      ...(level === "root" ? ["risk(S, read)", "exfil(S)"] : []),
    ],
  })),
  {
    title: "a key opens a host that is reached on its port",
    clauses: ["SEC-7"],
    network: b1(),
    facts: {
      credentials: [
        { name: "k", on: "web-a", login: [{ on: "app-a", port: 8080 }] },
        { name: "l", on: "web-a", login: [{ on: "db-a", port: 22 }] },
      ],
    },
    from: ["web-a"],
    expected: ["exec(web-a, user)", "exec(app-a, user)"],
    chains: { "app-a": ["credential web-a k", "login app-a k"] },
  },
  {
    title: "a role is followed to the roles it may take, and what these write",
    clauses: ["SEC-7", "SEC-11"],
    network: b1(),
    facts: {
      roles: [
        { name: "r", on: "app-a", assumes: ["w"] },
        { name: "w", writes: [bucket] },
      ],
    },
    from: ["app-a"],
    expected: ["exec(app-a, user)", "role(r)", "role(w)", `risk(${bucket}, write)`],
  },
  {
    title: "a host without metadata service has no role to give",
    clauses: ["SEC-7", "SEC-11"],
    network: but(b1(), { vms: { "app-a": { metadata: "disabled" } } }),
    facts: { roles: [{ name: "r", on: "app-a", reads: [bucket] }] },
    from: ["app-a"],
    expected: ["exec(app-a, user)"],
  },
  {
    title: "a role runs commands as root, on hosts that run",
    clauses: ["SEC-7", "SEC-13"],
    network: but(b1(), { vms: { "app-b": { state: "stopped" } } }),
    facts: { roles: [{ name: "r", commands: ["db-a", "app-b"] }] },
    from: ["role:r"],
    expected: ["role(r)", "exec(db-a, root)"],
  },
  {
    title: "whether a load balancer hands on is not known: what stands behind it may fall",
    clauses: ["SEC-6"],
    network: but(b4(), { balancers: { "alb-1": { interfaces: false } } }),
    facts: {
      vulnerabilities: [
        { on: ["app-a", "app-b"], id: "CVE-app", port: 8080, vector: OPEN },
        { on: "db-a", id: "CVE-ssh", port: 22, vector: OPEN },
      ],
    },
    from: internet,
    expected: ["undecided(app-a)", "undecided(app-b)", "latent(db-a)", "may(app-a)", "may(app-b)"],
  },
  {
    title: "one step comes before two, though these are known to be exploited",
    clauses: ["SEC-12"],
    network: b1(),
    facts: {
      vulnerabilities: [
        { ...onWeb, id: "CVE-one", runsAs: "root" },
        { ...onWeb, id: "CVE-two", knownExploited: true },
        {
          on: "web-a",
          id: "CVE-local",
          port: "local",
          vector: vector({ AV: "L", PR: "L" }),
          knownExploited: true,
        },
      ],
    },
    from: internet,
    expected: ["exec(web-a, root)"],
    chains: { "web-a": ["exploit web-a CVE-one"], "user of web-a": ["exploit web-a CVE-two"] },
  },
  {
    title: "a step that is not complex comes first, though it scores lower",
    clauses: ["SEC-12"],
    network: b1(),
    facts: {
      vulnerabilities: [
        { ...onWeb, id: "CVE-complex", vector: vector({ AC: "H" }) },
        { ...onWeb, id: "CVE-plain", vector: vector({ C: "L", I: "N", A: "N" }), gain: "exec" },
      ],
    },
    from: internet,
    expected: ["exec(web-a, user)"],
    chains: { "web-a": ["exploit web-a CVE-plain"] },
  },
  {
    title: "two ways in: only what they have in common stops the attack alone",
    clauses: ["SEC-2"],
    network: but(b1(), {
      groups: { "sg-web": { in: ["tcp 443 from 0.0.0.0/0", "tcp 8443 from 0.0.0.0/0"] } },
    }),
    facts: { vulnerabilities: [onWeb, { ...onWeb, id: "CVE-other", port: 8443 }] },
    from: internet,
    expected: ["exec(web-a, user)"],
    cuts: ["address 198.51.100.10 of eni-web-a", "attachment igw-1", "route 0.0.0.0/0 → igw-1 in rt-pub"],
  },
];
