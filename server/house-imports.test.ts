import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { cruise, type ICruiseResult, type IForbiddenRuleType, type IViolation } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Shows that every import rule bites, and that the tool really looks at our files. */

type RuleFile = { forbidden: (IForbiddenRuleType & { name: string })[]; options: Record<string, unknown> };

const root = join(import.meta.dirname, "..");
const rules = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs")) as RuleFile;
const ruleNames = rules.forbidden.map(({ name }) => name);
const stages = ruleNames.flatMap((name) => (name.startsWith("stage-order-") ? [name.slice(12)] : []));

async function cruised(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = rules.options;
  const { output } = await cruise(
    [...folders],
    { ...options, baseDir, validate: true, ruleSet: { forbidden: rules.forbidden } },
    enhancedResolveOptions as object,
  );
  if (typeof output === "string") throw new Error(output);
  return output;
}

/** `file -> target` imports a value, `file => target` only a type. A target is a file, package or Node module. */
const planted: readonly { rule: string; imports: readonly string[] }[] = [
  ...stages.flatMap((stage) => [
    {
      rule: `stage-order-${stage}`,
      imports: [`server/engine/${stage}/a.ts -> server/engine/topology/index.ts`],
    },
    {
      rule: `stage-order-${stage}`,
      imports: [`server/engine/${stage}/b/c.ts => server/engine/topology/x.schema.ts`],
    },
  ]),
  { rule: "stage-order-net", imports: ["server/engine/net/d.ts -> server/engine/configuration/index.ts"] },
  {
    rule: "stage-order-semantics",
    imports: ["server/engine/semantics/d.ts -> server/engine/shadow/index.ts"],
  },
  { rule: "independent-witness", imports: ["server/engine/shadow/w.ts -> server/engine/semantics/index.ts"] },
  { rule: "independent-witness", imports: ["server/engine/solver/w.ts -> server/engine/semantics/index.ts"] },
  { rule: "through-the-front-door", imports: ["server/engine/alert/f.ts -> server/engine/net/prefix.ts"] },
  { rule: "through-the-front-door", imports: ["server/application/f.ts => server/engine/net/prefix.ts"] },
  { rule: "engine-is-pure", imports: ["server/engine/net/p.ts -> fs"] },
  { rule: "engine-is-pure", imports: ["server/engine/net/p2.ts -> server/application/estates.ts"] },
  { rule: "engine-is-pure", imports: ["server/engine/net/p3.ts -> superjson"] },
  {
    rule: "application-knows-engine-and-ports",
    imports: ["server/application/a.ts -> server/adapters/store/index.ts"],
  },
  { rule: "application-knows-engine-and-ports", imports: ["server/application/a2.ts -> fs"] },
  { rule: "application-knows-engine-and-ports", imports: ["server/application/a3.ts => server/env.ts"] },
  {
    rule: "adapter-knows-engine-and-ports",
    imports: ["server/adapters/aws/a.ts -> server/adapters/store/index.ts"],
  },
  {
    rule: "adapter-knows-engine-and-ports",
    imports: ["server/adapters/aws/a2.ts -> server/application/estates.ts"],
  },
  { rule: "adapter-knows-engine-and-ports", imports: ["server/adapters/aws/a3.ts -> server/env.ts"] },
  { rule: "process-calls-use-cases", imports: ["server/api/routers/a.ts -> server/adapters/store/index.ts"] },
  { rule: "process-calls-use-cases", imports: ["server/cli/a.ts -> server/api/root.ts"] },
  { rule: "process-takes-types-of-the-engine", imports: ["server/api/e.ts -> server/engine/net/index.ts"] },
  { rule: "wiring-joins-adapters-to-ports", imports: ["server/wiring.ts -> server/api/root.ts"] },
  { rule: "env-imports-nothing-of-ours", imports: ["server/env.ts -> server/application/estates.ts"] },
  {
    rule: "components-take-types-and-schemas",
    imports: ["components/alert/a.tsx -> server/engine/net/index.ts"],
  },
  { rule: "components-know-no-route", imports: ["components/alert/b.tsx -> app/page.tsx"] },
  { rule: "components-run-in-the-browser", imports: ["components/alert/c.tsx -> fs"] },
  { rule: "app-composes", imports: ["app/page2.tsx -> server/application/estates.ts"] },
  { rule: "app-composes", imports: ["app/page3.tsx => server/engine/net/index.ts"] },
  { rule: "server-knows-no-page", imports: ["server/api/p.ts -> components/ui/button.tsx"] },
  { rule: "one-home-solver", imports: ["server/engine/reach/z.ts -> z3-solver"] },
  { rule: "one-home-cvss", imports: ["server/engine/alert/z.ts -> ae-cvss-calculator"] },
  { rule: "one-home-database", imports: ["server/api/d.ts -> @prisma/client"] },
  { rule: "one-home-database", imports: ["server/wiring.ts -> @electric-sql/pglite"] },
  { rule: "one-home-provider", imports: ["server/wiring-agent.ts -> @aws-sdk/client-ec2"] },
  { rule: "one-home-cytoscape", imports: ["components/alert/g.tsx -> cytoscape"] },
  { rule: "one-home-query-client", imports: ["components/alert/q.tsx -> @trpc/client"] },
  { rule: "one-home-trpc-server", imports: ["server/cli/t.ts -> @trpc/server"] },
  { rule: "one-home-outbound", imports: ["server/adapters/aws/u.ts -> undici"] },
  { rule: "one-home-worker-threads", imports: ["server/adapters/store/w.ts -> worker_threads"] },
  { rule: "one-home-sockets", imports: ["server/adapters/aws/s.ts -> https"] },
  { rule: "one-home-sockets", imports: ["app/api/s.ts -> net"] },
  { rule: "one-way-to-act", imports: ["server/wiring.ts -> server/adapters/aws/act/aws-hand.ts"] },
  { rule: "one-way-to-act", imports: ["server/wiring-agent.ts -> server/adapters/aws/act/aws-hand.ts"] },
  { rule: "one-way-to-act", imports: ["server/cli/h.ts -> server/adapters/aws/act/aws-hand.ts"] },
  { rule: "one-way-to-act", imports: ["server/worker.ts => server/adapters/aws/act/aws-hand.ts"] },
  {
    rule: "one-way-to-act",
    imports: ["server/adapters/aws/poll/h.ts -> server/adapters/aws/act/aws-hand.ts"],
  },
  { rule: "one-way-to-act", imports: ["server/executor/h.ts -> server/adapters/aws/act/aws-hand.ts"] },
  { rule: "only-the-executor-acts", imports: ["server/agent/h.ts -> server/wiring-executor.ts"] },
  { rule: "only-the-executor-acts", imports: ["server/web/h.ts -> server/wiring-executor.ts"] },
  { rule: "only-the-executor-acts", imports: ["server/api/h.ts -> server/executor/run-executor.ts"] },
  {
    rule: "executor-opens-no-database",
    imports: [
      "server/executor/d.ts -> server/application/through.ts",
      "server/application/through.ts -> server/adapters/store/index.ts",
    ],
  },
  {
    rule: "no-circular",
    imports: ["server/cli/one.ts -> server/cli/two.ts", "server/cli/two.ts -> server/cli/one.ts"],
  },
  { rule: "resolvable", imports: ["server/cli/r.ts -> server/cli/absent-file.ts"] },
  { rule: "no-test-in-the-product", imports: ["server/cli/t2.ts -> server/testing/builder.ts"] },
  { rule: "no-test-in-the-product", imports: ["components/ui/t.tsx -> components/ui/button.test.tsx"] },
  { rule: "no-dev-package-in-the-product", imports: ["server/cli/v.ts -> vitest"] },
  { rule: "declared-package", imports: ["server/cli/u.ts -> undeclared"] },
];

/** Imports that no rule may forbid: without these rows a rule that forbids everything would pass. */
const allowed: readonly string[] = [
  ...stages.map((stage) => `server/engine/topology/of-${stage}.ts -> server/engine/${stage}/index.ts`),
  "server/engine/net/ok.ts -> crypto",
  "server/engine/configuration/ok.ts -> zod",
  "server/engine/alert/ok.ts -> server/engine/scenario/outage.schema.ts",
  "server/engine/shadow/ok.ts => server/engine/semantics/index.ts",
  "server/engine/shadow/same.test.ts -> server/engine/semantics/index.ts",
  "server/engine/solver/ok.ts -> z3-solver",
  "server/application/ok.ts -> server/application/ports/store.ts",
  "server/application/ok2.ts -> server/engine/scenario/index.ts",
  "server/adapters/aws/ok.ts -> server/application/ports/store.ts",
  "server/adapters/store/ok.ts -> @prisma/client",
  "server/adapters/store/ok2.ts -> net",
  "server/adapters/pool/ok.ts -> worker_threads",
  "server/adapters/solver/ok.ts -> worker_threads",
  "server/adapters/outbound/ok.ts -> undici",
  "server/adapters/outbound/ok2.ts -> net",
  "server/api/ok.ts -> server/application/estates.ts",
  "server/api/ok2.ts => server/engine/net/index.ts",
  "server/api/ok3.ts -> server/engine/scenario/outage.schema.ts",
  "server/wiring.ts -> server/adapters/store/index.ts",
  "server/web/ok.ts -> http",
  "server/wiring-executor.ts -> server/adapters/aws/act/aws-hand.ts",
  "server/executor/ok.ts -> server/wiring-executor.ts",
  "server/executor/ok2.ts -> server/application/ports/failure.ts",
  "components/alert/ok.tsx => server/engine/alert/index.ts",
  "components/alert/ok2.tsx -> server/engine/scenario/outage.schema.ts",
  "components/alert/ok3.tsx -> components/ui/button.tsx",
  "components/topology/ok.tsx -> cytoscape",
  "app/ok.tsx -> components/ui/button.tsx",
  "app/api/ok.ts -> server/api/root.ts",
];

describe("the import rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "umbra-house-"));
  let violations: readonly IViolation[] = [];

  beforeAll(async () => {
    plant(folder, [...planted.flatMap(({ imports }) => imports), ...allowed]);
    const { summary } = await cruised(folder, ["server", "components", "app"]);
    violations = summary.violations;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(planted)("$rule catches $imports", ({ rule, imports }) => {
    const from = imports[0]?.split(" ")[0];
    const caught = violations
      .filter((violation) => violation.from === from)
      .map(({ rule: { name } }) => name);
    expect(caught).toContain(rule);
  });

  it.each(allowed)("nothing forbids %s", (line) => {
    const [from = "", , to = ""] = line.split(" ");
    const caught = violations.filter((violation) => violation.from === from && violation.to.endsWith(to));
    expect(caught.map(({ rule: { name } }) => name)).toEqual([]);
  });

  it("has a planted violation for every rule and no rule twice", () => {
    expect(new Set(planted.map(({ rule }) => rule))).toEqual(new Set(ruleNames));
    expect(new Set(ruleNames).size).toBe(ruleNames.length);
  });

  it("hold, over every file there is", async () => {
    const folders = ["app", "components", "server", "prisma", "e2e"].filter(
      (name) => sources(name).length > 0,
    );
    const { modules, summary } = await cruised(root, folders);
    const seen = new Set(modules.map(({ source }) => source));

    expect(folders.flatMap(sources).filter((file) => !seen.has(file))).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });
});

/** Writes the files that the lines of imports need, with packages of the names that they use. */
function plant(folder: string, lines: readonly string[]): void {
  const files = new Map<string, string[]>();
  for (const [i, line] of lines.entries()) {
    const [from = "", arrow, to = ""] = line.split(" ");
    const isFile = /[.]tsx?$/.test(to);
    const specifier = isFile ? fileSpecifier(from, to) : to;
    const imported = `import ${arrow === "=>" ? "type " : ""}{ x as x${i} } from "${specifier}";\nexport type T${i} = typeof x${i};`;
    const use = arrow === "=>" ? "" : `export const y${i} = x${i};`;
    files.set(from, [...(files.get(from) ?? []), imported, use]);
    if (isFile && !to.includes("absent") && !files.has(to)) files.set(to, []);
    if (!isFile) files.set(`node_modules/${to}/index.js`, []);
  }
  for (const [path, text] of files) write(join(folder, path), [...text, "export const x = 1;"].join("\n"));

  const packages = [...files.keys()].flatMap(
    (path) => /^node_modules\/(.+)\/index[.]js$/.exec(path)?.[1] ?? [],
  );
  for (const name of packages) {
    write(join(folder, `node_modules/${name}/package.json`), JSON.stringify({ name, main: "index.js" }));
  }
  const listed = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "1.0.0"]));
  const runtime = packages.filter((name) => name !== "vitest" && name !== "undeclared");
  const manifest = { name: "planted", dependencies: listed(runtime), devDependencies: listed(["vitest"]) };
  write(join(folder, "package.json"), JSON.stringify(manifest));
  write(join(folder, "tsconfig.json"), "{}");
}

function fileSpecifier(from: string, to: string): string {
  const path = relative(dirname(from), to).replace(/[.]tsx?$/, "");
  return path.startsWith(".") ? path : `./${path}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Every source file below a folder of the repository; [] where there is no such folder. */
function sources(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /[.]tsx?$/.test(name) && !name.includes("generated/"))
      .map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}
