import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { network } from "../../../testing/network-builder-change";
import { indexConfiguration } from "../../configuration";
import { type Intent, inferIntents } from "../../intent";
import { outageBaseline } from "./baseline";
import { MAX_TRACES, MAX_TRACES_PER_FLOW } from "./intent-baseline";
import { whatIfFrom } from "./what-if";

const HOST_COUNT = 65;

/** A tier of hosts that calls another one of the same size. */
function twoTiers() {
  const hosts = (subnet: string, network: number, group: string) =>
    Array.from({ length: HOST_COUNT }, (_, i) => [
      `${subnet}-${String(i).padStart(2, "0")}`,
      { subnet, addresses: [`10.0.${network}.${i + 10}`], groups: [group] },
    ]);
  return buildConfiguration(
    network({
      vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
      subnets: {
        web: { vpc: "v", prefixes: ["10.0.1.0/24"], zone: "z1" },
        app: { vpc: "v", prefixes: ["10.0.2.0/24"], zone: "z1" },
      },
      tables: { rt: { vpc: "v", subnets: ["web", "app"], routes: [] } },
      groups: { "sg-web": { vpc: "v", in: [] }, "sg-app": { vpc: "v", in: ["tcp 8080 from sg-web"] } },
      vms: Object.fromEntries([...hosts("web", 1, "sg-web"), ...hosts("app", 2, "sg-app")]),
    }),
  );
}

const configuration = twoTiers();
const { intents } = inferIntents(indexConfiguration(configuration));
const eachAlone = (hostId: string) => hostId;
const blocked = { kind: "securityGroup", id: "sg-app", mode: "blocked" } as const;

it("hosts that are alike make one pair, however many they are", () => {
  const baseline = outageBaseline(configuration, intents);
  expect(baseline.intents.map(({ pairs }) => pairs.length)).toEqual([1]);
  const { lost } = whatIfFrom(baseline, [blocked]);
  expect(lost.map(({ lostMembers }) => lostMembers.length)).toEqual([HOST_COUNT]);
});

it("one host of many is left out by itself", () => {
  const baseline = outageBaseline(configuration, intents);
  const { degraded } = whatIfFrom(baseline, [{ kind: "instance", id: "web-07", mode: "down" }]);
  expect(degraded.map(({ lostMembers }) => lostMembers.map(({ id }) => id))).toEqual([["web-07"]]);
  expect(degraded[0]?.evidence.before[0]?.element.id).toBe("eni-web-07");
});

it("a flow with more different pairs than are traced is undecided and says so", () => {
  const baseline = outageBaseline(configuration, intents, { keyOf: eachAlone });
  const result = whatIfFrom(baseline, [blocked]);
  expect(result.lost).toEqual([]);
  expect(result.undecided).toMatchObject([{ effect: "undecided", before: "UNKNOWN", after: "UNKNOWN" }]);
  expect(result.undecided[0]?.missing.join()).toContain(`${HOST_COUNT * HOST_COUNT} different pairs`);
});

it("flows after the last trace are undecided, those before it are not", () => {
  const narrow = intents.map((intent): Intent => ({ ...intent, to: members(intent.to, 63) }));
  const many = Array.from({ length: 9 }, (_, i) =>
    narrow.map((intent) => ({ ...intent, id: `${i}` })),
  ).flat();
  const { intents: traced } = outageBaseline(configuration, many, { keyOf: eachAlone });
  const fitting = Math.floor(MAX_TRACES / (HOST_COUNT * 63));
  expect(HOST_COUNT * 63).toBeLessThanOrEqual(MAX_TRACES_PER_FLOW);
  expect(traced.map(({ untraced }) => untraced === null)).toEqual(many.map((_, i) => i < fitting));
}, 120_000);

function members(end: Intent["to"], count: number): Intent["to"] {
  return end.kind === "tier" ? { ...end, members: end.members.slice(0, count) } : end;
}
