import { expect, it } from "vitest";
import { stepKindSchema } from "../engine/remediation/plan/plan.schema";
import { readExecutorEnvironment } from "../env";
import { EXECUTOR_HELP, readExecutorOptions } from "./executor-options";

const token = `umbra_executor_${"a".repeat(43)}`;
const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const read = (args: readonly string[], env: Record<string, string> = {}) =>
  readExecutorOptions(
    args,
    readExecutorEnvironment({
      NODE_ENV: "test",
      UMBRA_EXECUTOR_TOKEN: token,
      UMBRA_EXECUTOR_NAME: "hand",
      ...env,
    }),
  );
const least = ["--allow", "revoke-group-rule", "--region", "eu-central-1"];

it("has defaults for all but the list, the region and the token", () => {
  expect(read(least)).toEqual({
    name: "hand",
    server: "http://127.0.0.1:3000",
    token,
    allows: ["revoke-group-rule"],
    regions: ["eu-central-1"],
    accountId: undefined,
    role: undefined,
    endpoint: undefined,
    endpoints: [],
    outboundAllow: undefined,
    isOnce: false,
  });
});

it("refuses to start with nothing allowed, and names what can be", () => {
  for (const kind of stepKindSchema.options) {
    expect(() => read(["--region", "eu-central-1"])).toThrow(kind);
    expect(EXECUTOR_HELP).toContain(kind);
  }
});

it("takes the command line before the environment", () => {
  const env = { UMBRA_EXECUTOR_ALLOW: "create-route, replace-route", UMBRA_EXECUTOR_REGIONS: "eu-west-1" };
  expect(read([], env)).toMatchObject({ allows: ["create-route", "replace-route"], regions: ["eu-west-1"] });
  expect(read(least, env)).toMatchObject({ allows: ["revoke-group-rule"], regions: ["eu-central-1"] });
});

it("takes the secret of an endpoint from the environment", () => {
  const args = [
    "--allow",
    "webhook",
    "--region",
    "eu-central-1",
    "--webhook",
    "change-desk=https://desk.example/x?a=b",
  ];
  expect(read(args, { UMBRA_EXECUTOR_WEBHOOK_SECRET_CHANGE_DESK: secret })).toMatchObject({
    endpoints: [{ name: "change-desk", address: "https://desk.example/x?a=b", secret }],
  });
});

it.each([
  "http://umbra.example.org",
  "http://127.0.0.1.evil.example",
  "https://user:secret@umbra.example.org",
  "ftp://127.0.0.1",
  "umbra.example.org",
])("takes no work from %s", (server) => {
  expect(() => read([...least, "--server", server])).toThrow(/refusing|not an address/);
});

const hooked = ["--allow", "webhook", "--region", "eu-central-1"];
it.each([
  { args: ["--allow", "everything"], env: {}, message: "nothing that can be allowed" },
  { args: ["--allow", "create-route"], env: {}, message: "no region is named" },
  { args: ["--allow", "create-route", "--region", "x"], env: {}, message: "not a region" },
  { args: [...least, "--account", "12"], env: {}, message: "12 digits" },
  { args: [...least, "--token", "x"], env: {}, message: "--token" },
  { args: least, env: { UMBRA_EXECUTOR_TOKEN: "" }, message: "there is no token" },
  {
    args: least,
    env: { UMBRA_EXECUTOR_TOKEN: `umbra_agent_${"a".repeat(43)}` },
    message: "not a token of an executor",
  },
  { args: hooked, env: {}, message: "none is named" },
  { args: [...hooked, "--webhook", "desk"], env: {}, message: "is no endpoint" },
  { args: [...hooked, "--webhook", "Desk=https://d.example"], env: {}, message: "is no endpoint" },
  {
    args: [...hooked, "--webhook", "desk=https://d.example"],
    env: {},
    message: "UMBRA_EXECUTOR_WEBHOOK_SECRET_DESK",
  },
  {
    args: [...hooked, "--webhook", "desk=https://d.example"],
    env: { UMBRA_EXECUTOR_WEBHOOK_SECRET_DESK: "whsec_c2hvcnQ=" },
    message: "is no secret",
  },
  {
    args: [...hooked, "--webhook", "desk=https://d.example", "--webhook", "desk=https://e.example"],
    env: { UMBRA_EXECUTOR_WEBHOOK_SECRET_DESK: secret },
    message: "named twice",
  },
])("says what is wrong: $message", ({ args, env, message }) => {
  expect(() => read(args, env)).toThrow(message);
});

it("answers a call for help or for the policy without a token", () => {
  expect(read(["--help"], { UMBRA_EXECUTOR_TOKEN: "" })).toBe("help");
  expect(read(["--policy", "--allow", "create-route"], { UMBRA_EXECUTOR_TOKEN: "" })).toEqual({
    kind: "policy",
    allows: ["create-route"],
    regions: [],
    accountId: undefined,
  });
});
