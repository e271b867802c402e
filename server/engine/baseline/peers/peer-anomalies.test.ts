import { expect, it } from "vitest";
import { buildFleet, type FleetSpec } from "../../../testing/fleet";
import { indexConfiguration } from "../../configuration";
import { anomalySchema } from "../anomaly.schema";
import { comparePeers } from "./deviations";
import { peerAnomalies } from "./peer-anomalies";

const spec: FleetSpec = { roleCount: 1, faultCount: 1, exceptionShare: 0, seed: 5 };

function anomaliesOf(more: Partial<FleetSpec> = {}) {
  const { configuration } = buildFleet({ ...spec, ...more });
  return peerAnomalies(comparePeers(indexConfiguration(configuration)), "ab".repeat(32));
}

it("names who differs in what, from whom, by which figure, and where it is configured", () => {
  const [found, ...more] = anomaliesOf();
  expect(more).toEqual([]);
  expect(anomalySchema.parse(found)).toEqual(found);
  const host = found?.subject.id ?? "";
  expect(found).toMatchObject({
    detector: "peer-template",
    title: `\`${host}\` has "in: tcp 8000 from anyone", unlike ${found?.peerCount} of its ${found?.peerCount} peers`,
    differs: {
      kind: "extra",
      token: "in: tcp 8000 from anyone",
      literals: [`tcp 8000 from 0.0.0.0/0 in sg-${host}`],
      places: [{ kind: "securityGroup", id: `sg-${host}`, rule: "tcp 8000 from 0.0.0.0/0" }],
    },
    role: { name: "jobaa", how: "tag role" },
    measure: { value: 1, expected: 0.6 },
    snapshots: { base: null, head: "ab".repeat(32) },
    danger: 3,
  });
});

it("keeps its id whatever else the fleet does, and has another for another subject", () => {
  const [alone] = anomaliesOf();
  const among = anomaliesOf({ faultCount: 6 });
  expect(among.map(({ id }) => id)).toContain(alone?.id);
  expect(among.find(({ id }) => id === alone?.id)?.peers).not.toEqual([]);
  expect(new Set(among.map(({ id }) => id)).size).toBe(among.length);
});
