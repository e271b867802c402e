import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAwsInput, readPath } from "../../adapters/aws";
import { testData, testDataNames } from "../../testing/test-data";
import { testPeer } from "../../testing/test-peers";
import { type Configuration, indexConfiguration } from "../configuration";
import { buildNetwork } from "../semantics";
import { type OpenSolver, openZ3 } from "../solver";
import type { Alert } from "./alert.schema";
import { analyze } from "./analyze";
import { alertQuestion, questionOf } from "./solver-question";
import { notAsked, solverRecord } from "./solver-record";

const LIMIT_MS = 20_000;
const SAMPLE = join(import.meta.dirname, "../../../prisma/sample");
const SNAPSHOTS = "batfish-aws/snapshots";

let z3: OpenSolver;
let sample: Configuration;
let alerts: readonly Alert[];
beforeAll(async () => {
  z3 = await openZ3();
  sample = await read(SAMPLE);
  alerts = analyze(sample).alerts;
});
afterAll(() => z3.close());

async function read(path: string): Promise<Configuration> {
  return readAwsInput(await readPath(path)).configuration;
}

function confirm(configuration: Configuration, alert: Alert) {
  const network = buildNetwork(configuration);
  const question = questionOf(alertQuestion(network.index, alert));
  const answer = question
    ? z3.solve(question, LIMIT_MS)
    : ({ answer: "unknown", values: {}, core: [], reason: null } as const);
  return solverRecord(network, alert, { ...answer, elapsedMs: null });
}

function alertOf(kind: string, subject: string): Alert {
  const found = alerts.find((each) => each.kind === kind && each.subject.name === subject);
  if (!found) throw new Error(`no ${kind} of ${subject}`);
  return found;
}

describe("the sample", () => {
  it("every alert is confirmed, exposure by a packet, loss by the rules that make it", () => {
    for (const alert of alerts) {
      const record = confirm(sample, alert);
      expect([alert.title, record.result, record.reason]).toEqual([alert.title, "confirmed", null]);
      if (record.answer === "sat") expect(record.witness?.length).toBeGreaterThan(0);
      else expect(record.core.some((label) => label.startsWith("supposed: "))).toBe(true);
    }
    const kinds = new Set(alerts.map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(["internet-exposure", "single-point-of-failure", "zonal-dependence", "rule-change"]),
    );
  });

  it("the core of a lost route names the route, the gateway and what is supposed", () => {
    const { core } = confirm(sample, alertOf("single-point-of-failure", "nat-gw-1a"));
    expect(core).toEqual(
      expect.arrayContaining([
        "supposed: down natGateway nat-0681ddf556520aef4",
        "needs natGateway nat-0681ddf556520aef4",
        "rtb-0f0fbde5804ca166b has no other route for the destination",
      ]),
    );
  });

  it("is the same record every time", () => {
    const [alert] = alerts;
    if (!alert) throw new Error("no alert");
    expect(confirm(sample, alert)).toEqual(confirm(sample, alert));
  });
});

/** The one kind of element in the public accounts that the encoding does not speak of. */
const SERVED = /^not encoded: vpcEndpoint \S+$/;

describe.runIf(testData(SNAPSHOTS) !== undefined)("public accounts", () => {
  it.each(testDataNames(SNAPSHOTS))(
    "%s: every alert is confirmed, or leaves what is encoded",
    async (name) => {
      const configuration = await read(join(testData(SNAPSHOTS) ?? "", name));
      for (const alert of analyze(configuration).alerts) {
        const { result, reason } = confirm(configuration, alert);
        const said = [alert.title, result, reason];
        if (reason?.startsWith("not encoded: "))
          expect(said).toEqual([alert.title, "undecided", expect.stringMatching(SERVED)]);
        else expect(said).toEqual([alert.title, "confirmed", null]);
      }
    },
  );
});

describe("an alert that is wrong", () => {
  it.each([
    { name: "one port too far", port: 3307, result: "refuted" },
    { name: "one port too near", port: 3305, result: "refuted" },
    { name: "the right port", port: 3306, result: "confirmed" },
  ])("exposure on a port: $name", ({ port, result }) => {
    const alert = exposed("orders-report-db-1b", { destinationPorts: [[port, port]] });
    expect(confirm(sample, alert).result).toBe(result);
  });

  it("exposure of an address that nobody has", () => {
    const alert = exposed("orders-report-db-1b", { destination: ["54.210.18.99/32"] });
    expect(confirm(sample, alert)).toMatchObject({ result: "refuted", answer: "unsat" });
  });

  it.each([
    { name: "without the security group's rule", change: withoutRule },
    { name: "with an ACL entry that denies it first", change: withDenial },
    { name: "with an ACL that drops the reply", change: withoutReply },
    { name: "with its internet gateway detached", change: withoutGateway },
    { name: "with the subnet's default route elsewhere", change: withRoute },
  ])("exposure on a network $name", ({ change }) => {
    const alert = exposed("orders-report-db-1b", {});
    expect(confirm(change(sample), alert)).toMatchObject({ answer: "unsat", witness: null });
    expect(confirm(change(sample), alert).result).not.toBe("confirmed");
  });

  it("loss by a failure that does not touch the flow is refuted by a packet that gets through", () => {
    const alert = losing("nat-gw-1a", [{ kind: "instance", id: "i-05b6f414565515628", mode: "down" }]);
    expect(confirm(sample, alert)).toMatchObject({ result: "refuted", answer: "sat" });
  });

  it("loss where the failure is not to blame stays undecided", () => {
    const closed = withAcls(sample, () => []);
    const alert = losing("nat-gw-1a", [{ kind: "instance", id: "i-05b6f414565515628", mode: "down" }]);
    expect(confirm(closed, alert)).toMatchObject({ result: "undecided", answer: "unsat" });
  });

  it("dependence on a gateway that a longer prefix avoids", () => {
    const alert = alertOf("zonal-dependence", "nat-gw-1a");
    const halves = ["0.0.0.0/1", "128.0.0.0/1"];
    expect(confirm(withRoutes(sample, halves, "igw-0863ad3a4a979c4f3"), alert).result).toBe("refuted");
    // One half still goes there.
    expect(confirm(withRoutes(sample, ["0.0.0.0/1"], "igw-0863ad3a4a979c4f3"), alert).result).toBe(
      "confirmed",
    );
  });

  it("dependence on another gateway than the route's", () => {
    const alert = alertOf("zonal-dependence", "nat-gw-1a");
    const wrong = { ...alert, subject: { ...alert.subject, id: "nat-none" } };
    expect(confirm(sample, wrong)).toMatchObject({ result: "refuted", answer: "unsat" });
  });
});

describe("what cannot be decided", () => {
  it("an answer that never came leaves the alert undecided with the reason", () => {
    const [alert] = alerts;
    if (!alert) throw new Error("no alert");
    const record = solverRecord(buildNetwork(sample), alert, {
      answer: "unknown",
      values: {},
      core: [],
      reason: "the time limit passed",
      elapsedMs: 5_000,
    });
    expect(record).toMatchObject({ result: "undecided", reason: "the time limit passed", elapsedMs: 5_000 });
  });

  it("an alert that was not asked about says so", () => {
    expect(notAsked("too many")).toMatchObject({ result: "undecided", reason: "too many", question: null });
  });

  it("a way over a transit gateway is not encoded, and never confirmed", () => {
    const tables = sample.resources.routeTable.map((table) => ({
      ...table,
      routes: table.routes.map((route) =>
        route.target.kind === "natGateway"
          ? { ...route, target: { kind: "transitGateway" as const, id: "tgw-1" } }
          : route,
      ),
    }));
    const network = { ...sample, resources: { ...sample.resources, routeTable: tables } };
    const record = confirm(
      network,
      losing("nat-gw-1a", [{ kind: "natGateway", id: "nat-0681ddf556520aef4", mode: "down" }]),
    );
    expect(record).toMatchObject({ result: "undecided", reason: "not encoded: transitGateway tgw-1" });
  });

  it("evidence without a hop", () => {
    const [alert] = alerts;
    if (!alert) throw new Error("no alert");
    const bare = { ...alert, kind: "required-flow", evidence: { ...alert.evidence, before: [], after: [] } };
    expect(confirm(sample, bare)).toMatchObject({
      result: "undecided",
      reason: "the evidence names no flow",
    });
  });
});

describe.each(testPeer("UMBRA_TEST_Z3"))("another build of Z3", ({ program }) => {
  it("gives the same answer to the question of every alert", () => {
    const index = indexConfiguration(sample);
    for (const alert of alerts) {
      const question = questionOf(alertQuestion(index, alert));
      const output = execFileSync(program, ["-in", "-T:60"], { input: question?.text, encoding: "utf8" });
      expect([alert.title, output.trim()]).toEqual([
        alert.title,
        question && z3.solve(question, LIMIT_MS).answer,
      ]);
    }
  });
});

/** The exposure alert of a host, its flow changed. */
function exposed(name: string, packet: Partial<Alert["evidence"]["before"][number]["packet"]>): Alert {
  const alert = alertOf("internet-exposure", name);
  const before = alert.evidence.before.map((hop) => ({ ...hop, packet: { ...hop.packet, ...packet } }));
  return { ...alert, evidence: { ...alert.evidence, before } };
}

/** The outage alert of an element, with something else supposed. */
function losing(name: string, failures: Alert["evidence"]["failures"]): Alert {
  const alert = alertOf("single-point-of-failure", name);
  return { ...alert, evidence: { ...alert.evidence, failures } };
}

function withoutRule({ resources, ...rest }: Configuration): Configuration {
  const securityGroup = resources.securityGroup.map((group) => ({
    ...group,
    ingress: group.ingress.filter(({ fromPort }) => fromPort !== 3306),
  }));
  return { ...rest, resources: { ...resources, securityGroup } };
}

type Entry = Configuration["resources"]["networkAcl"][number]["entries"][number];

function withAcls(
  { resources, ...rest }: Configuration,
  change: (entries: Entry[]) => Entry[],
): Configuration {
  const networkAcl = resources.networkAcl.map((acl) => ({ ...acl, entries: change(acl.entries) }));
  return { ...rest, resources: { ...resources, networkAcl } };
}

function withDenial(configuration: Configuration): Configuration {
  const denial: Entry = {
    ruleNumber: 1,
    egress: false,
    protocol: 6,
    action: "deny",
    prefix: "0.0.0.0/0",
    portRange: { from: 3306, to: 3306 },
  };
  return withAcls(configuration, (entries) => [...entries, denial]);
}

function withoutReply(configuration: Configuration): Configuration {
  const denial: Entry = { ruleNumber: 1, egress: true, protocol: -1, action: "deny", prefix: "0.0.0.0/0" };
  return withAcls(configuration, (entries) => [...entries, denial]);
}

function withoutGateway({ resources, ...rest }: Configuration): Configuration {
  const internetGateway = resources.internetGateway.map((gateway) => ({ ...gateway, attachments: [] }));
  return { ...rest, resources: { ...resources, internetGateway } };
}

function withRoute({ resources, ...rest }: Configuration): Configuration {
  const routeTable = resources.routeTable.map((table) => ({
    ...table,
    routes: table.routes.filter(({ target }) => target.kind !== "internetGateway"),
  }));
  return { ...rest, resources: { ...resources, routeTable } };
}

function withRoutes(
  { resources, ...rest }: Configuration,
  prefixes: readonly string[],
  id: string,
): Configuration {
  const more = prefixes.map((prefix) => ({
    destination: { prefix },
    target: { kind: "internetGateway" as const, id },
    origin: "CreateRoute",
    state: "active",
  }));
  const routeTable = resources.routeTable.map((table) => ({ ...table, routes: [...table.routes, ...more] }));
  return { ...rest, resources: { ...resources, routeTable } };
}
