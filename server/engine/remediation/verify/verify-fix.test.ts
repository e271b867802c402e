import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import { parseGroupRule, parseRoute } from "../../../testing/network-builder-text";
import { type Alert, analyze } from "../../alert";
import type { Change } from "../../configuration";
import { type Intent, intentId } from "../../intent";
import { buildNetwork } from "../../semantics";
import { proposeFixes } from "../propose/propose-fixes";
import { fixTrialSchema } from "./fix-trial.schema";
import { type FixBase, type VerifyOptions, verifyFix } from "./verify-fix";

const OPEN_DATABASE: NetworkChange = { groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } } };
const FOREIGN_NAT: NetworkChange = { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } };
const DEAD_NATS: NetworkChange = { nats: { "nat-a": { state: "deleted" }, "nat-b": { state: "deleted" } } };

/** A network with its suite, and its first alert of this kind on this subject. */
function found(change: NetworkChange, kind: string, subjectId: string): { base: FixBase; alert: Alert } {
  const configuration = buildConfiguration(but(b1(), change));
  const analysis = analyze(configuration);
  const alert = analysis.alerts.find((each) => each.kind === kind && each.subject.id === subjectId);
  if (!alert) throw new Error(`no ${kind} of ${subjectId}`);
  return { base: { network: buildNetwork(configuration), intents: analysis.intents, analysis }, alert };
}

function options({ base, alert }: ReturnType<typeof found>) {
  return proposeFixes(base, alert).map((option) => ({
    option,
    trial: verifyFix(base, alert, option.operations),
  }));
}

const rule = (text: string) => parseGroupRule(text);
const close: Change = {
  kind: "remove-group-rule",
  securityGroupId: "sg-web",
  direction: "ingress",
  rule: rule("tcp 5432 from 0.0.0.0/0"),
};
const open = (securityGroupId: string, text: string): Change => ({
  kind: "add-group-rule",
  securityGroupId,
  direction: "ingress",
  rule: rule(text),
});
const retarget = (
  routeTableId: string,
  from: string,
  kind: "natGateway" | "vpcEndpoint",
  to: string,
): Change => ({
  kind: "retarget-route",
  routeTableId,
  destination: parseRoute("0.0.0.0/0 -> x").destination,
  from: { kind: "natGateway", id: from },
  to: { kind, id: to },
});

describe("an exposed data store", () => {
  const exposed = found(OPEN_DATABASE, "internet-exposure", "web-a");

  it("is cured by removing the rule or by keeping it for the network, and every closed flow is listed", () => {
    const tried = options(exposed);
    expect(tried.map(({ option, trial }) => [option.id, trial.verdict])).toEqual([
      ["remove-rule", "verified"],
      ["narrow-to-network", "verified"],
    ]);
    const closed = (position: number) =>
      tried[position]?.trial.closed.map(
        ({ from, to, protocol, ports }) =>
          `${from.map(({ id }) => id)} > ${to.map(({ id }) => id)} ${protocol} ${ports}`,
      );
    expect(closed(1)).toEqual(["internet > web-a tcp 5432,5432"]);
    expect(closed(0)?.sort()).toEqual([
      "app-a > web-a tcp 5432,5432",
      "app-b > web-a tcp 5432,5432",
      "db-a > web-a tcp 5432,5432",
      "internet > web-a tcp 5432,5432",
    ]);
    for (const { trial } of tried) {
      expect(trial.fixes[0]).toBe(exposed.alert.fingerprint);
      expect(trial.opened).toEqual([]);
      expect(trial.intended.map(({ from, to, effect }) => `${from} > ${to} ${effect}`)).toEqual([
        "internet > sg-web lost",
      ]);
      // The web service that stays is told of by a milder alert of the same host, which is nothing new.
      expect(trial.movedAlerts.map(({ severity }) => severity)).toEqual(["info"]);
      expect(fixTrialSchema.parse(trial)).toEqual(trial);
    }
  });

  it("lets declared callers in by their group when nobody else does", () => {
    const intents: Intent[] = [...exposed.base.intents, declared("app", ["app-a", "app-b"], ["web-a"])];
    const proposed = proposeFixes({ ...exposed.base, intents }, exposed.alert);
    expect(proposed.map(({ id }) => id)).toEqual(["narrow-to-callers", "remove-rule", "narrow-to-network"]);
    const trials = proposed.map(({ operations }) =>
      verifyFix({ ...exposed.base, intents }, exposed.alert, operations),
    );
    expect(trials.map(({ verdict }) => verdict)).toEqual(["verified", "refused", "verified"]);
    expect(trials[1]?.lost.map(({ from, to, effect }) => `${from} > ${to} ${effect}`)).toEqual([
      "app > web lost",
    ]);
  });

  it.each<{ name: string; changes: Change[]; codes: string[]; verdict: string; options?: VerifyOptions }>([
    {
      name: "refused: the finding is still there",
      changes: [open("sg-db", "tcp 5432 from sg-app-x")],
      codes: ["not-whole", "still-there"],
      verdict: "refused",
    },
    {
      name: "refused: it opens something between hosts that no alert speaks of",
      changes: [close, open("sg-db", "tcp 9999 from sg-web")],
      codes: ["newly-reachable"],
      verdict: "refused",
    },
    {
      name: "refused: it opens a port to the internet, and an alert says so",
      changes: [close, open("sg-web", "tcp 22 from 0.0.0.0/0")],
      codes: ["newly-reachable", "still-there-not"],
      verdict: "refused",
    },
    {
      name: "refused: a required flow is lost",
      changes: [
        close,
        {
          kind: "remove-group-rule",
          securityGroupId: "sg-db",
          direction: "ingress",
          rule: rule("tcp 5432 from sg-app"),
        },
      ],
      codes: ["required-flow-lost"],
      verdict: "refused",
    },
    {
      name: "refused: it was changed since",
      changes: [close, close],
      codes: ["conflict"],
      verdict: "refused",
    },
    {
      name: "undecided: the relation is too large to compare",
      changes: [close],
      options: { compareLimit: 3 },
      codes: ["too-large"],
      verdict: "undecided",
    },
  ])("$name", ({ changes, codes, verdict, options }) => {
    const trial = verifyFix(exposed.base, exposed.alert, changes, options);
    expect(trial.verdict).toBe(verdict);
    const given = [...new Set(trial.reasons.map(({ code }) => code))];
    for (const code of codes.filter((each) => !each.endsWith("-not"))) expect(given).toContain(code);
    if (codes.length === 1) expect(given).toEqual(codes);
  });

  it("is refused when an owner declared the flow that it closes, whoever inferred it too", () => {
    const intents = [
      ...exposed.base.intents,
      { ...declared("x", [], ["web-a"]), from: { kind: "internet" as const } },
    ];
    const trial = verifyFix({ ...exposed.base, intents }, exposed.alert, [close]);
    expect(trial.reasons.map(({ code }) => code)).toEqual(["required-flow-lost"]);
  });
});

describe("a subnet that leaves through another zone", () => {
  const leaning = found(FOREIGN_NAT, "zonal-dependence", "nat-a");

  it("is cured by the idle gateway of its zone; its being a single one is told of by another name", () => {
    const [first] = options(leaning);
    expect(first?.option.operations).toEqual([retarget("rt-prv-b", "nat-a", "natGateway", "nat-b")]);
    expect(first?.trial.verdict).toBe("verified");
    expect(first?.trial.movedAlerts.map(({ title }) => title)).toEqual([
      expect.stringContaining("losing nat-b"),
    ]);
    expect([first?.trial.opened, first?.trial.closed]).toEqual([[], []]);
  });

  it("is cured by a new gateway where there is none, with a table of its own where it shares one", () => {
    const shared = found(
      {
        nats: { "nat-b": { state: "deleted" } },
        tables: { "rt-prv-a": { subnets: ["prv-a", "prv-b"] }, "rt-prv-b": { subnets: [] } },
      },
      "zonal-dependence",
      "nat-a",
    );
    const [first] = options(shared);
    expect(first?.option.operations.map(({ kind }) => kind)).toEqual([
      "add-nat-gateway",
      "add-route-table",
      "associate-route-table",
      "retarget-route",
    ]);
    expect([first?.trial.verdict, first?.trial.reasons]).toEqual(["verified", []]);
  });

  it.each([
    { to: "nat-gone", kind: "natGateway", codes: ["not-whole", "required-flow-lost"] },
    { to: "vpce-1", kind: "vpcEndpoint", codes: ["not-whole"] },
  ] as const)("is not verified when its way out leads to $to", ({ to, kind, codes }) => {
    const trial = verifyFix(leaning.base, leaning.alert, [retarget("rt-prv-b", "nat-a", kind, to)]);
    expect(trial.verdict).toBe("refused");
    for (const code of codes) expect(trial.reasons.map((each) => each.code)).toContain(code);
  });
});

it("a way out that works again is what was meant, and is as single as nothing was", () => {
  const [first] = options(found(DEAD_NATS, "required-flow", "v1"));
  expect(first?.option.operations.map(({ kind }) => kind)).toEqual([
    "add-nat-gateway",
    "retarget-route",
    "add-nat-gateway",
    "retarget-route",
  ]);
  expect([first?.trial.verdict, first?.trial.reasons]).toEqual(["verified", []]);
  expect(first?.trial.intended.map(({ effect }) => effect)).toEqual(["gained", "gained"]);
  expect(first?.trial.opened.length).toBeGreaterThan(0);
  expect(first?.trial.opened.every(({ to }) => to.every(({ id }) => id === "internet"))).toBe(true);
  expect(first?.trial.movedAlerts.length).toBeGreaterThan(0);
});

describe("a NAT gateway of one zone that was deleted, while its routes still call it active", () => {
  const halved = found({ nats: { "nat-a": { state: "deleted" } } }, "required-flow", "v1");

  it("is told of for the hosts of its zone alone", () => {
    const affected = halved.alert.affected.map(({ effect, members }) => [
      effect,
      members.map(({ id }) => id),
    ]);
    // The database has nobody in the other zone.
    expect(affected.sort()).toEqual([
      ["degraded", ["app-a"]],
      ["lost", ["db-a"]],
    ]);
  });

  it("is cured by the gateway of another zone, which leans on nothing that was had before, or by a new one", () => {
    const tried = options(halved);
    expect(tried.map(({ option, trial }) => [option.id, trial.verdict, trial.reasons])).toEqual([
      ["restore-egress:other-zone", "verified", []],
      ["restore-egress", "verified", []],
    ]);
    expect(tried[0]?.option.operations).toEqual([retarget("rt-prv-a", "nat-a", "natGateway", "nat-b")]);
    expect(tried[0]?.trial.movedAlerts.map(({ title }) => title)).toEqual([
      expect.stringContaining("in other zones stop when zone"),
    ]);
  });

  it("is not cured by what takes the way out of the zone that has one", () => {
    const swapped = [
      retarget("rt-prv-b", "nat-b", "natGateway", "nat-a"),
      retarget("rt-prv-a", "nat-a", "natGateway", "nat-b"),
    ];
    const trial = verifyFix(halved.base, halved.alert, swapped);
    expect(trial.verdict).toBe("refused");
    expect(trial.reasons.map(({ code }) => code)).toContain("required-flow-lost");
  });
});

it("a route to a NAT gateway that a complete list does not have is a black hole", () => {
  const gone = found(
    { tables: { "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-gone"] } } },
    "required-flow",
    "v1",
  );
  expect(gone.alert.evidence.at).toMatchObject({ id: "nat-gone" });
  expect(options(gone)[0]).toMatchObject({
    option: {
      id: "restore-egress",
      operations: [retarget("rt-prv-a", "nat-gone", "natGateway", "nat-a")],
    },
    trial: { verdict: "verified" },
  });
});

describe("what cannot be decided is never verified", () => {
  it("a route to something that is not modeled", () => {
    const leaning = found(FOREIGN_NAT, "zonal-dependence", "nat-a");
    const trial = verifyFix(leaning.base, leaning.alert, [
      {
        ...retarget("rt-prv-b", "nat-a", "natGateway", "x"),
        to: { kind: "unknown", id: "cagw-1", name: "CarrierGatewayId" },
      } as Change,
    ]);
    expect(trial.verdict).not.toBe("verified");
    expect(trial.reasons.map(({ code }) => code)).toContain("newly-undecided");
    expect(trial.undecided.length).toBeGreaterThan(0);
  });

  it("hosts that the input does not hold", () => {
    const leaning = found(
      { ...FOREIGN_NAT, coverage: { networkInterface: "denied" } },
      "zonal-dependence",
      "nat-a",
    );
    const trial = verifyFix(leaning.base, leaning.alert, [
      retarget("rt-prv-b", "nat-a", "natGateway", "nat-b"),
    ]);
    expect(trial.verdict).toBe("undecided");
    expect(trial.reasons.map(({ code }) => code)).toContain("not-in-the-input");
  });
});

function declared(from: string, members: string[], to: string[]): Intent {
  const ports: [number, number][] = [[5432, 5432]];
  return {
    id: intentId({ from, to: "web", family: 4, protocol: "tcp", ports }),
    application: "books",
    from: { kind: "tier", name: from, members },
    to: { kind: "tier", name: "web", members: to },
    family: 4,
    protocol: "tcp",
    ports,
    members: "any",
    criticality: "high",
    origin: "declared",
    confidence: 1,
    why: "declared",
  };
}
