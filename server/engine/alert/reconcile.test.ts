import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { but, type NetworkChange } from "../../testing/network-builder-change";
import type { AlertState } from "./alert.schema";
import { analyze } from "./analyze";
import { type ExistingAlert, reconcileAlerts } from "./reconcile";

const analysis = (...changes: NetworkChange[]) => analyze(buildConfiguration(but(b1(), ...changes)));
const before = analysis();

/** What stands after the first analysis, one alert in a state of its own. */
function standing(id: string, state: AlertState): readonly ExistingAlert[] {
  return before.alerts.map(({ fingerprint, kind, subject, family }) => ({
    fingerprint,
    kind,
    subject,
    state: subject.id === id && family === "outage" ? state : "open",
  }));
}

interface Row {
  readonly name: string;
  readonly state?: AlertState;
  readonly subject: string;
  readonly changes: readonly NetworkChange[];
  readonly expected: readonly [state: AlertState, change: string];
}

const SECOND_DB: NetworkChange = {
  vms: { "db-b": { subnet: "prv-b", addresses: ["10.0.11.20"], groups: ["sg-db"] } },
};
const BLIND: NetworkChange = { coverage: { instance: "denied" } };

it.each<Row>([
  { name: "still there: updated", subject: "db-a", changes: [], expected: ["open", "updated"] },
  {
    name: "decided and holds: resolved",
    subject: "db-a",
    changes: [SECOND_DB],
    expected: ["resolved", "resolved"],
  },
  {
    name: "not decided: unverified",
    subject: "db-a",
    changes: [SECOND_DB, BLIND],
    expected: ["unverified", "unverified"],
  },
  {
    name: "dismissed stays dismissed",
    state: "dismissed",
    subject: "db-a",
    changes: [],
    expected: ["dismissed", "kept"],
  },
  {
    name: "dismissed and not decided stays dismissed",
    state: "dismissed",
    subject: "db-a",
    changes: [SECOND_DB, BLIND],
    expected: ["dismissed", "kept"],
  },
  {
    name: "dismissed and gone is resolved",
    state: "dismissed",
    subject: "db-a",
    changes: [SECOND_DB],
    expected: ["resolved", "resolved"],
  },
  {
    name: "resolved and back: reopened",
    state: "resolved",
    subject: "db-a",
    changes: [],
    expected: ["open", "reopened"],
  },
  {
    name: "unverified and seen again: open",
    state: "unverified",
    subject: "db-a",
    changes: [],
    expected: ["open", "updated"],
  },
  {
    name: "resolved stays resolved",
    state: "resolved",
    subject: "db-a",
    changes: [SECOND_DB],
    expected: ["resolved", "kept"],
  },
  {
    name: "the subject is gone from a complete input: resolved",
    subject: "nat-b",
    changes: [{ nats: { "nat-b": null }, tables: { "rt-prv-b": { routes: [] } } }],
    expected: ["resolved", "resolved"],
  },
  {
    name: "the subject is gone from a partial input: unverified",
    subject: "nat-b",
    changes: [
      { nats: { "nat-b": null }, tables: { "rt-prv-b": { routes: [] } } },
      { coverage: { natGateway: "denied" } },
    ],
    expected: ["unverified", "unverified"],
  },
  {
    name: "the subject was stopped: it has nothing to lose",
    subject: "web-a",
    changes: [{ vms: { "web-a": { state: "stopped" } } }],
    expected: ["resolved", "resolved"],
  },
])("$name", ({ state = "open", subject, changes, expected }) => {
  const fates = reconcileAlerts(standing(subject, state), analysis(...changes));
  const alert = before.alerts.find((each) => each.subject.id === subject && each.family === "outage");
  const fate = fates.filter(({ fingerprint }) => fingerprint === alert?.fingerprint);
  expect(fate.map((each) => [each.state, each.change])).toEqual([expected]);
});

it("opens what is new, and never doubles what is known", () => {
  const first = reconcileAlerts([], before);
  expect(first.every(({ change }) => change === "opened")).toBe(true);
  const second = reconcileAlerts(standing("none", "open"), before);
  expect(second.map(({ change }) => change)).toEqual(before.alerts.map(() => "updated"));
  expect(new Set(second.map(({ fingerprint }) => fingerprint)).size).toBe(second.length);
});

it("resolves an alert that another element's alert now tells of", () => {
  // The lone web host was the weakness; with a second one beside it, the zone is, and tells of both.
  const beside: NetworkChange = {
    vms: {
      "web-b": {
        subnet: "pub-a",
        addresses: ["10.0.0.11"],
        groups: ["sg-web"],
        publicAddress: "198.51.100.11",
      },
    },
  };
  const fates = reconcileAlerts(standing("none", "open"), analysis(beside));
  const web = before.alerts.find(({ subject, family }) => subject.id === "web-a" && family === "outage");
  expect(fates.find(({ fingerprint }) => fingerprint === web?.fingerprint)?.state).toBe("resolved");
  expect(fates.some(({ alert, change }) => change === "opened" && alert?.subject.id === "zone-a")).toBe(true);
});
