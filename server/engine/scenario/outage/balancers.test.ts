import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { but } from "../../../testing/network-builder-change";
import { indexConfiguration } from "../../configuration";
import type { Intent } from "../../intent";
import type { Failure, Horizon } from "../../semantics";
import { resolveFailures } from "../reference/failure-reference";
import { downElements } from "./contained";
import { singleFailures } from "./single-failures";
import { runWhatIf } from "./what-if";

const configuration = buildConfiguration(b4());
const index = indexConfiguration(configuration);
const front: Intent = {
  id: "front",
  application: "shop",
  from: { kind: "internet" },
  to: { kind: "tier", name: "alb-1", members: ["alb-1"] },
  family: 4,
  protocol: "tcp",
  ports: [[443, 443]],
  members: "any",
  criticality: "high",
  origin: "declared",
  confidence: 1,
  why: "the front of the shop",
};
const NODE = "alb-1#zone-a";

it("knows a load balancer and its nodes as things that can fail", () => {
  const failures = singleFailures(index).filter(({ kind }) => kind.startsWith("loadBalancer"));
  expect(failures.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    "loadBalancer alb-1",
    "loadBalancerNode alb-1#zone-a",
    "loadBalancerNode alb-1#zone-b",
  ]);
  const [whole] = failures;
  expect([...downElements(index, whole ? [whole] : []).keys()]).toEqual([
    "alb-1",
    "alb-1#zone-a",
    "eni-alb-1-pub-a",
    "alb-1#zone-b",
    "eni-alb-1-pub-b",
  ]);
  expect(downElements(index, [{ kind: "zone", id: "zone-a", mode: "down" }]).get(NODE)?.name).toBe(
    "alb-1 in zone-a",
  );
});

it.each([
  ["alb-1", { kind: "loadBalancer", id: "alb-1" }],
  [NODE, { kind: "loadBalancerNode", id: NODE }],
])("takes %s for what fails", (text, failure) => {
  expect(resolveFailures(index, text)).toEqual({
    kind: "failures",
    failures: [{ ...failure, mode: "down" }],
  });
});

it("says which nodes there are where a zone has none", () => {
  const resolved = resolveFailures(index, "alb-1#zone-c");
  expect(resolved).toMatchObject({ kind: "nothing", candidates: [{ id: NODE }, { id: "alb-1#zone-b" }] });
});

it.each<{
  name: string;
  failure: Failure;
  horizon: Horizon;
  lost: number;
  degraded: number;
  sentence: RegExp;
}>([
  {
    name: "the balancer itself",
    failure: { kind: "loadBalancer", id: "alb-1", mode: "down" },
    horizon: "T1",
    lost: 1,
    degraded: 0,
    sentence: /^Losing alb-1 /,
  },
  {
    name: "one node, at once",
    failure: { kind: "loadBalancerNode", id: NODE, mode: "down" },
    horizon: "T0",
    lost: 0,
    degraded: 1,
    sentence: /^Losing the node of alb-1 in zone zone-a /,
  },
  {
    name: "the subnets' way out",
    failure: { kind: "internetGateway", id: "igw-1", mode: "down" },
    horizon: "T1",
    lost: 1,
    degraded: 0,
    sentence: /^Losing igw-1 /,
  },
])("judges a flow to a balancer by its name: $name", ({ failure, horizon, lost, degraded, sentence }) => {
  const result = runWhatIf(configuration, [front], { failures: [failure], horizon, view: "observed" });
  expect([result.lost.length, result.degraded.length]).toEqual([lost, degraded]);
  expect(result.sentence).toMatch(sentence);
});

const figures = (failures: readonly Failure[], horizon: Horizon, spec = b4()) =>
  runWhatIf(buildConfiguration(spec), [front], { failures: [...failures], horizon, view: "observed" });
const zoneA: Failure = { kind: "zone", id: "zone-a", mode: "down" };
const scaled = but(b4(), {
  scalingGroups: { asg: { vms: ["app-a", "app-b"], subnets: ["prv-a", "prv-b"], desired: 2 } },
});

it.each<[Horizon, number]>([
  ["T1", 1],
  ["T2", 2],
])("case 122: a zone fails, and %s counts %i healthy targets (F-30, F-33)", (horizon, healthyTargets) => {
  const { redundancy, lost, degraded } = figures([zoneA], horizon, scaled);
  expect(redundancy).toEqual([
    {
      element: { kind: "loadBalancer", id: "alb-1", name: "alb-1" },
      before: { zones: 2, nodes: 2, healthyTargets: 2 },
      after: { zones: 1, nodes: 1, healthyTargets },
    },
  ]);
  expect([lost.length, degraded.length]).toEqual([0, 1]);
});

it("tells of the last healthy target although the flow works as before (F-2, F-33)", () => {
  const result = figures([{ kind: "instance", id: "app-a", mode: "down" }], "T1");
  expect(result.degraded.map(({ before, after }) => [before, after])).toEqual([["REACHABLE", "REACHABLE"]]);
  expect(result.sentence).toContain("alb-1 is left with 1 healthy target");
});

it("leaves a flow alone whose balancer loses nothing", () => {
  const result = figures([{ kind: "instance", id: "db-a", mode: "down" }], "T1");
  expect([result.redundancy.length, result.unaffectedCount]).toEqual([0, 1]);
});
