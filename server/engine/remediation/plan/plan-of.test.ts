import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import { applyChanges, type Change, type ConfigurationIndex, indexConfiguration } from "../../configuration";
import type { FixOption } from "../fix-option.schema";
import { isReversible } from "./inverse-of";
import { type Plan, planSchema } from "./plan.schema";
import { planHash } from "./plan-hash";
import { type CarriedOutBy, planOf } from "./plan-of";
import { add, addRoute, line, remove, replace, resize, retarget, STEPS, sized } from "./plan-of.cases";
import { stepChanges } from "./plan-steps";
import { stepStanding } from "./step-standing";
import { touchedForm } from "./touched-form";

const PROVIDER: CarriedOutBy = { kind: "provider" };
const WEBHOOK: CarriedOutBy = { kind: "webhook", name: "tickets" };

function networkWith(...changes: readonly NetworkChange[]): ConfigurationIndex {
  return indexConfiguration(buildConfiguration(but(b1(), ...changes)));
}

const optionOf = (operations: readonly Change[]): FixOption => ({
  id: "o",
  action: "remove-rule",
  title: "A cure",
  effort: "low",
  sideEffects: [],
  operations: [...operations],
  changes: operations.map(({ kind }) => kind),
  terraform: "",
  cli: "",
});

function planned(index: ConfigurationIndex, operations: readonly Change[], by = PROVIDER) {
  return planOf(index, { snapshotId: "s", fingerprint: "f", option: optionOf(operations), by });
}

function planFor(index: ConfigurationIndex, operations: readonly Change[], by = PROVIDER): Plan {
  const made = planned(index, operations, by);
  if (made.kind === "impossible") throw new Error(made.reason);
  return planSchema.parse(made.plan);
}

function reasonAgainst(index: ConfigurationIndex, operations: readonly Change[], by = PROVIDER): string {
  const made = planned(index, operations, by);
  return made.kind === "impossible" ? made.reason : `a plan of ${made.plan.steps.length} steps`;
}

describe("the steps of a plan", () => {
  it.each(STEPS)("%s", (_, change, operations, steps, inverse) => {
    const index = networkWith(change);
    const plan = planFor(index, operations);
    expect(plan.steps.map(line)).toEqual(steps);
    expect(plan.inverse?.map(line)).toEqual(inverse);
    expect(plan.steps.every(({ kind }) => kind === "webhook")).toBe(false);
    expect(plan.changes).toEqual(operations);
  });

  it.each(STEPS)("lead to the forms that the plan tells, and back: %s", (_, change, operations) => {
    const index = networkWith(change);
    const plan = planFor(index, operations);
    const there = applyChanges(index.configuration, stepChanges(plan.steps));
    if (there.kind !== "changed") throw new Error(there.message);
    const back = applyChanges(there.configuration, stepChanges(plan.inverse ?? []));
    if (back.kind !== "changed") throw new Error(back.message);
    for (const { element, before, after } of plan.touched) {
      const form = (configuration: typeof there.configuration) => {
        const resource = indexConfiguration(configuration).find(element.id);
        return resource && touchedForm(resource);
      };
      expect(form(index.configuration)).toBe(before);
      expect(form(there.configuration)).toBe(after);
      expect(form(back.configuration)).toBe(before);
      expect(after).not.toBe(before);
    }
  });
});

describe("what cannot be planned", () => {
  const IMPOSSIBLE: readonly (readonly [string, NetworkChange, readonly Change[], RegExp])[] = [
    [
      "a rule that is not there",
      {},
      [remove("tcp 81 from 0.0.0.0/0")],
      /has no such rule: it was changed since/,
    ],
    [
      "a type while the instance runs",
      sized("running"),
      [resize],
      /`app-a` is running: .* only while it is stopped/,
    ],
    [
      "a group that is not there",
      { groups: { "sg-web": null }, vms: { "web-a": null } },
      [remove("tcp 80 from 0.0.0.0/0")],
      /`sg-web` is not in the configuration/,
    ],
    [
      "a route to nothing that is known",
      {},
      [{ ...addRoute, target: { kind: "unknown", id: "cagw-1", name: "carrier gateway" } } as Change],
      /to carrier gateway cannot be made/,
    ],
    [
      "software at the provider",
      {},
      [{ kind: "patch-host", instanceId: "app-a", name: "CVE-2026-1", fixedIn: [] }],
      /installing software on an instance is not carried out/,
    ],
    [
      "what is told in other words alone",
      {},
      [replace("tcp 80 from 0.0.0.0/0", "tcp 80 from 0.0.0.0/0 # web")],
      /stands already/,
    ],
  ];
  it.each(IMPOSSIBLE)("%s", (_, change, operations, reason) => {
    expect(reasonAgainst(networkWith(change), operations)).toMatch(reason);
  });
});

describe("a message", () => {
  const gateway: Change = {
    kind: "add-nat-gateway",
    id: "new-nat",
    name: "new",
    subnetId: "pub-b",
    networkInterfaceId: "new-eni",
    allocationId: "new-ip",
    privateAddress: "10.0.1.9",
    publicAddress: "198.51.100.9",
  };

  it("carries changes of any kind as one step that nothing undoes", () => {
    const plan = planFor(networkWith(), [gateway, retarget("nat-b", "new-nat")], WEBHOOK);
    expect(plan.steps.map(line)).toEqual(["webhook tickets 2"]);
    expect(plan.inverse).toBeNull();
    expect(stepStanding({ kind: "webhook", name: "tickets", changes: [gateway] }, undefined)).toBe("pending");
    // The provider chooses the id of the gateway: the form of the table cannot be told.
    const table = plan.touched.find(({ element }) => element.kind === "routeTable");
    expect(table?.after).toBeNull();
    expect(reasonAgainst(networkWith(), [gateway, retarget("nat-b", "new-nat")])).toMatch(
      /creating NAT gateways and Elastic IPs is not carried out/,
    );
  });

  it("tells the forms where nothing is made", () => {
    const changes = [remove("tcp 80 from 0.0.0.0/0")];
    const [message, direct] = [planFor(networkWith(), changes, WEBHOOK), planFor(networkWith(), changes)];
    expect(message.touched).toEqual(direct.touched);
  });
});

describe("undoing", () => {
  it("is not possible towards a gateway that is gone", () => {
    const gone: NetworkChange = { nats: { "nat-b": { state: "deleted" } } };
    expect(planFor(networkWith(gone), [retarget("nat-b", "nat-a")]).inverse).toBeNull();
    expect(planFor(networkWith(), [retarget("nat-b", "nat-a")]).inverse).not.toBeNull();
  });

  it("is not possible for a scaling group that starts nobody", () => {
    const asg = { subnets: ["prv-a"], desired: 2, most: 3, vms: ["app-a", "app-b"] };
    const smaller: Change = {
      kind: "set-desired-capacity",
      autoScalingGroupId: "asg",
      from: 2,
      to: 1,
      members: [],
    };
    const inverse = (suspended: readonly string[]) =>
      planFor(networkWith({ scalingGroups: { asg: { ...asg, suspended } } }), [smaller]).inverse;
    expect(inverse([])).not.toBeNull();
    expect(inverse(["Launch"])).toBeNull();
  });

  it("is a matter of the kind of action first", () => {
    expect(isReversible("remove-rule")).toBe(true);
    expect(isReversible("patch")).toBe(false);
    expect(isReversible("restore-egress")).toBe(false);
  });
});

describe("the standing of a step", () => {
  const plan = planFor(networkWith(sized("stopped")), [
    replace("tcp 80 from 0.0.0.0/0", "tcp 80 from 10.0.0.0/16"),
    retarget("nat-b", "nat-a"),
    addRoute,
    resize,
  ]);
  const standings = (index: ConfigurationIndex) =>
    plan.steps.map((step) => {
      const id =
        "securityGroupId" in step
          ? step.securityGroupId
          : "routeTableId" in step
            ? step.routeTableId
            : "app-a";
      return `${step.kind} ${stepStanding(step, index.find(id))}`;
    });

  it("is pending before, and standing after", () => {
    expect(standings(networkWith(sized("stopped"))).every((each) => each.endsWith(" pending"))).toBe(true);
    const after = applyChanges(networkWith(sized("stopped")).configuration, plan.changes);
    if (after.kind !== "changed") throw new Error(after.message);
    expect(standings(indexConfiguration(after.configuration)).every((each) => each.endsWith(" stands"))).toBe(
      true,
    );
  });

  it("is a conflict where production is neither, or the thing is gone", () => {
    const other = networkWith(
      sized("running"),
      { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> igw-1", "10.9.0.0/16 -> nat-a"] } } },
      { groups: { "sg-web": { in: and("tcp 80 from 10.0.0.0/16") } } },
    );
    expect(standings(other)).toEqual([
      "authorize-group-rule stands",
      "create-route conflict",
      "revoke-group-rule pending",
      "replace-route conflict",
      "set-instance-type conflict",
    ]);
    expect(plan.steps.map((step) => stepStanding(step, undefined))).toEqual(plan.steps.map(() => "conflict"));
  });

  it("knows a rule whatever its description says", () => {
    const told = applyChanges(networkWith().configuration, [
      replace("tcp 80 from 0.0.0.0/0", "tcp 80 from 0.0.0.0/0 # web"),
    ]);
    if (told.kind !== "changed") throw new Error(told.message);
    const group = indexConfiguration(told.configuration).find("sg-web");
    const [step] = planFor(networkWith(), [remove("tcp 80 from 0.0.0.0/0")]).steps;
    expect(step && stepStanding(step, group)).toBe("pending");
  });
});

describe("the hash of a plan", () => {
  const index = networkWith();
  const plan = planFor(index, [remove("tcp 80 from 0.0.0.0/0")]);

  it("is the same for the same plan of another snapshot, and in other words", () => {
    expect(planHash(plan)).toMatch(/^[0-9a-f]{64}$/);
    expect(planHash({ ...plan, snapshotId: "t", title: "other", texts: [] })).toBe(planHash(plan));
  });

  it("differs with whatever decides what is done", () => {
    const [touched] = plan.touched;
    if (!touched) throw new Error("nothing touched");
    const others: readonly Plan[] = [
      plan,
      { ...plan, fingerprint: "g" },
      { ...plan, action: "patch" },
      { ...plan, changes: [add("tcp 1 from 10.0.0.0/16")] },
      { ...plan, steps: [...plan.steps, ...plan.steps] },
      { ...plan, inverse: null },
      { ...plan, touched: [{ ...touched, before: `${touched.before} ` }] },
      { ...plan, touched: [{ ...touched, after: null }] },
      { ...plan, touched: [{ ...touched, place: { ...touched.place, accountId: "2" } }] },
    ];
    expect(new Set(others.map(planHash)).size).toBe(others.length);
  });
});
