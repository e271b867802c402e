import { expect, it } from "vitest";
import { startProgram, type UmbraProgram } from "./umbra-program";

/** The executor as it is shipped. What it does at a provider is shown in `server/executor`, on the same entry. */

function startExecutor(args: readonly string[]): UmbraProgram {
  return startProgram(["executor", ...args], { UMBRA_EXECUTOR_TOKEN: `umbra_executor_${"a".repeat(43)}` });
}

it("umbra executor answers --help without starting", async () => {
  const executor = startExecutor(["--help"]);
  expect(await executor.ended).toBe(0);
  expect(executor.output()).toContain("UMBRA_EXECUTOR_TOKEN");
});

it("umbra executor does not start with nothing allowed, and names what can be", async () => {
  const executor = startExecutor(["--region", "us-east-1"]);
  expect(await executor.ended).toBe(1);
  expect(executor.output()).toContain("--allow");
  expect(executor.output()).toContain("revoke-group-rule");
});

it("umbra executor takes no work in the clear from another machine", async () => {
  const where = ["--server", "http://192.0.2.1:3000", "--region", "us-east-1"];
  const executor = startExecutor(["--allow", "revoke-group-rule", ...where]);
  expect(await executor.ended).toBe(1);
  expect(executor.output()).toContain("refusing to take work");
});

it("umbra executor prints the rights that a role needs", async () => {
  const executor = startExecutor(["--policy", "--allow", "replace-route", "--region", "eu-central-1"]);
  expect(await executor.ended).toBe(0);
  expect(JSON.parse(executor.output())).toMatchObject({
    Statement: expect.arrayContaining([
      expect.objectContaining({ Effect: "Allow", Action: ["ec2:ReplaceRoute"] }),
    ]),
  });
});
