import { describe, expect, it } from "vitest";
import { Failure } from "../../application/ports/failure";
import { exportConfiguration } from "../../engine/configuration";
import { MAX_FILE_BYTES, MAX_JSON_DEPTH } from "../document";
import { readAwsInput } from ".";
import { file } from "./fixtures";
import { MAX_FILE_COUNT, MAX_IGNORED_COUNT, MAX_ITEM_COUNT } from "./input-file";

const vpcs = file("Vpcs.json", { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", OwnerId: "111" }] });
const group = (rule: object) =>
  file("SecurityGroups.json", {
    SecurityGroups: [
      { GroupId: "sg-1", GroupName: "g", VpcId: "vpc-1", OwnerId: "111", IpPermissions: [rule] },
    ],
  });
const acl = (...entries: object[]) =>
  file("NetworkAcls.json", {
    NetworkAcls: [
      {
        NetworkAclId: "acl-1",
        VpcId: "vpc-1",
        Entries: entries.map((entry) => ({
          Egress: false,
          RuleNumber: 100,
          Protocol: "6",
          RuleAction: "allow",
          CidrBlock: "0.0.0.0/0",
          ...entry,
        })),
      },
    ],
  });
const anywhere = [{ CidrIp: "0.0.0.0/0" }];

describe("nothing that can be read is a failure that says why and where", () => {
  it.each([
    { name: "no file at all", files: [], code: "BAD_INPUT", at: [undefined, undefined], says: "no files" },
    {
      name: "truncated JSON",
      files: [file("a/Vpcs.json", '{"Vpcs": [\n{')],
      code: "BAD_INPUT",
      at: ["a/Vpcs.json", "2:2"],
      says: "truncated",
    },
    {
      name: "a file that is not JSON",
      files: [file("notes.txt", "hello")],
      code: "BAD_INPUT",
      at: ["notes.txt", undefined],
      says: "no Describe* reply",
    },
    {
      name: "another kind of JSON",
      files: [file("x.json", { answer: 42 })],
      code: "BAD_INPUT",
      at: ["x.json", undefined],
      says: "no Describe* reply",
    },
    {
      name: "JSON that is only a number",
      files: [file("x.json", "42")],
      code: "BAD_INPUT",
      at: ["x.json", undefined],
      says: "no Describe* reply",
    },
    {
      name: "JSON nested a million deep",
      files: [file("x.json", '{"a":'.repeat(1_000_000))],
      code: "BAD_INPUT",
      at: ["x.json", `1:${5 * MAX_JSON_DEPTH + 1}`],
      says: "nested deeper",
    },
    {
      name: "a file above the limit",
      files: [{ path: "x.json", bytes: new Uint8Array(MAX_FILE_BYTES + 1).fill(0x5b) }],
      code: "TOO_LARGE",
      at: ["x.json", undefined],
      says: "the limit is 100 MiB",
    },
    {
      name: "too much in all",
      files: [1, 2, 3].map((n) => ({ path: `${n}.json`, bytes: new Uint8Array(MAX_FILE_BYTES - 1) })),
      code: "TOO_LARGE",
      at: [undefined, undefined],
      says: "the limit is 200 MiB",
    },
    {
      name: "too many files",
      files: Array.from({ length: MAX_FILE_COUNT + 1 }, () => vpcs),
      code: "TOO_LARGE",
      at: [undefined, undefined],
      says: `the limit is ${MAX_FILE_COUNT}`,
    },
  ])("$name", ({ files, code, at, says }) => {
    const failure = failureOf(() => readAwsInput(files));
    expect([failure.code, failure.file, failure.place]).toEqual([code, ...at]);
    expect(failure.message).toContain(says);
  });
});

describe("one bad thing among good ones is a diagnostic, and the rest is read", () => {
  it.each([
    {
      name: "a broken file",
      bad: file("Subnets.json", "{"),
      expected: "error invalid-json Subnets.json 1:2",
    },
    { name: "an empty file", bad: file("Subnets.json", ""), expected: "error empty-file Subnets.json -" },
    {
      name: "a list that is a word",
      bad: file("Subnets.json", { Subnets: "none" }),
      expected: "error wrong-type Subnets.json Subnets",
    },
    {
      name: "an entry that is not an object",
      bad: file("Subnets.json", { Subnets: [7] }),
      expected: "error wrong-type Subnets.json Subnets[0]",
    },
    {
      name: "a resource without an id",
      bad: file("Subnets.json", { Subnets: [{ VpcId: "vpc-1" }] }),
      expected: "error invalid-resource Subnets.json Subnets[0]",
    },
    {
      name: "an attribute of another type",
      bad: file("S.json", { Subnets: [{ SubnetId: "s", VpcId: {} }] }),
      expected: "error wrong-type S.json Subnets[0]",
    },
    {
      name: "a prefix that is none",
      bad: file("Subnets.json", { Subnets: [{ SubnetId: "s", VpcId: "vpc-1", CidrBlock: "10.0.0.0/33" }] }),
      expected: "error invalid-prefix Subnets.json Subnets[0]",
    },
    {
      name: "host bits in a prefix",
      bad: group({ IpProtocol: "tcp", FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: "10.0.0.1/8" }] }),
      expected: "warning host-bits SecurityGroups.json SecurityGroups[0].IpPermissions[0].IpRanges[0]",
    },
    {
      name: "ports that run backwards",
      bad: group({ IpProtocol: "tcp", FromPort: 443, ToPort: 80, IpRanges: anywhere }),
      expected: "error rule-matches-nothing SecurityGroups.json SecurityGroups[0].IpPermissions[0]",
    },
    {
      name: "a port that does not exist",
      bad: group({ IpProtocol: "udp", FromPort: 1, ToPort: 65536, IpRanges: anywhere }),
      expected: "error rule-matches-nothing SecurityGroups.json SecurityGroups[0].IpPermissions[0]",
    },
    {
      name: "a protocol that does not exist",
      bad: group({ IpProtocol: "256", IpRanges: anywhere }),
      expected: "error rule-matches-nothing SecurityGroups.json SecurityGroups[0].IpPermissions[0]",
    },
    {
      name: "a code of every ICMP type",
      bad: group({ IpProtocol: "icmp", FromPort: -1, ToPort: 9, IpRanges: anywhere }),
      expected: "warning icmp-code-without-type SecurityGroups.json SecurityGroups[0].IpPermissions[0]",
    },
    {
      name: "ACL ports that run backwards",
      bad: acl({ PortRange: { From: 9, To: 8 } }),
      expected: "error rule-matches-nothing NetworkAcls.json NetworkAcls[0].Entries[0]",
    },
    {
      name: "two ACL rules with one number",
      bad: acl({}, { Protocol: "17" }),
      expected: "error duplicate-rule-number NetworkAcls.json NetworkAcls[0]",
    },
    {
      name: "an ACL rule without an action",
      bad: acl({ RuleAction: "maybe" }),
      expected: "error invalid-entry NetworkAcls.json NetworkAcls[0].Entries[0]",
    },
    {
      name: "control characters in a name",
      bad: file("Subnets.json", {
        Subnets: [{ SubnetId: "s", VpcId: "vpc-1", Tags: [{ Key: "Name", Value: "a\u0000\u001b[2Jb" }] }],
      }),
      expected: "info control-characters Subnets.json Subnets[0].Tags[0]",
    },
    {
      name: "one id with two contents",
      bad: file("more/Vpcs.json", { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.9.0.0/16", OwnerId: "111" }] }),
      expected: "warning duplicate-id more/Vpcs.json Vpcs[0]",
    },
    {
      name: "a name that leads nowhere",
      bad: file("Subnets.json", { Subnets: [{ SubnetId: "s", VpcId: "vpc-2" }] }),
      expected: "warning dangling-reference - -",
    },
    {
      name: "a file that was refused before",
      bad: { path: "l.json", bytes: new Uint8Array(), refused: { code: "link", message: "no" } },
      expected: "error link l.json -",
    },
    {
      name: "a refused call",
      bad: file("Subnets.json", { Error: { Code: "UnauthorizedOperation" } }),
      expected: "warning call-denied Subnets.json -",
    },
    {
      name: "a kind that is not modeled",
      bad: file("x.json", { CarrierGateways: [{}] }),
      expected: "warning not-modeled x.json CarrierGateways",
    },
  ])("$name", ({ bad, expected }) => {
    const { configuration, diagnostics } = readAwsInput([bad, vpcs]);
    const said = diagnostics.map(
      (each) => `${each.severity} ${each.code} ${each.file ?? "-"} ${each.place ?? "-"}`,
    );
    expect(said).toContain(expected);
    expect(configuration.resources.vpc.map((vpc) => vpc.id)).toEqual(["vpc-1"]);
  });

  it("keeps the stricter of two ACL rules with one number, in whatever order they come", () => {
    const entries = [{ RuleAction: "allow" }, { RuleAction: "deny" }];
    for (const order of [entries, [...entries].reverse()]) {
      const { configuration } = readAwsInput([vpcs, acl(...order)]);
      expect(configuration.resources.networkAcl[0]?.entries.map((entry) => entry.action)).toEqual(["deny"]);
    }
  });

  it("leaves out a rule that matches nothing, and keeps its neighbour just inside the range", () => {
    const ports = (FromPort: number, ToPort: number) =>
      group({ IpProtocol: "tcp", FromPort, ToPort, IpRanges: anywhere });
    const rulesOf = (bad: ReturnType<typeof ports>) =>
      readAwsInput([vpcs, bad]).configuration.resources.securityGroup[0]?.ingress.length;
    expect(
      [ports(81, 80), ports(80, 80), ports(0, 65535), ports(-1, -1), ports(30, -1)].map(rulesOf),
    ).toEqual([0, 1, 1, 1, 1]);
  });
});

describe("names are data", () => {
  const names = [
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "'; drop table estate; --",
    "{{7*7}}",
  ];

  it.each(names)("keeps `%s` as text", (name) => {
    const tagged = file("S.json", {
      Subnets: [
        {
          SubnetId: "s",
          VpcId: "vpc-1",
          Tags: [
            { Key: "Name", Value: name },
            { Key: name, Value: "x" },
          ],
        },
      ],
    });
    const [subnet] = readAwsInput([vpcs, tagged]).configuration.resources.subnet;
    expect(subnet?.name).toBe(name);
    expect(subnet?.tags).toContainEqual({ key: name, value: "x" });
  });

  it("reads no attribute through the prototype, and writes none", () => {
    const text =
      '{"__proto__": {"Vpcs": [{"VpcId": "evil"}]}, "Vpcs": [{"__proto__": {"VpcId": "evil"}}], "constructor": {"x": 1}}';
    const { configuration, ignored } = readAwsInput([vpcs, file("p.json", text)]);
    expect(configuration.resources.vpc.map((vpc) => vpc.id)).toEqual(["vpc-1"]);
    expect(ignored.map((each) => each.name)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).VpcId).toBeUndefined();
  });

  it("reads `__proto__` as an id, and its export again", () => {
    const odd = file("V.json", { Vpcs: [{ VpcId: "__proto__", CidrBlock: "10.1.0.0/16" }] });
    const { configuration } = readAwsInput([odd]);
    const again = readAwsInput([file("e.json", exportConfiguration(configuration))]);
    expect(again.configuration).toEqual(configuration);
    expect(again.configuration.resources.vpc[0]?.id).toBe("__proto__");
  });
});

describe("its own export, tampered with", () => {
  const { configuration } = readAwsInput([vpcs]);
  const text = exportConfiguration(configuration);

  it.each([
    {
      name: "another version",
      text: text.replace('"schemaVersion":1', '"schemaVersion":2'),
      code: "unknown-export-version",
    },
    {
      name: "an attribute of another type",
      text: text.replace('"10.0.0.0/16"', "17"),
      code: "invalid-resource",
    },
    { name: "host bits", text: text.replace("10.0.0.0/16", "10.0.0.1/16"), code: "invalid-resource" },
  ])("$name is a diagnostic", ({ text: tampered, code }) => {
    const { configuration: read, diagnostics } = readAwsInput([file("e.json", tampered)]);
    expect(diagnostics.map((each) => each.code)).toContain(code);
    expect(read.resources.vpc).toEqual([]);
  });

  it("drops what no schema knows, secrets among it", () => {
    const tampered = text.replace('"isDefault"', '"UserData":"planted-secret","isDefault"');
    const read = readAwsInput([file("e.json", tampered)]);
    expect(exportConfiguration(read.configuration)).toBe(text);
  });
});

it("refuses more resources than the limit, and says it", () => {
  const list = JSON.stringify({ Subnets: [] }).replace("[]", `[${"{},".repeat(MAX_ITEM_COUNT)}{}]`);
  const failure = failureOf(() => readAwsInput([file("Subnets.json", list)]));
  expect([failure.code, failure.message]).toEqual([
    "TOO_LARGE",
    expect.stringContaining(`the limit is ${MAX_ITEM_COUNT}`),
  ]);
});

it("refuses a reply with a million names, and lists what it ignores only up to a limit", () => {
  const names = Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":[]`).join(",");
  const { diagnostics } = readAwsInput([vpcs, file("x.json", `{${names}}`)]);
  expect(diagnostics[0]).toMatchObject({ code: "too-many-names", file: "x.json" });
  const texts = Array.from({ length: MAX_IGNORED_COUNT + 9 }, (_, n) => file(`${n}.txt`, "text"));
  const { ignored } = readAwsInput([vpcs, ...texts]);
  expect(ignored).toHaveLength(MAX_IGNORED_COUNT + 1);
  expect(ignored).toContainEqual({ name: "other names", count: 9 });
});

it("gives back a bounded number of diagnostics, errors never crowded out", () => {
  const subnets = Array.from({ length: 5000 }, (_, n) => ({ SubnetId: `s-${n}`, VpcId: `vpc-x${n}` }));
  const { diagnostics } = readAwsInput([
    vpcs,
    file("Subnets.json", { Subnets: subnets }),
    file("bad.json", "{"),
  ]);
  expect(diagnostics[0]?.code).toBe("invalid-json");
  expect(diagnostics.length).toBeLessThan(2500);
  expect(diagnostics.at(-1)).toMatchObject({ code: "diagnostics-left-out" });
});

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("expected a failure");
}
