import { describe, expect, it } from "vitest";
import { actionStateSchema, NEXT_STATES } from "../../server/engine/remediation/action-state.schema";
import { ACTION_STATES, AT_WORK } from "./action-words";
import { expiryText } from "./expiry";
import { stepText } from "./step-words";

const place = { accountId: "111122223333", region: "eu-central-1" };
const rule = {
  protocol: 6,
  fromPort: 3306,
  toPort: 3306,
  peer: { kind: "prefix", prefix: "0.0.0.0/0" },
} as const;

describe("a state of an action", () => {
  it("is green only when it was carried out and verified", () => {
    const green = actionStateSchema.options.filter((state) => ACTION_STATES[state].tone === "ok");
    expect(green).toEqual(["succeeded"]);
  });

  it("is at work exactly where something follows by itself", () => {
    const goesOn = actionStateSchema.options.filter((state) => NEXT_STATES[state].length > 0);
    expect(new Set(AT_WORK)).toEqual(new Set(goesOn.filter((state) => state !== "awaiting-approval")));
  });

  it("says that nothing was done wherever nothing was", () => {
    for (const state of ["recorded", "refused", "rejected", "expired", "cancelled"] as const)
      expect(ACTION_STATES[state].says, state).toContain("Nothing was done");
  });
});

describe("a step in words", () => {
  it("says which rule goes, and that it expects to find it", () => {
    const step = {
      kind: "revoke-group-rule",
      place,
      securityGroupId: "sg-1",
      direction: "ingress",
      rule,
    } as const;
    expect(stepText(step)).toBe('Revoke "tcp 3306 from 0.0.0.0/0" of `sg-1`; expects to find it.');
    const range = { ...rule, fromPort: 1, toPort: 9 };
    expect(stepText({ ...step, direction: "egress", rule: range })).toContain('"tcp 1-9 to 0.0.0.0/0"');
    const all = { protocol: -1, peer: { kind: "securityGroup", securityGroupId: "sg-2" } } as const;
    expect(stepText({ ...step, rule: all })).toContain('"every protocol from sg-2"');
  });

  it("says from where a route is pointed away", () => {
    const step = {
      kind: "replace-route",
      place,
      routeTableId: "rtb-1",
      destination: { prefix: "0.0.0.0/0" },
      from: { kind: "natGateway", id: "nat-1" },
      to: { kind: "natGateway", id: "nat-2" },
    } as const;
    expect(stepText(step)).toBe(
      "Point the route of `rtb-1` to `0.0.0.0/0` at `nat-2`; expects it to point at `nat-1`.",
    );
  });
});

it("what is left of the time for an approval is never rounded up", () => {
  expect([-1, 59_999, 60_000, 3_599_999, 3_600_000, 12_059_999].map(expiryText)).toEqual([
    "its time is over",
    "expires in less than a minute",
    "expires in 1 min",
    "expires in 59 min",
    "expires in 1 h",
    "expires in 3 h 20 min",
  ]);
});
