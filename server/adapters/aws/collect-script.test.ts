import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentHash } from "../../engine/configuration";
import { collectScript, readAwsInput, readDirectory, readPath } from ".";

const run = promisify(execFile);
const SAMPLE = join(process.cwd(), "prisma/sample/accounts");

/** Stands in for the AWS command line: answers from the sample by the first name in --query, refuses DENY. */
const FAKE_AWS = `#!/usr/bin/env node
const { appendFileSync, readFileSync, existsSync } = require("node:fs");
const [service, operation] = process.argv.slice(2);
const query = process.argv[process.argv.indexOf("--query") + 1];
const asText = process.argv[process.argv.indexOf("--output") + 1] === "text";
appendFileSync(process.env.CALLS, service + " " + operation + "\\n");
if (service === "sts") { console.log("210987654321"); process.exit(0); }
if (process.env.DENY === operation) {
  console.error("An error occurred (UnauthorizedOperation) when calling the operation: arn:aws:iam::210987654321:user/planted-name");
  process.exit(254);
}
if (asText) { console.log("None"); process.exit(0); }
const key = /^\\{(\\w+):/.exec(query)[1];
const path = process.env.SAMPLE + "/210987654321/us-east-1/" + key + ".json";
console.log(existsSync(path) ? readFileSync(path, "utf8") : JSON.stringify({ [key]: [] }));
`;

describe("collectScript", () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "umbra-collect-"));
    await mkdir(join(root, "bin"));
    await writeFile(join(root, "bin/aws"), FAKE_AWS);
    await chmod(join(root, "bin/aws"), 0o755);
    await writeFile(join(root, "collect.sh"), collectScript());
  });
  afterAll(() => rm(root, { recursive: true }));

  async function collect(deny: string, regions = ["us-east-1"]) {
    const cwd = await mkdtemp(join(root, "run-"));
    const calls = join(cwd, "calls");
    const env = {
      ...process.env,
      PATH: `${join(root, "bin")}:${process.env.PATH}`,
      SAMPLE,
      CALLS: calls,
      DENY: deny,
    };
    await run("sh", [join(root, "collect.sh"), ...regions], { cwd, env });
    return { input: readAwsInput(await readPath(join(cwd, "umbra-210987654321.zip"))), calls };
  }

  it("is a script that a POSIX shell accepts", async () => {
    await run("sh", ["-n", join(root, "collect.sh")]);
  });

  it("only describes, gets, lists and searches", () => {
    const operations = [
      ...collectScript().matchAll(/^ *(?:record \S+|for \w+ in \$\(ids) ([\w-]+) ([\w-]+)/gm),
    ].map((match) => match[2] ?? "");
    expect(operations.length).toBeGreaterThan(40);
    expect(operations.filter((operation) => !/^(?:describe|get|list|search)-/.test(operation))).toEqual([]);
    const direct = [...collectScript().matchAll(/\b(?:aws|ask) ([a-z][\w-]*) ([\w-]+)/g)].map(
      (match) => `${match[1]} ${match[2]}`,
    );
    expect([...new Set(direct)].sort()).toEqual(["configure get", "sts get-caller-identity"]);
  });

  it("asks for no secret", () => {
    const calls = collectScript().split("collect() {")[1] ?? "";
    expect(calls).not.toMatch(
      /CustomerGatewayConfiguration|PreSharedKey|UserData|launch-template|MasterUser|credential/i,
    );
  });

  it("records an account that then imports as it is", async () => {
    const { input } = await collect("");
    const expected = readAwsInput(
      (await readDirectory(SAMPLE)).map((each) => ({ ...each, path: `accounts/${each.path}` })),
    );
    expect(input.diagnostics).toEqual([]);
    expect(contentHash(input.configuration)).toBe(contentHash(expected.configuration));
  }, 60_000);

  it("notes a refused call, which becomes coverage `denied`, and keeps who was refused to itself", async () => {
    const { input } = await collect("describe-network-acls");
    const statuses = new Map(input.configuration.coverage.map((row) => [row.kind, row.status]));
    expect([statuses.get("networkAcl"), statuses.get("subnet")]).toEqual(["denied", "ok"]);
    expect(input.diagnostics.map((each) => each.code)).toContain("call-denied");
    expect(JSON.stringify(input)).not.toContain("planted-name");
  }, 60_000);
});
