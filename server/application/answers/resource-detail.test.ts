import { describe, expect, it } from "vitest";
import type { IntentEnd } from "../../engine/intent";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { holdSnapshot } from "./held-snapshot";
import { describeResource } from "./resource-detail";

const hold = (spec: NetworkSpec) => holdSnapshot(buildConfiguration(spec), "");
const detail = (id: string, spec = b1()) => {
  const found = describeResource(hold(spec), id);
  if (!found) throw new Error(`nothing is called ${id}`);
  return found;
};
describe("a resource", () => {
  it("is absent when nothing has its id", () => {
    expect(describeResource(hold(b1()), "nobody")).toBeNull();
    expect(describeResource(hold(b1()), "__proto__")).toBeNull();
  });

  it("tells what it refers to from what refers to it, each by kind and id", () => {
    const { refersTo, referredBy, neighbourCount } = detail("nat-a");
    expect(refersTo.map(({ id }) => id)).toEqual(expect.arrayContaining(["pub-a", "v1"]));
    expect(referredBy.map(({ id }) => id)).toContain("rt-prv-a");
    expect(refersTo.map(({ id }) => id)).not.toContain("rt-prv-a");
    expect(neighbourCount).toBe(new Set([...refersTo, ...referredBy].map(({ id }) => id)).size);
    const ids = detail("sg-app").referredBy.map(({ kind, id }) => `${kind} ${id}`);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toEqual(expect.arrayContaining(["networkInterface eni-app-a", "securityGroup sg-db"]));
  });

  it.each([
    { id: "db-a", at: "a host", expected: true },
    { id: "eni-db-a", at: "its interface", expected: true },
    { id: "prv-a", at: "its subnet", expected: true },
    { id: "v1", at: "its VPC", expected: true },
    { id: "zone-a", at: "its zone", expected: true },
    { id: "sg-db", at: "its group", expected: true },
    { id: "prv-b", at: "another subnet: a caller stands there", expected: true },
    { id: "igw-1", at: "a gateway", expected: false },
  ])("names the required flows that begin or end at $at", ({ id, expected }) => {
    const toDatabase = ({ to }: { to: IntentEnd }) => to.kind === "tier" && to.members.includes("db-a");
    expect(detail(id).flows.some(toDatabase)).toBe(expected);
  });

  it("says the addresses and subnet of a host, which its interfaces have", () => {
    const { facts } = detail("web-a");
    expect(facts).toContainEqual({ label: "Private address", value: "10.0.0.10", copy: true });
    expect(facts).toContainEqual({ label: "Public address", value: "198.51.100.10", copy: true });
    expect(facts).toContainEqual({ label: "Subnet", value: "pub-a", copy: true });
    expect(facts.map(({ label }) => label)).not.toContain("Kind");
  });

  it("labels facts in words", () => {
    const { facts } = detail("pub-a");
    expect(facts).toContainEqual({ label: "VPC ID", value: "v1" });
    expect(facts).toContainEqual(expect.objectContaining({ label: "Map public IP on launch" }));
  });

  it("can be read as it is", () => {
    expect(JSON.parse(detail("nat-a").raw)).toMatchObject({ kind: "natGateway", id: "nat-a" });
  });
});
