import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { RESOURCE_KINDS } from "../../engine/configuration";
import { type Moto, startMoto } from "../../testing/moto";
import { customerClient, MOTO_ACCOUNT_ID, makeShop, openToWorld } from "../../testing/moto-network";
import { testPeer } from "../../testing/test-peers";
import { collectScript, readAwsInput, readPath } from ".";
import { READ_CALLS } from "./poll/calls";
import { awsReader } from "./poll/poll-account";

const run = promisify(execFile);
const REGION = "us-east-1";
const keys = { AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" };

it("the script passes another endpoint on, and asks nobody else", () => {
  expect(collectScript()).toContain('aws "$@" --endpoint-url "$UMBRA_AWS_ENDPOINT"');
  expect(collectScript().match(/\baws "\$@"/g)).toHaveLength(2);
});

const pairs = testPeer("UMBRA_TEST_MOTO").flatMap((moto) =>
  testPeer("UMBRA_TEST_AWSCLI").map((cli) => ({ moto: moto.program, cli: cli.program })),
);

describe.each(pairs)("Debian's command line before moto", ({ moto: motoProgram, cli }) => {
  it("records what the agent mirrors, and notes the calls that nobody knows", async () => {
    const moto: Moto = await startMoto(motoProgram);
    const cwd = await mkdtemp(join(tmpdir(), "umbra-collect-moto-"));
    try {
      const ec2 = customerClient(moto.url);
      const shop = await makeShop(ec2);
      await openToWorld(ec2, shop.databaseGroupId, 5432);
      const files = await collected(cwd, cli, moto.url);
      const recorded = readAwsInput(files);
      const mirrored = await mirroredInput(moto.url);
      const kinds = RESOURCE_KINDS.filter((each) => READ_CALLS.some(({ kind }) => kind === each));
      expect(kinds).toHaveLength(READ_CALLS.length - 1);
      for (const kind of kinds) {
        expect(recorded.configuration.resources[kind]).toEqual(
          mirrored.configuration.resources[kind].map(withoutFigures),
        );
        const of = (input: typeof recorded) =>
          input.configuration.coverage.filter((row) => row.kind === kind);
        expect(of(recorded)).toEqual(of(mirrored));
        expect(of(recorded).map(({ status }) => status)).toEqual(["ok"]);
      }
      const statuses = new Map(recorded.configuration.coverage.map((row) => [row.kind, row.status]));
      // Debian's command line is older than this call; the script went on to the calls after it.
      expect(statuses.get("blockPublicAccess")).toBe("unsupported");
      expect(statuses.get("loadBalancer")).toBe("ok");
      expect(recorded.diagnostics.map(({ code }) => code)).toContain("call-not-known");
    } finally {
      await rm(cwd, { recursive: true });
      await moto.stop();
    }
  }, 240_000);
});

/** Debian's command line is older than the bandwidth that the provider tells of a type: the built-in table has it then. */
function withoutFigures<T extends object>(resource: T): Omit<T, "typeFigures"> {
  if (!("typeFigures" in resource)) return resource;
  const { typeFigures, ...rest } = resource;
  expect(typeFigures).toMatchObject({ vcpuCount: expect.any(Number) });
  return rest as Omit<T, "typeFigures">;
}

/** Runs the script as a person would, in an empty folder. */
async function collected(cwd: string, cli: string, endpoint: string) {
  await writeFile(join(cwd, "collect.sh"), collectScript());
  await symlink(cli, join(cwd, "aws"));
  const env = {
    ...process.env,
    ...keys,
    PATH: `${cwd}:${process.env.PATH}`,
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
    UMBRA_AWS_ENDPOINT: endpoint,
  };
  await run("sh", ["collect.sh", REGION], { cwd, env });
  return readPath(join(cwd, `umbra-${MOTO_ACCOUNT_ID}.zip`));
}

async function mirroredInput(endpoint: string) {
  Object.assign(process.env, keys);
  const reader = awsReader({ regions: [REGION], endpoint });
  const readings = await reader.read(MOTO_ACCOUNT_ID, new AbortController().signal);
  reader.close();
  return readAwsInput(
    readings.flatMap((each) =>
      each.status === "ok"
        ? {
            path: `accounts/${each.accountId}/${each.region}/${each.key}.json`,
            bytes: new TextEncoder().encode(each.document),
          }
        : [],
    ),
  );
}
