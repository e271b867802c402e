import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { but } from "../../../testing/network-builder-change";
import { analyze } from "../../alert";
import type { Configuration } from "../../configuration";
import { applyChanges, indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent";
import { attackFacts, declareResources, withDeclaredFacts } from "../../scenario";
import { buildNetwork } from "../../semantics";
import { tryFixes } from "./try-fixes";

const EXEC = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const bug = (on: string, port: number) => ({ id: `CVE-1 ${on}`, on, port, vector: EXEC });
const DATA = { name: "orders", resource: "db-a", class: "payment", port: 5432 };

function declared(facts: object, spec = b1()): Configuration {
  const parsed = factsSchema.parse(facts);
  const { configuration } = declareResources(buildConfiguration(spec), parsed);
  return withDeclaredFacts(configuration, [parsed]).configuration;
}

function withoutToken(configuration: Configuration): Configuration {
  const instance = configuration.resources.instance.map((each) => ({
    ...each,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional" },
  }));
  return { ...configuration, resources: { ...configuration.resources, instance } };
}

function fixesOf(configuration: Configuration, kind: string) {
  const analysis = analyze(configuration);
  const alert = analysis.alerts.find((each) => each.kind === kind);
  const base = { network: buildNetwork(configuration), intents: analysis.intents, analysis };
  return tryFixes(base, { fingerprint: alert?.fingerprint ?? "" });
}

describe("cures of an attack", () => {
  const facts = {
    dataStores: [DATA],
    vulnerabilities: [bug("web-a", 443), bug("app-a", 8080), bug("db-a", 5432)],
  };

  it("a patch is verified: on the copy the finding is gone, and no flow is closed", () => {
    const configuration = declared(facts);
    const { options } = fixesOf(configuration, "data-at-risk");
    const patches = options.filter(({ action }) => action === "patch");
    expect(patches.map(({ id, trial }) => [id, trial.verdict, trial.closed])).toEqual(
      ["web-a", "app-a", "db-a"].map((host) => [`patch ${host} CVE-1 ${host}`, "verified", []]),
    );
    const [first] = patches;
    expect(first?.cli).toContain("# What installs the patch depends on the host");
    expect(first?.trial.fixes.length).toBe(2);
    const copy = applyChanges(configuration, first?.operations ?? []);
    if (copy.kind !== "changed") throw new Error(copy.message);
    expect(analyze(copy.configuration).alerts.filter(({ family }) => family === "breach")).toEqual([]);
    expect(configuration.declared?.patches).toBeUndefined();
  });

  it("a rule is closed on purpose where its flow is only inferred, and not where it is declared", () => {
    const shop = {
      name: "shop",
      criticality: "high",
      flows: [{ from: "app-a", to: "db-a", ports: [5432] }],
    };
    const closed = (configuration: Configuration) =>
      fixesOf(configuration, "data-at-risk").options.find(({ id }) => id === "remove-rule db-a")?.trial;
    const needed = closed(declared({ ...facts, applications: [shop] }));
    expect(needed?.verdict).toBe("refused");
    expect(needed?.reasons.map(({ code }) => code)).toContain("required-flow-lost");
  });

  it("a patch does not count where another way is left", () => {
    const two = {
      ...facts,
      vulnerabilities: [...facts.vulnerabilities, { ...bug("web-a", 443), id: "CVE-2" }],
    };
    const { options } = fixesOf(declared(two), "data-at-risk");
    const patch = options.find(({ id }) => id.startsWith("patch web-a"));
    expect(patch?.trial).toMatchObject({ verdict: "refused", reasons: [{ code: "still-there" }] });
  });

  it("patching everything on the host counts where one patch leaves another way, and is not proposed for a single one", () => {
    const two = {
      ...facts,
      vulnerabilities: [...facts.vulnerabilities, { ...bug("web-a", 443), id: "CVE-2" }],
    };
    const configuration = declared(two);
    const whole = fixesOf(configuration, "data-at-risk").options.filter(
      ({ action }) => action === "patch-everything",
    );
    expect(whole.map(({ id, trial, changes }) => [id, trial.verdict, trial.closed, changes])).toEqual([
      [
        "patch-everything web-a",
        "verified",
        [],
        ["on instance `web-a`, install versions without any of the 2 vulnerabilities that are known of it"],
      ],
    ]);
    const copy = applyChanges(configuration, whole[0]?.operations ?? []);
    if (copy.kind !== "changed") throw new Error(copy.message);
    // The others' vulnerabilities are still known: only the way to them is gone.
    expect(
      attackFacts(indexConfiguration(copy.configuration)).facts.weaknesses.map(({ hostId }) => hostId),
    ).toEqual(["app-a", "db-a"]);
  });

  it("patching everything on one host does not count where another host is a way too", () => {
    const more = [bug("app-b", 8080), { ...bug("app-a", 8080), id: "CVE-2" }];
    const { options } = fixesOf(
      declared({ ...facts, vulnerabilities: [...facts.vulnerabilities, ...more] }),
      "data-at-risk",
    );
    const whole = options.find(({ id }) => id === "patch-everything app-a");
    expect(whole?.trial).toMatchObject({ verdict: "refused", reasons: [{ code: "still-there" }] });
  });

  it("the store's rules name the tier that keeps its key, all of them at once", () => {
    const open = but(b1(), {
      groups: {
        "sg-db": { in: ["tcp 5432 from 10.0.0.0/16", "tcp 5400-5500 from 10.0.0.0/8", "tcp 22 from sg-web"] },
      },
    });
    const keyed = {
      vulnerabilities: [bug("web-a", 443)],
      dataStores: [{ ...DATA, auth: "open" }],
      credentials: [{ on: "app-a", opens: "orders" }],
    };
    const { options } = fixesOf(declared(keyed, open), "data-at-risk");
    const move = options.find(({ action }) => action === "move-store-rule");
    expect(move?.changes).toEqual([
      'in security group `sg-db`, replace "tcp 5432 from 10.0.0.0/16" by "tcp 5432 from sg-app"',
      'in security group `sg-db`, remove "tcp 5400-5500 from 10.0.0.0/8"',
    ]);
    expect([move?.trial.verdict, move?.trial.reasons]).toEqual(["verified", []]);
    expect(move?.trial.opened).toEqual([]);
    // One of the two rules alone leaves the other way in.
    const closed = options.find(
      ({ action, changes }) => action === "remove-rule" && changes.every((text) => text.includes("sg-db")),
    );
    expect(closed?.trial.reasons.map(({ code }) => code)).toContain("still-there");
  });

  it("moving the store's rule is no option where it names the tier already, or nobody is known to need the store", () => {
    const ids = (given: object, spec = b1()) =>
      fixesOf(declared(given, spec), "data-at-risk").options.map(({ action }) => action);
    expect(ids({ ...facts, credentials: [{ on: "app-a", opens: "orders" }] })).not.toContain(
      "move-store-rule",
    );
    const open = but(b1(), { groups: { "sg-db": { in: ["tcp 5432 from 0.0.0.0/0"] } } });
    const alone = { vulnerabilities: [bug("web-a", 443)], dataStores: [{ ...DATA, auth: "open" }] };
    expect(ids(alone, open)).not.toContain("move-store-rule");
  });

  it("a token is asked for where a forged request takes the keys", () => {
    const ssrf = {
      vulnerabilities: [{ ...bug("web-a", 443), gain: "ssrf" }],
      dataStores: [DATA],
      roles: [{ name: "reports", on: "web-a", reads: "orders" }],
    };
    const { options } = fixesOf(withoutToken(declared(ssrf)), "data-at-risk");
    const token = options.find(({ action }) => action === "require-token");
    expect(token?.trial.verdict).toBe("verified");
    expect(token?.cli).toContain(
      "modify-instance-metadata-options --instance-id web-a --http-tokens required",
    );
    expect(token?.terraform).toContain("http_tokens");
  });
});
