import type { Anomaly } from "../engine/baseline";

/** An anomaly of an actor, which no analysis finds by itself. */
export function testAnomaly(id: string, more: Partial<Anomaly> = {}): Anomaly {
  return {
    id,
    detector: "rare-actor",
    subject: { kind: "principal", id: "arn:aws:iam::1:user/ann" },
    title: "ann opens a group for the first time",
    differs: {
      kind: "extra",
      token: "AuthorizeSecurityGroupIngress",
      literals: [],
      digest: "d1",
      places: [],
    },
    role: null,
    peers: [],
    peerCount: 0,
    measure: null,
    snapshots: { base: null, head: null },
    at: "2026-01-01T12:00:00.000Z",
    danger: 0,
    ...more,
  };
}
