import { describe, expect, it } from "vitest";
import { buildFleet } from "../../testing/fleet";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { testAnomaly } from "../../testing/test-anomaly";
import { type Anomaly, comparePeers, driftAnomalies, peerAnomalies } from "../baseline";
import { diffConfigurations, indexConfiguration } from "../configuration";
import { alertSchema } from "./alert.schema";
import { analyze } from "./analyze";
import { anomalyAlerts, crowdFingerprint } from "./anomaly-alerts";
import { anomalyChecks, type DetectorOutcome } from "./anomaly-checks";

const PLAIN = buildConfiguration(b1());
const known = new Set(analyze(PLAIN).alerts.map(({ fingerprint }) => fingerprint));
const isNew = (fingerprint: string) => !known.has(fingerprint);

/** What drift from the plain network raises: severity, subject, and of which alert it is a child. */
function driftRows(change: NetworkChange) {
  const after = buildConfiguration(but(b1(), change));
  const { alerts } = analyze(after);
  const { anomalies } = driftAnomalies(diffConfigurations(PLAIN, after), { base: "a", head: "b" });
  const byFingerprint = new Map(alerts.map((alert) => [alert.fingerprint, alert]));
  const raised = anomalyAlerts(anomalies, alerts, isNew);
  for (const alert of raised) expect(alertSchema.parse(alert)).toEqual(alert);
  return raised.map(({ severity, subject, parent }) => {
    const above = byFingerprint.get(parent ?? "");
    return `${severity} ${subject.id}${above ? ` < ${above.severity} ${above.kind} ${above.subject.id}` : ""}`;
  });
}

describe("drift is as bad as what it opens", () => {
  it.each<{ name: string; change: NetworkChange; rows: string[] }>([
    { name: "nothing", change: {}, rows: [] },
    {
      name: "a rule that lets the internet in is a child of the exposure",
      change: { groups: { "sg-web": { in: and("tcp 22 from 0.0.0.0/0") } } },
      rows: ["high sg-web < high internet-exposure web-a"],
    },
    {
      name: "a rule beside it, on a group that nobody outside reaches, is not",
      change: { groups: { "sg-db": { in: and("tcp 22 from 10.0.0.0/16") } } },
      rows: ["low sg-db"],
    },
    {
      name: "a route that leans on another zone is a child of the dependence",
      change: { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } },
      rows: ["medium rt-prv-b < medium zonal-dependence nat-a"],
    },
  ])("$name", ({ change, rows }) => expect(driftRows(change)).toEqual(rows));

  it("is never a child of what was there before the baseline", () => {
    const after = buildConfiguration(
      but(b1(), { groups: { "sg-db": { in: and("tcp 22 from 10.0.0.0/16") } } }),
    );
    const { alerts } = analyze(after);
    const { anomalies } = driftAnomalies(diffConfigurations(PLAIN, after), { base: "a", head: "b" });
    expect(anomalyAlerts(anomalies, alerts, () => false).map(({ parent }) => parent)).toEqual([undefined]);
  });
});

const drifted = (id: string): Anomaly =>
  testAnomaly(id, { detector: "drift", subject: { kind: "instance", id } });

describe("many that drift at once", () => {
  const crowd = Array.from({ length: 21 }, (_, i) => drifted(`i-${i}`));
  const others = [
    testAnomaly("drift-of-a-group", { detector: "drift", subject: { kind: "securityGroup", id: "sg-1" } }),
  ];

  it("are one alert per kind, up to 20 one each", () => {
    const raised = anomalyAlerts([...crowd, ...others], [], () => true);
    expect(raised.map(({ fingerprint, title }) => [fingerprint, title])).toEqual([
      ["drift-of-a-group", "ann opens a group for the first time"],
      [crowdFingerprint("instance"), "21 resources of kind Instance differ from the baseline"],
    ]);
    expect(anomalyAlerts(crowd.slice(1), [], () => true)).toHaveLength(20);
  });

  it("end the alerts they had for themselves, which the one for all tells of", () => {
    const raised = anomalyAlerts(crowd, [], () => true);
    const outcome: DetectorOutcome = {
      detector: "drift",
      found: crowd,
      doubts: [],
      undecidedIds: [],
      because: "",
    };
    const before = { fingerprint: "i-1", kind: "drift", subject: { kind: "instance", id: "i-1" } };
    expect(anomalyChecks([before], raised, [outcome])).toMatchObject([
      { fingerprint: "i-1", outcome: "violated", coveredBy: "instance" },
    ]);
  });
});

describe("what differs from its peers", () => {
  const { configuration } = buildFleet({ roleCount: 3, faultCount: 8, exceptionShare: 0, seed: 4 });
  const anomalies = peerAnomalies(comparePeers(indexConfiguration(configuration)), "head");

  it("is low where it lets in more, info where it does not, and names role, peers, token and bound", () => {
    const raised = anomalyAlerts(anomalies, [], () => true);
    expect(raised).toHaveLength(anomalies.length);
    for (const [position, { danger, differs, role, peers }] of anomalies.entries()) {
      const alert = raised[position];
      expect(alert?.severity).toBe(danger >= 2 ? "low" : "info");
      for (const text of [differs.token, role?.name ?? "", peers[0]?.id ?? "", "95 % confidence"])
        expect(alert?.description).toContain(text);
    }
  });

  it("is a child of the exposure that the same rule makes", () => {
    const [open] = anomalies.filter(({ danger }) => danger === 3);
    const [exposure] = analyze(PLAIN).alerts.filter(({ family }) => family === "exposure");
    const [place] = open?.differs.places ?? [];
    if (!open || !exposure || !place) throw new Error("nothing is open");
    const same = { ...exposure, evidence: { ...exposure.evidence, at: { ...place } } };
    expect(anomalyAlerts([open], [same], () => false)[0]).toMatchObject({
      parent: exposure.fingerprint,
      severity: exposure.severity,
    });
    const beside = {
      ...same,
      evidence: { ...same.evidence, at: { ...place, rule: "tcp 1 from 0.0.0.0/0" } },
    };
    expect(anomalyAlerts([open], [beside], () => true)[0]?.parent).toBeUndefined();
  });
});

describe("an alert that is not raised any more", () => {
  const subject = { kind: "securityGroup", id: "sg-1" };
  const before = { fingerprint: "f", kind: "drift", subject };
  const none: DetectorOutcome = {
    detector: "drift",
    found: [],
    doubts: [],
    undecidedIds: [],
    because: "it is as the baseline has it",
  };
  it.each<{ name: string; outcome: Partial<DetectorOutcome>; check: object }>([
    {
      name: "is over when it was looked for",
      outcome: {},
      check: { outcome: "holds", because: none.because },
    },
    { name: "stays while something is stale", outcome: { doubts: ["stale"] }, check: { outcome: "unknown" } },
    {
      name: "stays while it is out of sight",
      outcome: { undecidedIds: ["sg-1"] },
      check: { outcome: "unknown" },
    },
    {
      name: "stays while it is found",
      outcome: { found: [{ id: "f", subject }] },
      check: { outcome: "unknown" },
    },
  ])("$name", ({ outcome, check }) =>
    expect(anomalyChecks([before], [], [{ ...none, ...outcome }])).toMatchObject([check]),
  );
});
