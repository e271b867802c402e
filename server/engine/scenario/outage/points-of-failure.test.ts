import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { indexConfiguration } from "../../configuration";
import { type Intent, inferIntents } from "../../intent";
import { singleFailures } from "./single-failures";
import { runWhatIf } from "./what-if";

/** The required flow from app-a alone to the internet, of those that are inferred of B1. */
function egressOfAppA(): { configuration: ReturnType<typeof buildConfiguration>; intent: Intent } {
  const configuration = buildConfiguration(b1());
  const { intents } = inferIntents(indexConfiguration(configuration));
  const egress = intents.find(
    ({ from, to }) => to.kind === "internet" && from.kind === "tier" && from.members.includes("app-a"),
  );
  if (egress?.from.kind !== "tier") throw new Error("app-a has no way out");
  return { configuration, intent: { ...egress, from: { ...egress.from, members: ["app-a"] } } };
}

it("case 180, F-2: the single points of failure of app-a's way to the internet are exactly these", () => {
  const { configuration, intent } = egressOfAppA();
  const points = singleFailures(indexConfiguration(configuration)).filter((failure) => {
    const { lost } = runWhatIf(configuration, [intent], {
      failures: [failure],
      horizon: "T1",
      view: "configured",
    });
    return lost.length > 0;
  });
  expect(points.map(({ kind, id, route }) => [kind, id, ...(route ? [route] : [])].join(" ")).sort()).toEqual(
    [
      "instance app-a",
      "internetGateway igw-1",
      "natGateway nat-a",
      "networkInterface eni-app-a",
      // The default ACL is that of both subnets on the way.
      "networkAcl acl-v1",
      "routeTable rt-prv-a 0.0.0.0/0",
      "routeTable rt-pub 0.0.0.0/0",
      "securityGroup sg-app",
      "subnet prv-a",
      "subnet pub-a",
      "zone zone-a",
    ].sort(),
  );
});
