import { describe, expect, it } from "vitest";
import { type Change, type Configuration, canonicalJson } from "../../engine/configuration";
import { factsSchema } from "../../engine/intent";
import { declareResources, withDeclaredFacts } from "../../engine/scenario";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { parseGroupRule } from "../../testing/network-builder-text";
import { answerChangeWhatIf } from "./answer-change-what-if";
import { holdSnapshot } from "./held-snapshot";

const EXEC = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const rule = (text: string) => ({ direction: "ingress", rule: parseGroupRule(text) }) as const;
const openDatabase: Change = {
  kind: "add-group-rule",
  securityGroupId: "sg-db",
  ...rule("tcp 5432 from sg-web"),
};
const closeWeb: Change = {
  kind: "remove-group-rule",
  securityGroupId: "sg-web",
  ...rule("tcp 443 from 0.0.0.0/0"),
};

function declared(given: object): Configuration {
  const facts = factsSchema.parse(given);
  const { configuration } = declareResources(buildConfiguration(b1()), facts);
  return withDeclaredFacts(configuration, [facts]).configuration;
}

function supposed(configuration: Configuration, ...changes: Change[]) {
  const { attack, sentence } = answerChangeWhatIf(holdSnapshot(configuration, canonicalJson(configuration)), {
    changes,
  });
  const ids = (list: readonly { id: string }[] = []) => list.map(({ id }) => id);
  return {
    sentence,
    falls: ids(attack?.falls),
    spared: ids(attack?.spared),
    atRisk: attack?.atRisk.map(({ name }) => name),
    secured: attack?.secured.map(({ name }) => name),
    undecided: ids(attack?.undecided),
    attack,
  };
}

describe("what supposed changes do to an attack", () => {
  const weak = { id: "CVE-1", on: "web-a", port: 443, vector: EXEC };
  const facts = {
    vulnerabilities: [weak],
    dataStores: [{ name: "orders", resource: "db-a", class: "payment", port: 5432, auth: "open" }],
  };

  it("a rule that lets a fallen host at a store puts its data at risk, and the sentence says so", () => {
    const { attack, sentence, atRisk, falls } = supposed(declared(facts), openDatabase);
    expect(atRisk).toEqual(["orders"]);
    expect(falls).toEqual([]);
    expect(attack?.leftOut).toBeNull();
    expect(sentence).toContain("puts the data of 1 more store at risk");
  });

  it("closing the way in spares the host, and the data behind it", () => {
    const copy = but(b1(), { groups: { "sg-db": { in: ["tcp 5432 from sg-app", "tcp 5432 from sg-web"] } } });
    const parsed = factsSchema.parse(facts);
    const { configuration } = declareResources(buildConfiguration(copy), parsed);
    const { spared, secured, sentence } = supposed(
      withDeclaredFacts(configuration, [parsed]).configuration,
      closeWeb,
    );
    expect([spared, secured]).toEqual([["web-a"], ["orders"]]);
    expect(sentence).toContain("keeps an attacker from the data of 1 store, keeps an attacker off 1 host");
  });

  it("what a vulnerability of unknown effect may open is undecided, and never told as safe or as lost", () => {
    const unknown = {
      ...facts,
      vulnerabilities: [{ id: "CVE-1", on: "web-a", port: 443, vector: "nonsense" }],
    };
    const { undecided, atRisk, sentence, attack } = supposed(declared(unknown), openDatabase);
    expect(atRisk).toEqual([]);
    expect(undecided.length).toBe(1);
    expect(attack?.undecided.map(({ name }) => name)).toEqual(["orders"]);
    expect(sentence).toContain("leaves open whether an attacker gets at 1 more");
  });

  it("nothing is said of attacks where nothing is known that one could use", () => {
    expect(supposed(declared({}), openDatabase).attack).toBeNull();
  });
});
