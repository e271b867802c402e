import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** The house rules that no linter knows. Those about imports are in house-imports.test.ts. */

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every file below a folder of the repository, as paths from its top, sorted. */
function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.includes("/generated/") && !path.includes("node_modules"))
    .sort();
}

const sources = ["app", "bench", "bin", "components", "e2e", "prisma", "scripts", "server"]
  .flatMap(filesBelow)
  .filter((path) => /[.](tsx?|mjs|cjs|js)$/.test(path));
const isTest = (path: string) =>
  /[.](test|spec|cases)[.]tsx?$|\/test-[^/]+[.]ts$/.test(path) ||
  /^server\/(testing|engine\/conformance)\/|^e2e\//.test(path);
const product = sources.filter((path) => /^(app|components|server)\//.test(path) && !isTest(path));
const engine = product.filter((path) => path.startsWith("server/engine/"));

/** Names of variables and `object.property` pairs that a file uses, each with its line. */
function uses(path: string): { name: string; line: number }[] {
  return usesIn(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true));
}

function usesIn(file: ts.SourceFile): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      found.push({ name: `${node.expression.text}.${node.name.text}`, line });
    }
    if (ts.isIdentifier(node) && isVariable(node)) found.push({ name: node.text, line });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether an identifier in running code stands for a variable, not for a property or a type. */
function isVariable({ parent, ...node }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.pos === node.pos;
  return (
    !(ts.isPropertyAssignment(parent) && parent.name.pos === node.pos) &&
    !ts.isTypeNode(parent) &&
    !ts.isPropertySignature(parent)
  );
}

/** Where any of the files uses one of the names, as `path:line name`. */
const usesOf = (paths: readonly string[], names: readonly string[]) =>
  paths.flatMap((path) =>
    uses(path)
      .filter(({ name }) => names.includes(name))
      .map(({ name, line }) => `${path}:${line} ${name}`),
  );

const CLOCK_AND_CHANCE = [
  "Date",
  "performance",
  "Math.random",
  "crypto",
  "randomUUID",
  "randomBytes",
  "randomInt",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "process",
  "globalThis",
  "console",
  "Intl",
];

describe("the source", () => {
  it("was found", () => {
    expect(engine.length).toBeGreaterThan(40);
    expect(sources.length).toBeGreaterThan(100);
  });

  it("has no file over 400 lines but tables of cases", () => {
    const long = sources
      .filter((path) => !path.endsWith(".cases.ts"))
      .map((path) => ({ path, lineCount: read(path).trimEnd().split("\n").length }))
      .filter(({ lineCount }) => lineCount > 400);
    expect(long).toEqual([]);
  });

  it("names files in kebab case and gives everything a home", () => {
    const names = sources.flatMap((path) => path.split("/"));
    const homeless = names.filter((name) =>
      /^(utils?|helpers?|common|managers?|misc|lib)([.]|$)|^services?$/.test(name),
    );
    expect(homeless).toEqual([]);
    const files = sources.filter((path) => !path.startsWith("app/")).map((path) => basename(path));
    expect(files.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9-]+)*$/.test(name))).toEqual([]);
  });

  it("has no barrel but the index of a folder of the engine or of an adapter", () => {
    const barrels = product.filter((path) => /(^|\/)index[.]tsx?$/.test(path));
    expect(barrels.filter((path) => !/^server\/(engine|adapters)\/[^/]+\/index[.]ts$/.test(path))).toEqual(
      [],
    );
    expect(product.filter((path) => /^export \* from/m.test(read(path)))).toEqual([]);
  });

  it("skips no test and runs none alone", () => {
    const blocks = ["it", "test", "describe"];
    const forbidden = blocks.flatMap((block) =>
      ["skip", "only", "todo", "fixme", "fails"].map((how) => `${block}.${how}`),
    );
    expect(usesOf(sources.filter(isTest), forbidden)).toEqual([]);
  });

  it("reads the environment in one place", () => {
    const readers = product.filter((path) => path !== "server/env.ts");
    expect(usesOf(readers, ["process.env"])).toEqual([]);
  });

  it("reaches out to nothing", () => {
    const server = product.filter(
      (path) => path.startsWith("server/") && !path.startsWith("server/adapters/outbound/"),
    );
    // `web` asks itself for the first page.
    const reaching = server.filter((path) => path !== "server/web/serve.ts");
    expect(usesOf(reaching, ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"])).toEqual([]);
  });
});

describe("the engine", () => {
  const folders = [...new Set(engine.map((path) => path.split("/")[2] ?? ""))].filter(
    (name) => !name.includes("."),
  );

  it.each(folders)("%s says in its index what it hides", (folder) => {
    const text = read(`server/engine/${folder}/index.ts`);
    expect(text).toMatch(/^\/\*\*[\s\S]{20,}?\*\//);
  });

  it("knows no clock, no chance and no surroundings", () => {
    expect(usesOf(engine, CLOCK_AND_CHANCE)).toEqual([]);
  });

  it.each([
    ["const at = Date.now();", "Date"],
    ["const at = new Date();", "Date"],
    ["export const dice = () => Math.random();", "Math.random"],
    ["const ms = performance.now();", "performance"],
    ["if (process.env.X) {}", "process"],
  ])("would be caught at %s", (text, name) => {
    const file = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true);
    expect(usesIn(file).map((use) => use.name)).toContain(name);
  });
});

describe("every function and class that engine, application and api export", () => {
  const documented = product.filter((path) => /^server\/(engine|application|api)\//.test(path));

  it("has a docstring", () => {
    expect(documented.flatMap(undocumentedExports)).toEqual([]);
  });
});

/** `path: first line` of each exported function or class without a docstring. */
function undocumentedExports(path: string): string[] {
  const file = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const isCode = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    if (!isExported || !isCode || ts.getJSDocCommentsAndTags(statement).length > 0) return [];
    return [`${path}: ${statement.getText(file).split("\n")[0]}`];
  });
}

describe("package.json", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;

  it("pins every package exactly", () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+[.]\d+[.]\d+([-.][0-9a-z.-]+)?$/.test(version))).toEqual(
      [],
    );
  });
});

describe("package-lock.json", () => {
  type Locked = { optionalDependencies?: Record<string, string> };
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };

  // A registry that lacks a platform's build makes npm drop it from the file, after which `npm ci` refuses the
  // file everywhere: put the entry back by hand, with its version and platform.
  it("names the builds for every platform", () => {
    const names = Object.values(packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );
    const locked = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
    expect(names.filter((name) => !locked.has(name))).toEqual([]);
  });
});

describe("ARCHITECTURE.md", () => {
  const map = /```\n(app\/[\s\S]*?)```/.exec(read("ARCHITECTURE.md"))?.[1] ?? "";
  const named = (text: string) =>
    text.split("\n").flatMap((line) => /^\s*([a-z0-9.-]+)\/(\s|$)/.exec(line)?.[1] ?? []);
  const foldersIn = (folder: string) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name);

  it("names every folder at the top, below server and below the engine, and no other", () => {
    const made = ["node_modules", "dist", "test-results", "playwright-report"];
    const isShown = (name: string) => !made.includes(name);
    const there = ["", "server", "server/engine"].flatMap(foldersIn).filter(isShown);
    expect(named(map).toSorted()).toEqual(there.toSorted());
  });
});
