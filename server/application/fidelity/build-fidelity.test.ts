import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAwsInput } from "../../adapters/aws";
import { file } from "../../adapters/aws/fixtures";
import { type Configuration, RESOURCE_KINDS } from "../../engine/configuration";
import { declareFacts } from "../answers/declare-facts";
import type { SuiteCheck } from "../ports/question-pool";
import { buildFidelity } from "./build-fidelity";
import { APPROXIMATIONS, decidesCause, GAP_CODES, KIND_WEAKENS } from "./fidelity-words";
import { undecidedChecks } from "./undecided";

const files = [
  file("accounts/111122223333/eu-west-1/Vpcs.json", {
    Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", DhcpOptionsId: "dopt-1", InstanceTenancy: "" }],
  }),
  file("accounts/111122223333/eu-west-1/Subnets.json", {
    Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-2", CidrBlock: "10.0.0.0/24" }],
  }),
  file("accounts/111122223333/eu-west-1/VpcEndpoints.json", {
    VpcEndpoints: [
      {
        VpcEndpointId: "vpce-1",
        VpcId: "vpc-1",
        ServiceName: "com.amazonaws.eu-west-1.s3",
        State: "available",
        PolicyDocument: "{}",
      },
    ],
  }),
  file("accounts/111122223333/eu-west-1/NetworkAcls.json", { Error: { Code: "UnauthorizedOperation" } }),
  file("accounts/111122223333/eu-west-1/CarrierGateways.json", { CarrierGateways: [{}] }),
  file("accounts/111122223333/eu-west-1/KeyPairs.json", { KeyPairs: [{}, {}] }),
  file("accounts/111122223333/eu-west-1/RouteTables.json", "{"),
];

function report(checks: readonly SuiteCheck[] | null = null, configuration?: Configuration) {
  const input = readAwsInput(files);
  const ignored = [
    ...input.ignored,
    ...input.attributes.map((each) => ({ ...each, part: "attribute" as const })),
  ];
  const { diagnostics } = input;
  const read = configuration ?? input.configuration;
  return buildFidelity(read, { diagnostics, coverage: read.coverage, ignored, checks });
}

describe("the fidelity of a snapshot", () => {
  it("tells every kind of every account and region, with what its gap weakens and what would settle it", () => {
    const { kinds } = report();
    const of = (kind: string) => kinds.find((each) => each.kind === kind);
    expect(of("vpc")).toEqual({
      accountId: "111122223333",
      region: "eu-west-1",
      kind: "vpc",
      status: "ok",
      count: 1,
      danglingCount: 0,
      approximation: null,
      weakens: null,
      decides: null,
    });
    expect(of("subnet")).toMatchObject({ status: "ok", count: 1, danglingCount: 1 });
    expect(of("networkAcl")).toMatchObject({
      status: "denied",
      count: 0,
      weakens: "what subnets admit",
      decides: expect.stringContaining("right"),
    });
    expect(of("routeTable")).toMatchObject({
      status: "suspicious",
      weakens: expect.stringContaining("path"),
    });
    expect(of("vpcEndpoint")).toMatchObject({ count: 1, approximation: "endpoint policies are not read" });
    expect(of("CarrierGateways")).toMatchObject({ status: "unsupported" });
  });

  it.each([
    { sort: "unreadable", subject: /not valid JSON/, where: /RouteTables\.json 1:2/ },
    { sort: "missing", subject: /UnauthorizedOperation/, where: /NetworkAcls\.json/ },
    { sort: "missing", subject: /DescribeInstances/, where: undefined },
    { sort: "dangling", subject: /`vpc-2`/, where: undefined },
    { sort: "ignored-part", subject: /CarrierGateways/, where: /CarrierGateways\.json/ },
    { sort: "approximated", subject: /endpoint policies/, where: undefined },
    { sort: "ignored-attribute", subject: /^VpcEndpoints\.PolicyDocument$/, where: undefined },
  ])("has the gap $sort $subject, with what it weakens", ({ sort, subject, where }) => {
    const gap = report().gaps.find((each) => each.sort === sort && subject.test(each.subject));
    expect(gap?.weakens).toBeTruthy();
    expect(gap?.decides).toBeTruthy();
    if (where) expect(gap?.where).toMatch(where);
  });

  it("lists what is ignored and weakens nothing last, attributes that say something included", () => {
    const { gaps } = report();
    const harmless = gaps.filter(({ weakens }) => weakens === null);
    expect(harmless.map(({ sort, subject, count }) => [sort, subject, count])).toEqual([
      ["ignored-part", "KeyPairs", 2],
      ["ignored-attribute", "Vpcs.DhcpOptionsId", 1],
    ]);
    expect(gaps.slice(-harmless.length)).toEqual(harmless);
  });

  it("knows what owners declare, which no account can miss", () => {
    const { configuration } = declareFacts(readAwsInput(files).configuration, [
      { file: "umbra.json", value: { sites: [{ name: "office", prefixes: ["192.168.0.0/16"] }] } },
    ]);
    const { kinds, gaps } = report(null, configuration);
    expect(kinds.find(({ kind }) => kind === "site")).toMatchObject({
      status: "ok",
      count: 1,
      accountId: "",
    });
    expect(gaps.some(({ weakens }) => weakens?.includes("ASSUME_ONPREM_RETURN"))).toBe(true);
  });

  it("counts what stays open of the suite, each cause with what would decide it", () => {
    const check = (outcome: SuiteCheck["outcome"], ...missing: string[]) => ({ outcome, missing });
    expect(undecidedChecks([])).toMatchObject({ askedCount: 0, undecidedCount: 0, causes: [] });
    const share = undecidedChecks([
      check("holds"),
      check("unknown", "load balancers are not modeled yet"),
      check("unknown", "load balancers are not modeled yet", "`x` is not in the input"),
    ]);
    expect(share).toMatchObject({ askedCount: 3, undecidedCount: 2 });
    expect(share.causes.map(({ missing, count }) => [missing, count])).toEqual([
      ["load balancers are not modeled yet", 2],
      ["`x` is not in the input", 1],
    ]);
    expect(share.causes[0]?.decides).toContain("version");
    expect(report().undecided).toBeNull();
  });
});

describe("the words of the report", () => {
  const page = readFileSync(new URL("../../../docs/model-limits.md", import.meta.url), "utf8");
  it.each(Object.values(APPROXIMATIONS).map(({ what }) => what))(
    "the page of limits explains: %s",
    (what) => {
      expect(page.split("\n").map((line) => line.split("|")[1]?.trim())).toContain(what);
    },
  );

  it("has words for every kind that an account can miss", () => {
    const declared = ["site", "appliance"];
    expect(
      RESOURCE_KINDS.filter((kind) => !declared.includes(kind) && KIND_WEAKENS[kind] === undefined),
    ).toEqual([]);
  });

  it.each(Object.values(GAP_CODES))("$sort is settled by $decides", ({ decides }) => {
    expect(decides).not.toBe("");
  });

  it.each([
    ["what is known of subnet in 1 eu-west-1 is stale", "fresh"],
    ["`tgw-1` is not in the input", "added to the input"],
    ["network ACLs are not completely in the input, so required flows may be missing", "added to the input"],
    ["VPC endpoints are not modeled yet", "version"],
  ])("what would decide %s", (missing, decides) => {
    expect(decidesCause(missing)).toContain(decides);
  });
});
