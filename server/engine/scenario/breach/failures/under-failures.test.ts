import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../../testing/network-builder";
import { b1 } from "../../../../testing/network-builder-bases";
import { but } from "../../../../testing/network-builder-change";
import { indexConfiguration } from "../../../configuration";
import { factsSchema } from "../../../intent";
import { attackFacts } from "../understood-facts";
import { attackUnderFailures } from "./under-failures";

/** An appliance that lets only tcp/8443 through stands between web-a and app-a, by a route of the public subnets. */
const inspected = but(b1(), {
  groups: { "sg-m": { vpc: "v1", in: ["tcp 8443 from 0.0.0.0/0"] } },
  vms: {
    m: { subnet: "prv-b", addresses: ["10.0.11.30"], groups: ["sg-m"], sourceDestCheck: false },
  },
  tables: { "rt-pub": { routes: ["0.0.0.0/0 -> igw-1", "10.0.10.0/24 -> eni-m"] } },
});

const VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

function under(maxQuestions?: number, from: "internet" | "web-a" = "internet") {
  const { vulnerabilities } = factsSchema.parse({
    vulnerabilities: [
      { on: "web-a", id: "CVE-web", port: 443, vector: VECTOR },
      { on: "app-a", id: "CVE-app", port: 8080, vector: VECTOR },
    ],
  });
  const configuration = {
    ...buildConfiguration(inspected),
    declared: { applications: [], exceptions: [], vulnerabilities },
  };
  const { facts } = attackFacts(indexConfiguration(configuration));
  const starts =
    from === "internet"
      ? [{ kind: "internet" as const, prefixes: [] }]
      : [{ kind: "host" as const, id: from, level: "user" as const }];
  const scenario = { starts, assumesUserInteraction: false, excluded: [] };
  return attackUnderFailures(configuration, {
    facts,
    scenario,
    ...(maxQuestions === undefined ? {} : { maxQuestions }),
  });
}

describe("an attack while one thing is down", () => {
  it("gets around what inspects when its route is withdrawn, with the chain; not when what inspects fails", () => {
    const { changes, failureCount, leftOut } = under();
    const farther = changes.filter(({ falls }) => falls.length > 0);
    expect(farther.map(({ text }) => text)).toEqual([
      "withdrawal of the route to 10.0.10.0/24 from route table `rt-pub`",
    ]);
    const [fallen] = farther[0]?.falls ?? [];
    expect(fallen).toMatchObject({ as: "user", element: { id: "app-a" } });
    expect(fallen?.chain.map(({ kind, on }) => `${kind} ${on.id}`)).toEqual([
      "exploit web-a",
      "exploit app-a",
    ]);
    // What lets an attacker get farther comes first.
    expect(changes[0]).toBe(farther[0]);
    expect(changes.map(({ element }) => element.id)).not.toContain("m");
    expect(changes.length).toBeLessThan(failureCount / 2);
    expect(leftOut).toBeNull();
  });

  it("says what no longer falls, but not of what is down itself", () => {
    const spared = under().changes.filter(({ falls }) => falls.length === 0);
    const byFailure = new Map(
      spared.map(({ element, spared: list }) => [element.id, list.map((each) => each.element.id)]),
    );
    expect(byFailure.get("igw-1")).toEqual(["web-a"]);
    expect(byFailure.has("web-a")).toBe(false);
  });

  it("does not try failures that take away where it starts", () => {
    const { startCount, changes } = under(undefined, "web-a");
    // Its zone, its subnet, itself and its interface.
    expect(startCount).toBe(4);
    expect(changes.map(({ element }) => element.id)).not.toContain("web-a");
  });

  it("says under how many failures it was not followed", () => {
    const { leftOut, failureCount, changes } = under(0);
    expect(changes).toEqual([]);
    expect(leftOut).toContain(`under ${failureCount} of ${failureCount} failures it was not`);
    const some = under(12);
    expect(some.leftOut).toMatch(/under \d+ of \d+ failures it was not/);
    expect(some.changes.length).toBeLessThanOrEqual(under().changes.length);
  });
});
