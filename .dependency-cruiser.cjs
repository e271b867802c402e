// Who may import whom: imports run against the data flow. One named rule per row of the house
// style; server/house.test.ts plants a violation of each and sees it caught.

/** The stages of the engine in the order of the flow: each may import those before it. */
const stages = [
  "net",
  "configuration",
  "vulnerability",
  "intent",
  "semantics",
  "shadow",
  "reach",
  "solver",
  "scenario",
  "finding",
  "baseline",
  "alert",
  "remediation",
  "inspection",
  "topology",
];

const engine = "^server/engine/";
/** Tests, their cases and builders may reach further than what they test. */
const test =
  "[.](test|cases)[.]tsx?$|/test-[^/]+[.]ts$|^server/(testing|engine/conformance)/|^server/house[.]test[.]ts$";
const npm = (names) => `(^|/)node_modules/(${names})(/|$)`;
/** Node's own modules, which the tool names without `node:`. */
const core = (names) => `^(node:)?(${names})$`;

const forbid = (name, from, to) => ({ name, severity: "error", from, to });

/** What `path` may import from server/; anything else there is a violation called `name`. */
const serverOnly = (name, path, allowed, more = {}) =>
  forbid(name, { path, pathNot: test }, { path: "^server/", pathNot: allowed, ...more });

/** `what` has one home: only files under `home` import it. */
const oneHome = (name, what, home, more = {}) =>
  forbid(`one-home-${name}`, { pathNot: [home, test], ...more }, { path: what });

const stageOrder = stages.slice(0, -1).map((stage, i) =>
  forbid(
    `stage-order-${stage}`,
    { path: `${engine}${stage}/`, pathNot: test },
    {
      path: stages.slice(i + 1).map((later) => `${engine}${later}/`),
    },
  ),
);

/** The interpreter and the compiled network are two accounts of the same rules, compared by test. */
const independentWitness = forbid(
  "independent-witness",
  { path: `${engine}(shadow|reach|solver)/`, pathNot: test },
  { path: `${engine}semantics/`, dependencyTypesNot: ["type-only"] },
);

/** From outside, an engine folder is its index and its schemas. */
const frontDoor = forbid(
  "through-the-front-door",
  { path: "^(?:server/engine/([^/]+)/|.+)", pathNot: "^server/engine/conformance/" },
  {
    path: `${engine}[^/]+/.+`,
    pathNot: [`${engine}$1/`, `${engine}[^/]+/index[.]ts$`, "[.]schema[.]ts$"],
  },
);

const layers = [
  forbid(
    "engine-is-pure",
    { path: engine, pathNot: test },
    {
      pathNot: [
        engine,
        npm("zod"),
        core("crypto"),
        // Each of these also has one home, below.
        npm("z3-solver|highs|ae-cvss-calculator"),
      ],
    },
  ),
  forbid(
    "application-knows-engine-and-ports",
    { path: "^server/application/", pathNot: test },
    { pathNot: ["^server/(application|engine)/", npm("zod"), core("crypto")] },
  ),
  serverOnly("adapter-knows-engine-and-ports", "^server/adapters/([^/]+)/", [
    "^server/adapters/$1/",
    // How a text from outside is decoded and measured is one decision for all who read some.
    "^server/adapters/document/",
    engine,
    "^server/application/ports/",
    "^server/application/[^/]+[.]schema[.]ts$",
  ]),
  serverOnly("process-calls-use-cases", "^server/(api|jobs|agent|executor|cli|web)/", [
    "^server/$1/",
    "^server/application/",
    engine,
    "^server/(wiring|wiring-local|wiring-agent|wiring-executor|env)[.]ts$",
  ]),
  forbid(
    "process-takes-types-of-the-engine",
    { path: "^server/(api|jobs|agent|executor)/", pathNot: test },
    { path: engine, pathNot: "[.]schema[.]ts$", dependencyTypesNot: ["type-only"] },
  ),
  serverOnly(
    "wiring-joins-adapters-to-ports",
    "^server/(wiring|wiring-local|wiring-agent|wiring-executor|worker|solver-worker)[.]ts$",
    ["^server/(application|adapters)/", "^server/env[.]ts$"],
  ),
  serverOnly("env-imports-nothing-of-ours", "^server/env[.]ts$", []),
  forbid(
    "components-take-types-and-schemas",
    { path: "^components/", pathNot: test },
    { path: "^server/", pathNot: "[.]schema[.]ts$", dependencyTypesNot: ["type-only"] },
  ),
  forbid("components-know-no-route", { path: "^components/" }, { path: "^(app|e2e|scripts|bench)/" }),
  forbid(
    "components-run-in-the-browser",
    { path: "^components/", pathNot: test },
    { dependencyTypes: ["core"] },
  ),
  serverOnly("app-composes", "^app/", ["^server/api/", "^server/wiring[.]ts$"]),
  forbid("server-knows-no-page", { path: "^server/" }, { path: "^(app|components|e2e|scripts|bench)/" }),
];

const homes = [
  oneHome("solver", npm("z3-solver|highs"), `${engine}solver/`),
  oneHome("cvss", npm("ae-cvss-calculator"), `${engine}scenario/breach/`),
  oneHome(
    "database",
    `${npm("@prisma|prisma|pg|pglite-prisma-adapter|@electric-sql")}|^(server/adapters/store/)?generated/`,
    "^(server/adapters/store/|prisma/|prisma[.]config[.]ts$)",
  ),
  // The vendor's library opens sockets of its own: only what reads the provider may hold it.
  oneHome("provider", npm("@aws-sdk|@smithy"), "^server/adapters/aws/"),
  oneHome("cytoscape", npm("cytoscape|react-cytoscapejs"), "^components/topology/"),
  oneHome("query-client", npm("@trpc/(client|tanstack-react-query)"), "^components/trpc/"),
  oneHome("trpc-server", npm("@trpc/server"), "^(server/api|app/api|components/trpc)/"),
  oneHome("worker-threads", core("worker_threads"), "^server/adapters/(pool|solver)/"),
  oneHome("outbound", npm("undici|ipaddr[.]js"), "^server/adapters/outbound/"),
  // `adapters/store` listens on a socket beside its folder; `web` listens for the browser.
  oneHome(
    "sockets",
    core("net|http|https|http2|dgram|tls|dns|dns/promises"),
    "^server/(adapters/(outbound|store)|web)/",
    {
      path: "^(server|app|components)/",
    },
  ),
];

/** What changes the customer's network has one way to it, and who goes that way has no other. */
const acting = [
  forbid(
    "one-way-to-act",
    {
      path: "^(app|components|server|scripts|prisma)/|^instrumentation[.]ts$",
      pathNot: [test, "^server/adapters/aws/act/", "^server/wiring-executor[.]ts$"],
    },
    { path: "^server/adapters/aws/act/" },
  ),
  forbid(
    "only-the-executor-acts",
    {
      path: "^(app|components|server|scripts|prisma)/|^instrumentation[.]ts$",
      pathNot: [test, "^server/executor/"],
    },
    { path: "^server/(wiring-executor[.]ts$|executor/)" },
  ),
  // Over any number of imports: the server owns every state, and the executor's one way to it is the API.
  forbid(
    "executor-opens-no-database",
    { path: "^server/(executor/|wiring-executor[.]ts$)", pathNot: test },
    { path: "^server/(adapters/(store|queue)/|wiring[.]ts$|wiring-local[.]ts$)", reachable: true },
  ),
];

const general = [
  forbid("no-circular", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
  forbid("resolvable", {}, { couldNotResolve: true }),
  forbid(
    "no-test-in-the-product",
    { path: "^(app|components|server|bin|instrumentation[.]ts)", pathNot: test },
    { path: `${test}|^e2e/` },
  ),
  forbid(
    "no-dev-package-in-the-product",
    { path: "^(app|components|server)/", pathNot: test },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  ),
  forbid("declared-package", {}, { dependencyTypes: ["npm-no-pkg", "npm-unknown"] }),
];

module.exports = {
  forbidden: [...stageOrder, independentWitness, frontDoor, ...layers, ...homes, ...acting, ...general],
  options: {
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: "(^|/)([.]next|dist|generated/internal)/|^next-env[.]d[.]ts$" },
    // Types are imports too: some rules forbid only values.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
