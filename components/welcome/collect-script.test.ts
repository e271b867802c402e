import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

/** Stands in for the AWS command line: notes what was asked, and answers from a small account with secrets in it. */
const FAKE_AWS = `#!/bin/sh
echo "$*" >>"$FAKE_LOG"
case "$*" in
  "sts get-caller-identity"*) echo 111122223333 ;;
  *describe-regions*) echo "eu-central-1 us-east-1" ;;
  *describe-transit-gateway-route-tables*--query*) echo "tgw-rtb-1 tgw-rtb-2" ;;
  *describe-load-balancers*--query*) echo "arn:aws:elb:x:1:loadbalancer/app/web/1" ;;
  *--query*) echo None ;;
  *describe-vpn-connections*) printf '%s\\n' '{"VpnConnections": [{' \\
    '"CustomerGatewayConfiguration": "<xml psk=\\"hidden-1\\">",' '"Options": {"TunnelOptions": [{' \\
    '"PreSharedKey": "hidden-2"' '}]}}]}' ;;
  *describe-nat-gateways*) echo "An error occurred (UnauthorizedOperation) when calling it" >&2; exit 254 ;;
  *) echo '{}' ;;
esac
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "umbra-collect-"));
  writeFileSync(join(folder, "aws"), FAKE_AWS);
  chmodSync(join(folder, "aws"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script as a person would, in an empty folder. Gives what was asked of AWS and the files written. */
function collect(...regions: string[]) {
  const log = join(folder, "asked");
  const zip = join(folder, "zip");
  writeFileSync(zip, "#!/bin/sh\ntouch $2\n");
  chmodSync(zip, 0o755);
  // The real script removes the folder once it is in the zip; a copy that keeps it is run.
  const script = readFileSync(resolve("public/collect.sh"), "utf8").replace(' && rm -r "$out"', "");
  expect(script).not.toContain("rm -r");
  writeFileSync(join(folder, "collect.sh"), script);
  const env = { ...process.env, FAKE_LOG: log, PATH: `${folder}${delimiter}${process.env.PATH}` };
  execFileSync("sh", ["collect.sh", ...regions], { cwd: folder, env, stdio: "pipe" });
  const out = readdirSync(folder).find((name) => name.startsWith("umbra-") && !name.endsWith(".zip")) ?? "";
  const root = join(folder, out, "accounts", "111122223333");
  return {
    calls: readFileSync(log, "utf8").trim().split("\n"),
    root,
    files: readdirSync(root, { recursive: true, encoding: "utf8" }),
  };
}

it("only reads", () => {
  const { calls } = collect();
  expect(calls.length).toBeGreaterThan(60);
  const verbs = new Set(calls.map((call) => call.split(" ")[1]?.split("-")[0]));
  expect([...verbs].sort()).toEqual(["describe", "get", "list", "search"]);
});

it("asks every region that is enabled, or those named", () => {
  expect(readdirSync(collect().root).sort()).toEqual(["eu-central-1", "us-east-1"]);
});

it("asks the named regions alone", () => {
  const { calls, root } = collect("ap-south-1");
  expect(readdirSync(root)).toEqual(["ap-south-1"]);
  expect(calls.filter((call) => call.includes("describe-regions"))).toEqual([]);
});

it("removes secrets before anything is written", () => {
  const { root } = collect("eu-central-1");
  const reply = readFileSync(join(root, "eu-central-1", "ec2-describe-vpn-connections.json"), "utf8");
  expect(reply).not.toContain("hidden");
  expect(JSON.parse(reply)).toEqual({
    VpnConnections: [
      { CustomerGatewayConfiguration: "removed", Options: { TunnelOptions: [{ PreSharedKey: "removed" }] } },
    ],
  });
});

it("records a refused call in place of its reply", () => {
  const { root } = collect("eu-central-1");
  const reply = readFileSync(join(root, "eu-central-1", "ec2-describe-nat-gateways.json"), "utf8");
  expect(JSON.parse(reply)).toEqual({ Error: { Code: "UnauthorizedOperation" } });
});

it("asks about each thing that a list names, and keeps its id in the file's name", () => {
  const { files } = collect("eu-central-1");
  expect(files).toContain("eu-central-1/ec2-search-transit-gateway-routes/tgw-rtb-2");
  expect(files).toContain(
    "eu-central-1/elbv2-describe-listeners/arn:aws:elb:x:1:loadbalancer%2Fapp%2Fweb%2F1",
  );
});
