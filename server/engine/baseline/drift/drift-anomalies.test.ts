import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import { type Configuration, diffConfigurations } from "../../configuration";
import { anomalySchema } from "../anomaly.schema";
import { driftAnomalies } from "./drift-anomalies";

const PLAIN = buildConfiguration(b1());
const SNAPSHOTS = { base: "aa".repeat(32), head: "bb".repeat(32) };
const changed = (change: NetworkChange) => buildConfiguration(but(b1(), change));
const drift = (after: Configuration, before = PLAIN) =>
  driftAnomalies(diffConfigurations(before, after), SNAPSHOTS);
const lines = (after: Configuration) =>
  drift(after).anomalies.map(({ danger, subject, differs }) => `${danger} ${subject.id}: ${differs.token}`);

function withResources(resources: Partial<Configuration["resources"]>): Configuration {
  return { ...PLAIN, resources: { ...PLAIN.resources, ...resources } };
}

describe("drift from a baseline", () => {
  it("is nothing where nothing differs", () =>
    expect(drift(PLAIN)).toEqual({ anomalies: [], uncertainIds: [] }));

  it("tells a resource once, with every rule that came and where it is", () => {
    const { anomalies } = drift(
      changed({ groups: { "sg-db": { in: and("tcp 22 from 10.0.0.0/16", "tcp 23 from 10.0.0.0/16") } } }),
    );
    expect(anomalies).toHaveLength(1);
    expect(anomalySchema.parse(anomalies[0])).toEqual(anomalies[0]);
    expect(anomalies[0]).toMatchObject({
      title: "`sg-db` differs from the baseline: inbound rule added: tcp 22 from 10.0.0.0/16, and 1 more",
      differs: {
        kind: "changed",
        literals: [
          "inbound rule added: tcp 22 from 10.0.0.0/16",
          "inbound rule added: tcp 23 from 10.0.0.0/16",
        ],
        places: [
          { kind: "securityGroup", id: "sg-db" },
          { kind: "securityGroup", id: "sg-db", rule: "tcp 22 from 10.0.0.0/16" },
          { kind: "securityGroup", id: "sg-db", rule: "tcp 23 from 10.0.0.0/16" },
        ],
      },
      snapshots: SNAPSHOTS,
      danger: 1,
    });
  });

  it("names what came, and what went in the other direction, what decides about packets first", () => {
    const after = changed({
      vms: { "db-b": { subnet: "prv-b", addresses: ["10.0.11.20"], groups: ["sg-db"] } },
      tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } },
    });
    expect(lines(after)[0]).toBe("1 rt-prv-b: route changed: 0.0.0.0/0 → nat-b to 0.0.0.0/0 → nat-a");
    expect(lines(after)).toContain("0 db-b: the instance was added");
    const back = driftAnomalies(diffConfigurations(after, PLAIN), SNAPSHOTS).anomalies;
    expect(back.find(({ subject }) => subject.id === "db-b")?.differs).toMatchObject({
      kind: "missing",
      token: "the instance was removed",
    });
  });

  it("keeps its id while it goes further, and changes its digest", () => {
    const [once] = drift(changed({ groups: { "sg-db": { in: and("tcp 22 from 10.0.0.0/16") } } })).anomalies;
    const [twice] = drift(
      changed({ groups: { "sg-db": { in: and("tcp 22 from 10.0.0.0/16", "tcp 23 from 10.0.0.0/16") } } }),
    ).anomalies;
    expect(twice?.id).toBe(once?.id);
    expect(twice?.differs.digest).not.toBe(once?.differs.digest);
  });

  it("is no name and no tag, nor a state of health that nobody configured", () => {
    const named = PLAIN.resources.instance.map((each) => ({ ...each, name: "renamed" }));
    expect(lines(withResources({ instance: named }))).toEqual([]);
    const group = {
      kind: "targetGroup" as const,
      id: "tg-1",
      accountId: "1",
      region: "r",
      tags: [],
      protocol: "TCP",
      port: 80,
      targetType: "instance",
      loadBalancerArns: [],
      healthCheck: { enabled: true },
      targets: [{ id: "web-a", port: 80, state: "healthy" }],
      attributes: [],
    };
    const healthy = withResources({ targetGroup: [group] });
    const ill = withResources({
      targetGroup: [{ ...group, targets: [{ id: "web-a", port: 80, state: "unhealthy" }] }],
    });
    expect(diffConfigurations(healthy, ill).changes).toHaveLength(1);
    expect(drift(ill, healthy).anomalies).toEqual([]);
    const gone = withResources({ targetGroup: [{ ...group, targets: [] }] });
    expect(drift(gone, healthy).anomalies).toHaveLength(1);
  });

  it("knows nothing of what only went out of sight", () => {
    const blind = {
      ...withResources({ natGateway: [] }),
      coverage: PLAIN.coverage.filter(({ kind }) => kind !== "natGateway"),
    };
    const { anomalies, uncertainIds } = drift(blind);
    expect(anomalies.filter(({ subject }) => subject.kind === "natGateway")).toEqual([]);
    expect(uncertainIds).toEqual(PLAIN.resources.natGateway.map(({ id }) => id).sort());
  });
});
