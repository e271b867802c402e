import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { expect, it } from "vitest";
import { STEP_KIND_NEEDS } from "../adapters/aws/act/step-kinds";

/** What each process can do at all: judged by the code it is shipped with. */

const root = join(import.meta.dirname, "../..");

/** Calls of the provider's services that change something. */
const CHANGING =
  /\b(?:Accept|Add|Allocate|Apply|Assign|Associate|Attach|Authorize|Cancel|Copy|Create|Delete|Deregister|Detach|Disable|Disassociate|Enable|Execute|Exit|Import|Modify|Put|Reboot|Register|Reject|Release|Remove|Replace|Request|Reset|Restore|Resume|Revoke|Run|Set|Start|Stop|Suspend|Terminate|Unassign|Update)\w+Command\b/g;

/** The entries that `scripts/bundle.mjs` bundles, as it has them. */
const entries = [
  ...readFileSync(join(root, "scripts/bundle.mjs"), "utf8").matchAll(/^ {2}(\w+): "(server\/[^"]+)",$/gm),
].map(([, name = "", file = ""]) => ({ name, file }));

async function bundled(file: string): Promise<string> {
  const settings: BuildOptions = {
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  };
  const { outputFiles = [] } = await build(settings);
  return outputFiles.map(({ text }) => text).join("\n");
}

const commandsIn = (text: string) => [...new Set(text.match(CHANGING) ?? [])].sort();

it("knows every bundle", () => {
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["umbra", "agent", "executor", "worker", "serve", "jobs"]));
});

it.each(entries.filter(({ name }) => name !== "executor"))(
  "$name can change nothing at a provider",
  async ({ file }) => {
    expect(commandsIn(await bundled(file))).toEqual([]);
  },
);

it("the executor can make the calls of its kinds of steps and no others", async () => {
  const needed = Object.values(STEP_KIND_NEEDS).flatMap(({ actions }) =>
    actions.map((each) => `${each.split(":")[1]}Command`),
  );
  expect(commandsIn(await bundled("server/executor/main.ts"))).toEqual(needed.sort());
});

it("the executor is shipped without a database", async () => {
  const text = await bundled("server/executor/main.ts");
  const packages = [...text.matchAll(/(?:from|import|require\()\s*"([^".][^"]*)"/g)].map(([, name]) => name);
  expect(packages).toContain("@aws-sdk/client-ec2");
  expect(packages.filter((name) => /prisma|pglite|^pg(?:-|$)|z3-solver/.test(name ?? ""))).toEqual([]);
});

it("no page and nothing else of the product names such a call", () => {
  const files = ["app", "components", "server", "scripts", "bin"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name}`)
      .filter((path) => /[.](tsx?|mjs)$/.test(path))
      .filter((path) => !/[.](test|cases)[.]tsx?$|^server\/testing\/|\/generated\//.test(path)),
  );
  expect(files.length).toBeGreaterThan(500);
  const naming = files.filter((path) => commandsIn(readFileSync(join(root, path), "utf8")).length > 0);
  expect(naming).toEqual(["server/adapters/aws/act/changing-call.ts"]);
});
