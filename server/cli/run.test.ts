import { expect, it } from "vitest";
import type { LocalPorts } from "../application/local-analysis";
import { Failure } from "../application/ports/failure";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { withoutOutside } from "../testing/without-outside";
import { run } from "./run";

/** Files are made up; reading real ones is the wiring's part. */
function fakePorts(files: Readonly<Record<string, string>> = {}): LocalPorts {
  return {
    readInput: async (path) => {
      if (path !== "net") throw new Failure("NOT_FOUND", `there is nothing at \`${path}\``, { file: path });
      const configuration = buildConfiguration(b1());
      const instance = configuration.resources.instance.map((each) =>
        each.id.startsWith("app") ? { ...each, name: "app\u001b[31m" } : each,
      );
      const resources = { ...configuration.resources, instance };
      return {
        configuration: { ...configuration, resources },
        diagnostics: [],
        ignored: [{ name: "Odd", count: 2 }],
      };
    },
    readText: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Failure("NOT_FOUND", `\`${path}\` cannot be read`, { file: path });
      return text;
    },
    ...withoutOutside,
    today: () => "2030-01-15",
  };
}

async function umbra(args: readonly string[], files?: Readonly<Record<string, string>>) {
  const out: string[] = [];
  const error: string[] = [];
  const output = {
    out: (text: string) => out.push(text),
    error: (text: string) => error.push(text),
    isWatched: false,
  };
  const code = await run(args, fakePorts(files), output);
  return { code, out: out.join("\n"), error: error.join("\n") };
}

const TRACE = ["trace", "net", "--protocol", "tcp", "--port", "5432"];

it.each([
  { args: ["import", "net"], code: 0, out: "4  instance" },
  { args: [...TRACE, "--from", "app-a", "--to", "db-a"], code: 0, out: "REACHABLE" },
  { args: [...TRACE, "--from", "web-a", "--to", "db-a"], code: 2, out: "SG_INGRESS" },
  { args: [...TRACE, "--from", "app-a", "--to", "db-a", "--fail", "db-a"], code: 2, out: "DST_DOWN" },
  {
    args: ["trace", "net", "--from", "app-a", "--to", "internet", "--protocol", "icmp"],
    code: 0,
    out: "nat-a",
  },
  { args: ["reach", "net", "--to", "db-a"], code: 0, out: "tcp/5432" },
  { args: ["exposure", "net"], code: 2, out: "internet-wide" },
  { args: ["intents", "net"], code: 0, out: "7 required flows of 1 application" },
  {
    args: ["whatif", "net", "--fail", "nat-b"],
    code: 2,
    out: "Losing nat-b cuts 1 host off from the internet.",
  },
  { args: ["whatif", "net", "--fail", "acl-v1", "--block", "acl-v1"], code: 1, out: "" },
  { args: ["whatif", "net", "--block", "acl-v1"], code: 2, out: "Blocking acl-v1" },
  { args: ["whatif", "net", "--withdraw", "rt-prv-b=0.0.0.0/0"], code: 2, out: "Withdrawing 0.0.0.0/0" },
  { args: ["whatif", "net", "--fail", "eni-app-b"], code: 2, out: "fewer working members" },
  { args: ["analyze", "net"], code: 2, out: "7 alerts" },
  {
    args: ["anomalies", "net"],
    code: 0,
    out: "not compared: no role is known, or fewer than 5 peers have it",
  },
  { args: ["help"], code: 0, out: "Exit codes" },
  { args: ["trace", "--help"], code: 0, out: "--client-ports" },
])("umbra $args: exit code $code", async ({ args, code, out }) => {
  const answer = await umbra(args);
  expect({ code: answer.code, error: code === 1 ? "" : answer.error }).toEqual({ code, error: "" });
  expect(answer.out).toContain(out);
});

it.each([
  { name: "no command", args: [], error: "" },
  { name: "an unknown command", args: ["drive"], error: "write import, trace" },
  { name: "no CONFIG", args: ["import"], error: "CONFIG is missing" },
  { name: "two CONFIGs", args: ["import", "net", "net"], error: "one argument too many" },
  {
    name: "a CONFIG that is not there",
    args: ["import", "gone"],
    error: "there is nothing at `gone` [gone]",
  },
  { name: "an unknown option", args: ["import", "net", "--fast"], error: "Unknown option '--fast'" },
  { name: "a missing end", args: [...TRACE, "--from", "app-a"], error: "--to is missing" },
  {
    name: "no protocol",
    args: ["trace", "net", "--from", "app-a", "--to", "db-a"],
    error: "--protocol is missing",
  },
  {
    name: "a protocol above 255",
    args: [...TRACE, "--from", "a", "--to", "b", "--protocol", "256"],
    error: "a number to 255",
  },
  {
    name: "a port above 65535",
    args: [...TRACE, "--from", "a", "--to", "b", "--port", "65536"],
    error: "a port to 65535",
  },
  {
    name: "ports the wrong way round",
    args: [...TRACE, "--from", "a", "--to", "b", "--port", "9-8"],
    error: "LO-HI",
  },
  {
    name: "a family that is none",
    args: [...TRACE, "--from", "a", "--to", "b", "--family", "5"],
    error: "write 4 or 6",
  },
  {
    name: "a bad ICMP type",
    args: [...TRACE, "--from", "a", "--to", "b", "--icmp", "8"],
    error: "TYPE/CODE",
  },
  { name: "a slip in a REF", args: [...TRACE, "--from", "app-c", "--to", "db-a"], error: "instance app-a" },
  {
    name: "an ambiguous name",
    args: [...TRACE, "--from", "app\u001b[31m", "--to", "db-a"],
    error: "instance app-b",
  },
  {
    name: "a failure of nothing",
    args: ["whatif", "net", "--fail", "nothing-at-all"],
    error: "--fail nothing-at-all",
  },
  {
    name: "a second REF that is bad is not ignored",
    args: ["whatif", "net", "--fail", "nat-a", "--fail", "zzz"],
    error: "--fail zzz",
  },
  { name: "no failure", args: ["whatif", "net"], error: "nothing is supposed to fail" },
  {
    name: "a route that is not there",
    args: ["whatif", "net", "--withdraw", "rt-prv-b=10.9.0.0/16"],
    error: "that could be withdrawn: it has 0.0.0.0/0",
  },
])("could not answer: $name", async ({ args, error }) => {
  const answer = await umbra(args);
  expect(answer.code).toBe(1);
  expect(answer.error).toContain(error);
  // Names come from the customer: they must not steer a terminal.
  expect(answer.error).not.toContain("\u001b");
});

it.each([
  { args: ["import", "net"], keys: ["snapshotId", "counts", "diagnostics", "coverage", "ignored"] },
  {
    args: [...TRACE, "--from", "web-a", "--to", "db-a"],
    keys: ["verdict", "reason", "at", "phase", "assumptions", "forward", "return", "blockers"],
  },
  { args: ["reach", "net"], keys: ["rows"] },
  { args: ["exposure", "net"], keys: ["exposed"] },
  { args: ["intents", "net"], keys: ["applications", "intents"] },
  {
    args: ["whatif", "net", "--fail", "nat-b"],
    keys: ["lost", "degraded", "collateral", "lostWithComponent", "undecided", "sentence"],
  },
  { args: ["analyze", "net"], keys: ["alerts", "checks", "counts"] },
  { args: ["anomalies", "net"], keys: ["deviations", "compared", "notComparedCount"] },
])("umbra $args --json: the shape that others rely on", async ({ args, keys }) => {
  const { out, error } = await umbra([...args, "--json"]);
  const answer = JSON.parse(out) as Readonly<Record<string, unknown>>;
  expect(Object.keys(answer)[0]).toBe("schemaVersion");
  expect(answer.schemaVersion).toBe(1);
  expect(Object.keys(answer)).toEqual(expect.arrayContaining(keys));
  expect(error).toBe("");
});

it("a refused flow comes with the provider's code, and with what would open it", async () => {
  const { code, out } = await umbra([...TRACE, "--from", "web-a", "--to", "app-a", "--json"]);
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    blockers: [
      {
        elements: [{ kind: "securityGroup", id: "sg-app" }],
        changes: ["add ingress tcp 5432 from 10.0.0.10/32 to security group `sg-app`"],
      },
    ],
  });
  const { out: text } = await umbra([...TRACE, "--from", "web-a", "--to", "app-a"]);
  expect(text).toContain("SG_INGRESS (AWS: ENI_SG_RULES_MISMATCH) at networkInterface");
  expect(text).toContain("this would open it\n  1. add ingress tcp 5432 from 10.0.0.10/32");
});

it("errors with --json are JSON too, with the candidates", async () => {
  const { code, out } = await umbra([...TRACE, "--from", "app-c", "--to", "db-a", "--json"]);
  expect(code).toBe(1);
  const { error } = JSON.parse(out) as { error: { code: string; candidates: { id: string }[] } };
  expect(error.code).toBe("BAD_INPUT");
  expect(error.candidates.map(({ id }) => id)).toContain("app-a");
});

const FLOW = { from: "app-a", to: ["db-a"], ports: [5432] };
const facts = (value: unknown) => ({
  "umbra.json": typeof value === "string" ? value : JSON.stringify(value),
});

it("reads declared facts: flows that may be critical, and accepted alerts", async () => {
  const applications = [{ name: "orders", criticality: "critical", flows: [FLOW] }];
  const declared = await umbra(
    ["intents", "net", "--facts", "umbra.json", "--json"],
    facts({ applications }),
  );
  const { intents } = JSON.parse(declared.out) as {
    intents: { application: string; origin: string; ports: unknown }[];
  };
  expect(intents[0]).toMatchObject({ application: "orders", origin: "declared", ports: [[5432, 5432]] });

  const analyze = async (value: unknown) => {
    const { out } = await umbra(["analyze", "net", "--facts", "umbra.json", "--json"], facts(value));
    return (
      JSON.parse(out) as {
        alerts: {
          fingerprint: string;
          subject: { id: string };
          impact: { value: number };
          exception: unknown;
        }[];
      }
    ).alerts;
  };
  const before = (await analyze({ applications })).find(({ subject }) => subject.id === "db-a");
  expect(before?.impact.value).toBe(4);
  const accept = (expires: string) => ({
    applications,
    exceptions: [{ alert: before?.fingerprint, owner: "ann", expires }],
  });
  const find = async (expires: string) =>
    (await analyze(accept(expires))).find(({ subject }) => subject.id === "db-a");
  expect((await find("2030-01-15"))?.exception).toMatchObject({ owner: "ann" });
  expect((await find("2030-01-14"))?.exception).toBeNull();
});

it.each([
  {
    name: "not JSON",
    value: "{",
    error: "not valid JSON: the text ends too early, it is truncated; write the file again [umbra.json 1:2]",
  },
  { name: "an unknown key", value: { aplications: [] }, error: "aplications" },
  { name: "a wrong type", value: { applications: [{ name: 5, flows: [] }] }, error: "applications[0].name" },
  {
    name: "an end that names nothing",
    value: { applications: [{ name: "x", flows: [{ ...FLOW, to: "db-z" }] }] },
    error: "applications[0].flows[0].to",
  },
  {
    name: "a port range the wrong way round",
    value: { applications: [{ name: "x", flows: [{ ...FLOW, ports: ["9-8"] }] }] },
    error: "flows[0].ports",
  },
  {
    name: "a prefix of the estate's own",
    value: { applications: [{ name: "x", flows: [{ ...FLOW, from: "10.0.0.0/16" }] }] },
    error: "flows[0].from",
  },
])("refuses facts with $name, and says where", async ({ value, error }) => {
  const answer = await umbra(["intents", "net", "--facts", "umbra.json"], facts(value));
  expect(answer.code).toBe(1);
  expect(answer.error).toContain(error);
});

it("declared sites, appliances and data stores are resources of the configuration, for every command", async () => {
  const value = {
    sites: [{ name: "office", prefixes: ["192.168.0.0/16"] }],
    appliances: [{ interface: "app-a", behavior: "stateless" }],
    dataStores: [{ resource: "db-a", class: "payment", port: 5432, auth: "credential" }],
  };
  const { out } = await umbra(["import", "net", "--facts", "umbra.json", "--json"], facts(value));
  const { counts } = JSON.parse(out) as { counts: { kind: string; count: number }[] };
  const declared = counts.filter(({ kind }) => ["site", "appliance", "dataStore"].includes(kind));
  expect(declared.map(({ kind, count }) => `${count} ${kind}`)).toEqual([
    "1 dataStore",
    "1 site",
    "1 appliance",
  ]);
  const bad = { ...value, appliances: [{ interface: "app-x", behavior: "nat" }] };
  for (const command of [["import"], ["reach"], ["intents"], ["exposure"], ["analyze"]]) {
    const answer = await umbra([...command, "net", "--facts", "umbra.json"], facts(bad));
    expect(answer.code).toBe(1);
    expect(answer.error).toContain("umbra.json appliances[0].interface");
    expect(answer.error).toContain("instance app-a");
  }
});
