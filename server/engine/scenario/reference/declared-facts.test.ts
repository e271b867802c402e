import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1, b5 } from "../../../testing/network-builder-bases";
import { but } from "../../../testing/network-builder-change";
import {
  type Configuration,
  configurationSchema,
  contentHash,
  diffConfigurations,
  exportConfiguration,
  indexConfiguration,
  summarizeDiff,
} from "../../configuration";
import { factsSchema } from "../../intent";
import type { Failure } from "../../semantics";
import { runWhatIf } from "../outage/what-if";
import { withDeclaredFacts } from "./declared-facts";
import { requiredFlows } from "./required-flows";

const NETWORK = buildConfiguration(b1());
const declare = (facts: readonly unknown[], network: Configuration = NETWORK) =>
  withDeclaredFacts(
    network,
    facts.map((each) => factsSchema.parse(each)),
  );
const flow = (from: string, to: string, ports: number[] = [443]) => ({ from, to, ports });
const shop = (...flows: ReturnType<typeof flow>[]) => ({ name: "shop", criticality: "high", flows });
const exception = (owner: string) => ({ alert: "a".repeat(64), owner, expires: "2030-01-01" });

describe("declared facts of a configuration", () => {
  it("leave a configuration as it is when nothing is declared", () => {
    const { configuration } = declare([{}, { sites: [] }]);
    expect(configuration).toBe(NETWORK);
  });

  it("read back as they are written, whatever order files and flows are in", () => {
    const parts = [shop(flow("web-a", "internet")), { ...shop(flow("app-a", "db-a", [5432])), name: "pay" }];
    const one = declare([{ applications: parts }]).configuration;
    const other = declare([{ applications: [parts[1]] }, { applications: [parts[0]] }]).configuration;
    expect(contentHash(other)).toBe(contentHash(one));
    expect(contentHash(one)).not.toBe(contentHash(NETWORK));
    expect(configurationSchema.parse(JSON.parse(exportConfiguration(one)))).toEqual(one);
    expect(declare([{ applications: parts }], one).configuration).toEqual(one);
  });

  it("keep declared traffic, whatever order it is in, and leave out what names nothing", () => {
    const web = { from: "web-a", to: "app-a", port: 8080, rateGbps: 0.2, growthPerYear: 2 };
    const out = { from: ["app-a", "app-b"], to: "internet", port: 443, rateGbps: 1 };
    const { configuration: one, problems } = declare([
      { demands: [web, out] },
      { demands: [{ ...web, to: "app-z" }] },
    ]);
    expect(problems.map((each) => each.map(({ place }) => place))).toEqual([[], ["demands[0].to"]]);
    expect(one.declared?.demands?.length).toBe(2);
    const other = declare([{ demands: [out] }, { demands: [web] }]).configuration;
    expect(contentHash(other)).toBe(contentHash(one));
    expect(configurationSchema.parse(JSON.parse(exportConfiguration(one)))).toEqual(one);
    const more = declare([{ demands: [{ ...web, rateGbps: 0.3 }] }], one).configuration;
    expect(more.declared?.demands?.map(({ rateGbps }) => rateGbps).sort()).toEqual([0.3, 1]);
    const text = JSON.stringify(diffConfigurations(one, more));
    expect(text).toContain("web-a to app-a, tcp 8080");
    expect(text).toContain("rateGbps");
  });

  it("keep what attacks are derived from, and leave out what names nothing", () => {
    const bug = { id: "CVE-2024-6387", on: "web-a", port: 22, knownExploited: true };
    const { configuration: one, problems } = declare([
      { vulnerabilities: [bug, { ...bug, on: "nobody" }], entryPoints: [{ from: "internet" }] },
      { vulnerabilities: [{ ...bug, on: ["app-a", "app-z"] }], roles: [{ name: "reports" }] },
    ]);
    expect(problems.map((each) => each.map(({ place }) => place))).toEqual([
      ["vulnerabilities[1].on"],
      ["vulnerabilities[0].on[1]"],
    ]);
    expect(one.declared?.vulnerabilities).toMatchObject([bug]);
    expect(one.declared?.roles).toMatchObject([{ name: "reports" }]);
    expect(configurationSchema.parse(JSON.parse(exportConfiguration(one)))).toEqual(one);
    const more = declare([{ vulnerabilities: [{ ...bug, knownExploited: false }] }], one).configuration;
    expect(more.declared?.vulnerabilities).toMatchObject([{ ...bug, knownExploited: false }]);
    expect(more.declared?.entryPoints).toMatchObject([{ from: "internet" }]);
    expect(summarizeDiff(diffConfigurations(one, more)).titles.join()).toContain("CVE-2024-6387 on web-a");
  });

  it("replace what an export brought of the same application or alert, and leave the rest", () => {
    const before = declare([
      { applications: [shop(flow("web-a", "internet"))], exceptions: [exception("ann")] },
    ]);
    const pay = { ...shop(flow("app-a", "db-a", [5432])), name: "pay" };
    const { configuration } = declare(
      [{ applications: [shop(flow("app-b", "internet")), pay], exceptions: [exception("bob")] }],
      before.configuration,
    );
    expect(
      configuration.declared?.applications.map(({ name, flows }) => [name, flows[0]?.from]).sort(),
    ).toEqual([
      ["pay", "app-a"],
      ["shop", "app-b"],
    ]);
    expect(configuration.declared?.exceptions.map(({ owner }) => owner)).toEqual(["bob"]);
  });

  it("leave out the flows that are not understood, told by file and place", () => {
    const facts = { applications: [shop(flow("web-a", "internet"), flow("nobody", "internet"))] };
    const { configuration, problems } = declare([{}, facts]);
    expect(configuration.declared?.applications[0]?.flows).toHaveLength(1);
    expect(problems.map((each) => each.map(({ place }) => place))).toEqual([
      [],
      ["applications[0].flows[1].from"],
    ]);
  });

  it("are told by a diff, which sees no order", () => {
    const titles = (before: Configuration, after: Configuration) =>
      summarizeDiff(diffConfigurations(before, after)).titles;
    const flows = [flow("web-a", "internet"), flow("app-a", "db-a", [5432])];
    const two = declare([{ applications: [shop(...flows)] }]).configuration;
    const turned = declare([{ applications: [shop(...flows.toReversed())] }]).configuration;
    const one = declare([{ applications: [{ ...shop(flows[0] ?? flow("", "")), criticality: "low" }] }]);
    const none = declare([{ exceptions: [exception("ann")] }]).configuration;
    expect(titles(two, turned)).toEqual([]);
    expect(titles(two, one.configuration)).toEqual([
      "Application shop (application:shop): criticality changed: high to low, and 1 more",
    ]);
    expect(titles(NETWORK, two)).toEqual(["Application shop (application:shop) added"]);
    expect(titles(two, none)).toEqual([
      "Application shop (application:shop) removed",
      `Exception exception:${"a".repeat(64)} added`,
    ]);
  });
});

describe("required flows", () => {
  const required = (
    facts: unknown,
    ...rest: Parameters<typeof requiredFlows> extends [unknown, ...infer R] ? R : never
  ) => requiredFlows(indexConfiguration(declare([facts]).configuration), ...rest);
  const facts = { applications: [shop(flow("web-a", "internet"))] };

  it("count those of the file beside inferred ones, declared and as important as it says", () => {
    const { intents, applications } = required(facts);
    const own = intents.filter(({ application }) => application === "shop");
    expect(own).toMatchObject([{ origin: "declared", criticality: "high", confidence: 1 }]);
    expect(applications.map(({ name, criticality }) => [name, criticality])).toEqual([
      ["shop", "high"],
      ["v1", "normal"],
    ]);
  });

  it("let the page decide about those of the file: dismiss, change, rename, and give importance", () => {
    const intentId = required(facts).intents.find(({ application }) => application === "shop")?.id ?? "";
    const seen = { application: "shop", from: "web-a", to: "internet", flow: "tcp/443" };
    const dismissed = required(facts, [{ kind: "dismiss", intentId, reason: "gone", seen }]);
    expect(dismissed.intents.some(({ id }) => id === intentId)).toBe(false);
    expect(dismissed.dismissed).toMatchObject([{ reason: "gone" }]);
    const edit = { ports: [[8443, 8443] as [number, number]], criticality: "low" as const };
    const changed = required(facts, [{ kind: "accept", intentId, edit, seen }]);
    expect(changed.intents.find(({ id }) => id === intentId)).toMatchObject({ origin: "declared", ...edit });
    const renamed = required(facts, [
      { kind: "application", application: "shop", name: "till", criticality: "critical" },
    ]);
    expect(renamed.intents.find(({ id }) => id === intentId)).toMatchObject({
      application: "till",
      criticality: "critical",
    });
    for (const each of [dismissed, changed, renamed])
      expect(each.inFile.intents).toEqual(required(facts).inFile.intents);
  });
});

describe("a declared site as an end", () => {
  const spec = but(b5(), { sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } } });
  const { configuration, problems } = declare(
    [{ applications: [{ name: "desk", flows: [flow("site:office", "a"), flow("a", "office")] }] }],
    buildConfiguration(spec),
  );
  const { intents } = requiredFlows(indexConfiguration(configuration));
  const desk = intents.filter(({ application }) => application === "desk");
  const whatIf = (...failures: Failure[]) =>
    runWhatIf(configuration, desk, { failures, horizon: "T1", view: "observed" });

  it("is one member, by its id or its name", () => {
    expect(problems).toEqual([[]]);
    expect(desk.map(({ from, to }) => [from, to])).toEqual(
      expect.arrayContaining([
        [
          { kind: "tier", name: "site office", members: ["site:office"] },
          { kind: "tier", name: "a", members: ["a"] },
        ],
      ]),
    );
  });

  it("is cut off by whatever leads there, and by nothing else", () => {
    const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
    expect(whatIf()).toMatchObject({ notWorkingBefore: [], unaffectedCount: 2 });
    const all = whatIf(down("vpnConnection", "vpn-1"));
    expect(all.lost).toHaveLength(2);
    expect(all.sentence).toContain("cuts site office off from a");
    expect(whatIf(down("vpnGateway", "vgw-1")).lost).toHaveLength(2);
    expect(whatIf(down("vpnTunnel", "vpn-1#1")).lost).toHaveLength(0);
  });
});
