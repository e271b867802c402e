import { expect, it } from "vitest";
import type { LocalPorts } from "../application/local-analysis";
import { Failure } from "../application/ports/failure";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { and, but } from "../testing/network-builder-change";
import { withoutOutside } from "../testing/without-outside";
import { run } from "./run";

const before = buildConfiguration(b1());
const opened = buildConfiguration(
  but(b1(), {
    groups: { "sg-db": { in: and("tcp 5432 from 0.0.0.0/0") } },
    tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } },
    vms: { "app-b": null },
  }),
);
const [first] = before.resources.vpc;
const renamed = {
  ...before,
  resources: { ...before.resources, vpc: first ? [{ ...first, name: "shop\u001b[31m" }] : [] },
};
const denied = {
  ...before,
  coverage: before.coverage.map((part) =>
    part.kind === "networkAcl" ? { ...part, status: "denied" as const } : part,
  ),
};

const inputs = { before, opened, renamed, denied };

async function umbra(...args: readonly string[]) {
  const [out, error]: [string[], string[]] = [[], []];
  const ports: LocalPorts = {
    readInput: async (path) => {
      const configuration = Object.entries(inputs).find(([name]) => name === path)?.[1];
      if (!configuration) throw new Failure("NOT_FOUND", `there is nothing at \`${path}\``, { file: path });
      return { configuration, diagnostics: [], ignored: [] };
    },
    readText: async (path) => {
      throw new Failure("NOT_FOUND", `\`${path}\` cannot be read`, { file: path });
    },
    ...withoutOutside,
    today: () => "2030-01-15",
  };
  const code = await run(args, ports, {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    isWatched: false,
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

it("says that nothing differs", async () => {
  expect(await umbra("diff", "before", "before")).toEqual({ code: 0, out: "nothing differs", error: "" });
});

it("names what came, went and changed, each in one line", async () => {
  const { code, out } = await umbra("diff", "before", "opened");
  expect(code).toBe(2);
  expect(out.split("\n")).toEqual(
    expect.arrayContaining([
      "~ securityGroup sg-db in v1",
      "    + Inbound rule: tcp 5432 from 0.0.0.0/0",
      "    ~ Route: 0.0.0.0/0 → nat-b  becomes  0.0.0.0/0 → nat-a",
      "- instance app-b in v1",
      "0 resources added, 2 removed, 2 changed",
    ]),
  );
});

it("keeps names and tags back, but counts them, and a name cannot steer the terminal", async () => {
  const { code, out } = await umbra("diff", "before", "renamed");
  expect({ code, out }).toEqual({
    code: 2,
    out: "0 resources added, 0 removed, 0 changed\n1 resource changed in tags, names or descriptions only; --cosmetic lists them",
  });
  const all = await umbra("diff", "before", "renamed", "--cosmetic");
  expect(all.out).toContain("+ Name: shop\u{fffd}[31m");
});

it("tells what is no longer known apart from what changed", async () => {
  const { code, out } = await umbra("diff", "before", "denied");
  expect(code).toBe(2);
  expect(out).toContain("! networkAcl in 111111111111 us-east-1: read before as ok, now denied");
  expect(out).toContain("0 resources added, 0 removed, 0 changed");
});

it("answers in the shape that others rely on", async () => {
  const { out, error } = await umbra("diff", "before", "opened", "--json");
  const answer = JSON.parse(out);
  expect(Object.keys(answer)).toEqual(["schemaVersion", "before", "after", "summary", "changes", "coverage"]);
  expect(answer.changes[1]).toEqual({
    op: "removed",
    element: { kind: "networkInterface", id: "eni-app-b" },
    accountId: "111111111111",
    region: "us-east-1",
    vpcId: "v1",
    isCosmetic: false,
    isCertain: true,
    fields: expect.any(Array),
  });
  expect(error).toBe("");
});

it.each([
  { args: ["before"], error: "B is missing" },
  { args: [], error: "A is missing" },
  { args: ["before", "gone"], error: "there is nothing at `gone`" },
  { args: ["before", "opened", "denied"], error: "one argument too many" },
])("could not answer: umbra diff $args", async ({ args, error }) => {
  const answer = await umbra("diff", ...args);
  expect(answer.code).toBe(1);
  expect(answer.error).toContain(error);
});
