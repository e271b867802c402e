import { randomUUID } from "node:crypto";
import { openNotifier } from "../adapters/notify";
import { openOutbound } from "../adapters/outbound";
import { openSealer } from "../adapters/secrets";
import { LOCAL_ACTOR } from "../application/actor";
import type { Ports } from "../application/ports/ports";
import type { AlertChange, AlertRecord, Store } from "../application/ports/store";
import type { Alert, AlertState } from "../engine/alert/alert.schema";

/** Messages of a test stay on this machine, on whichever port the test listens. */
export const LOOPBACK = {
  allowsName: () => false,
  allowsAddress: (address: string) => address === "127.0.0.1",
};
export const TEST_SECRET_KEY = Buffer.alloc(32, 7).toString("base64");
export const TEST_PUBLIC_URL = "http://umbra.test";

/**
 * Ports as far as sending needs them, over a real store and real sockets, with a clock that the test moves. A peer
 * with a clock of its own needs one that starts in the past: what ends in its future has not ended.
 */
export function sendingPorts(store: Store, startsBeforeMs = 0) {
  let now = new Date(Date.now() - startsBeforeMs);
  const clock = { now: () => now };
  const outbound = openOutbound({ allowList: LOOPBACK });
  type Needed = "store" | "events" | "outbound" | "notifier" | "sealer" | "clock" | "ids" | "reportBug";
  const ports: Pick<Ports, Needed> = {
    store,
    // Nobody listens: the test itself says when to send.
    events: { publish: () => undefined, subscribe: () => () => undefined, end: () => undefined },
    outbound,
    notifier: openNotifier({ outbound, clock, publicUrl: TEST_PUBLIC_URL }),
    sealer: openSealer(TEST_SECRET_KEY),
    clock,
    ids: { next: () => randomUUID() },
    reportBug: (error) => {
      throw error;
    },
  };
  return {
    ports: ports as Ports,
    now: () => now,
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

/** An estate with nothing but a name, in the workspace of the local actor. */
export async function bareEstate(store: Store, name = "shop"): Promise<string> {
  const estateId = randomUUID();
  await store.ensureWorkspace(LOCAL_ACTOR.workspaceId);
  await store.inWorkspace(LOCAL_ACTOR.workspaceId).addImport({
    importId: randomUUID(),
    estateId,
    createEstate: { name, sampleName: null },
    actorId: "local",
    takenAt: new Date(),
    snapshotId: "aa00",
    body: new Uint8Array([1]),
    counts: [],
    diagnostics: [],
    coverage: [],
    ignored: [],
    sourceName: null,
    changes: null,
    analysisId: randomUUID(),
  });
  return estateId;
}

/** An alert that is not about anything in particular. */
export function someAlert(fingerprint: string, given: Partial<Alert> = {}): Alert {
  return {
    fingerprint,
    family: "outage",
    kind: "single-point-of-failure",
    severity: "high",
    title: `losing ${fingerprint} cuts hosts off`,
    description: "Ten hosts lose the internet.",
    subject: { kind: "natGateway", id: `nat-${fingerprint}`, name: "nat-a" },
    location: { accountId: "210987654321", region: "us-east-1", zone: "use1-az1" },
    scenario: "failure of the gateway",
    affected: [],
    likelihood: { value: 2, source: "assumed" },
    impact: { value: 3, source: "two tiers" },
    evidence: { certificate: null, before: [], after: [], at: null, failures: [], solver: null },
    recommendations: [{ title: "add a gateway", changes: [], effort: "low", verified: null }],
    ...given,
  };
}

/** Brings alerts into a state, as an analysis would at this time. Those that are there keep what is not given. */
export async function settleAlerts(
  store: Store,
  estateId: string,
  alerts: readonly { readonly alert: Alert; readonly state: AlertState; readonly reason?: string }[],
  at: Date,
): Promise<void> {
  await store.inWorkspace(LOCAL_ACTOR.workspaceId).changeAlerts(estateId, (existing) =>
    alerts.map(({ alert, state, reason }): AlertChange => {
      const before = existing.find((one) => one.alert.fingerprint === alert.fingerprint);
      return { ...lifeOf(before, state, at), fingerprint: alert.fingerprint, alert, reason: reason ?? null };
    }),
  );
}

function lifeOf(before: AlertRecord | undefined, state: AlertState, at: Date) {
  return {
    id: before?.id ?? randomUUID(),
    state,
    snapshotId: "aa00",
    firstSeenAt: before?.firstSeenAt ?? at,
    lastSeenAt: at,
    resolvedAt: state === "resolved" ? at : null,
    unverifiedSince: state === "unverified" ? at : null,
    dismissal: state === "dismissed" ? { reason: "we know", at, actor: "local" } : null,
    actor: "analysis",
    at,
  };
}
