import { expect, it } from "vitest";
import { readAgentEnvironment } from "../env";
import { readAgentOptions } from "./agent-options";

const token = `umbra_agent_${"a".repeat(43)}`;
const read = (args: readonly string[], env: Record<string, string> = {}) =>
  readAgentOptions(args, readAgentEnvironment({ NODE_ENV: "test", UMBRA_AGENT_TOKEN: token, ...env }));

it("has defaults for all but the region and the token", () => {
  expect(read(["--region", "eu-central-1"])).toEqual({
    server: "http://127.0.0.1:3000",
    token,
    regions: ["eu-central-1"],
    accountId: undefined,
    role: undefined,
    endpoint: undefined,
    intervalSeconds: 120,
    isOnce: false,
  });
});

it("takes the command line before the environment", () => {
  const env = { UMBRA_AGENT_REGIONS: "us-east-1, us-east-1,eu-west-1", UMBRA_AGENT_INTERVAL: "60" };
  expect(read([], env)).toMatchObject({ regions: ["us-east-1", "eu-west-1"], intervalSeconds: 60 });
  expect(read(["--region", "ap-south-1", "--interval", "5"], env)).toMatchObject({
    regions: ["ap-south-1"],
    intervalSeconds: 5,
  });
});

it.each(["https://umbra.example.org", "http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"])(
  "pushes to %s",
  (server) => expect(read(["--region", "us-east-1", "--server", server])).toMatchObject({ server }),
);

it.each([
  "http://umbra.example.org",
  "http://10.0.0.1:3000",
  "http://127.0.0.1.evil.example",
  "http://127.0.0.1@evil.example",
  "https://user:secret@umbra.example.org",
  "ftp://127.0.0.1",
  "umbra.example.org",
])("refuses to push to %s", (server) => {
  expect(() => read(["--region", "us-east-1", "--server", server])).toThrow(/refusing|not an address/);
});

it.each([
  { args: [], env: {}, message: "no region is named" },
  { args: ["--region", "everywhere"], env: {}, message: "not a region" },
  { args: ["--region", "us-east-1", "--account", "12"], env: {}, message: "12 digits" },
  { args: ["--region", "us-east-1", "--interval", "0"], env: {}, message: "no interval" },
  { args: ["--region", "us-east-1", "--token", "x"], env: {}, message: "--token" },
  { args: ["--region", "us-east-1"], env: { UMBRA_AGENT_TOKEN: "" }, message: "there is no token" },
  { args: ["--region", "us-east-1"], env: { UMBRA_AGENT_TOKEN: "x" }, message: "not a token of an agent" },
])("says what is wrong: $message", ({ args, env, message }) => {
  expect(() => read(args, env)).toThrow(message);
});

it("answers a call for help without a token", () => {
  expect(read(["--help"], { UMBRA_AGENT_TOKEN: "" })).toBe("help");
});
