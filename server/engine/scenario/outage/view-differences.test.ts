import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { but } from "../../../testing/network-builder-change";
import type { Intent } from "../../intent";
import type { Failure } from "../../semantics";
import { runWhatIf } from "./what-if";
import { whatIfResultSchema } from "./what-if-result.schema";

const lossOfA: Failure = { kind: "instance", id: "app-a", mode: "down" };
/** The internet needs the balancer, by the interface of one of its nodes. */
const NEEDED: Intent = {
  id: "needed",
  application: "shop",
  from: { kind: "internet" },
  to: { kind: "tier", name: "alb-1", members: ["eni-alb-1-pub-a"] },
  family: 4,
  protocol: "tcp",
  ports: [[443, 443]],
  members: "any",
  criticality: "normal",
  origin: "declared",
  confidence: 1,
  why: "a test",
};

function whatIf(targets: readonly string[], view: "both" | "configured" | "observed" = "both") {
  const configuration = buildConfiguration(but(b4(), { targetGroups: { "tg-app": { targets } } }));
  return runWhatIf(configuration, [NEEDED], { failures: [lossOfA], horizon: "T1", view });
}

it("the worse answer leads, and the standby that is not well now is named", () => {
  const result = whatIf(["app-a", "app-b unhealthy"]);
  expect(result.degraded.map(({ intent }) => intent.id)).toEqual(["needed"]);
  expect(result.differences).toEqual([
    {
      intentId: "needed",
      leading: "observed",
      effect: "degraded",
      otherEffect: "degraded",
      causes: [{ kind: "instance", id: "app-b" }],
      text: "survives by design, but target `app-b` of `tg-app` is unhealthy now",
    },
  ]);
  expect(result.sentence).toContain(
    "By design one of these flows survives, but target `app-b` of `tg-app` is unhealthy now.",
  );
  expect(whatIfResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

it("each view alone says its own", () => {
  const targets = ["app-a", "app-b unhealthy"];
  const after = (view: "configured" | "observed") => whatIf(targets, view).degraded.map((each) => each.after);
  expect(after("observed")).toEqual(["PARTIAL"]);
  // By design it works as before, with one target left.
  expect(after("configured")).toEqual(["REACHABLE"]);
  expect(whatIf(targets, "configured").differences).toBeUndefined();
});

it("what is recorded as not well elsewhere is no cause", () => {
  const result = whatIf(["app-a", "app-b unhealthy", "10.9.9.9 unhealthy"]);
  expect(result.differences?.map(({ causes }) => causes.map(({ id }) => id))).toEqual([["app-b"]]);
});

it("nothing differs where nothing is recorded as not well", () => {
  expect(whatIf(["app-a", "app-b"]).differences).toEqual([]);
});
