import { expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { answerExposure } from "./answer-exposure";
import { holdSnapshot } from "./held-snapshot";

it("says of every host how open it is: what has no public address is not", () => {
  const configuration = buildConfiguration(b1());
  const { addressCount, resources } = answerExposure(holdSnapshot(configuration, ""));
  const reach = new Map(resources.map((each) => [each.id, each]));
  expect(addressCount).toBeGreaterThan(0);
  expect(reach.get("web-a")).toMatchObject({ reach: "internet" });
  expect(reach.get("web-a")?.flows.length).toBeGreaterThan(0);
  expect(reach.get("db-a")).toEqual({ id: "db-a", reach: "none", flows: [] });
  expect(resources.map(({ id }) => id)).toEqual(expect.arrayContaining(["app-a", "app-b", "db-a", "web-a"]));
});

it("is undecided where the input does not hold what decides", () => {
  const whole = buildConfiguration(b1());
  const configuration = { ...whole, resources: { ...whole.resources, networkAcl: [] } };
  const { resources } = answerExposure(holdSnapshot(configuration, ""));
  expect(resources.find(({ id }) => id === "web-a")).toMatchObject({ reach: "undecided" });
});
