import { expect, it } from "vitest";
import { buildConfiguration } from "../../../../testing/network-builder";
import { b1 } from "../../../../testing/network-builder-bases";
import { and, but } from "../../../../testing/network-builder-change";
import { indexConfiguration } from "../../../configuration";
import { factsSchema } from "../../../intent";
import { declareResources } from "../../reference/declared-resources";
import { removableText } from "../choke/removable-text";
import { declaredBreach } from "../declared-breach";
import { supposeBugs } from "../supposed-bugs";
import { bestPatches, type PatchChoice } from "./best-patches";

/** From the internet web-a and web-b are reached, from there app-a and app-b, from there the databases. */
const network = but(b1(), { groups: { "sg-web": { in: and("tcp 8443 from 0.0.0.0/0") } } });
const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const onWeb = { on: "web-a", id: "CVE-web", port: 443, vector };
const onWebToo = { on: "web-a", id: "CVE-web-too", port: 8443, vector };
const onApp = { on: "app-a", id: "CVE-app", port: 8080, vector };
const payments = { name: "S", resource: "db-a", class: "payment", port: 5432, auth: "credential" };
const key = { name: "k", on: "app-a", opens: "S" };

function choose(
  declared: object,
  { limit = 2, bugs = [] as readonly string[], from = "", maxQuestions = 1_000 } = {},
) {
  const facts = factsSchema.parse(declared);
  const { configuration } = declareResources(buildConfiguration(network), facts);
  const index = indexConfiguration(configuration);
  const breach = declaredBreach(index, [{ file: "umbra.json", facts }]);
  const supposed = supposeBugs(index, breach.facts, bugs);
  expect([...breach.problems, ...supposed.problems]).toEqual([]);
  const start =
    from === ""
      ? ({ kind: "internet", prefixes: [] } as const)
      : ({ kind: "host", id: from, level: "user" } as const);
  const scenario = { starts: [start], assumesUserInteraction: false, excluded: [] };
  return bestPatches({ configuration, question: { facts: supposed.facts, scenario, maxQuestions } }, limit);
}

const told = (choice: PatchChoice | null) =>
  choice?.choices.map(
    ({ outcome, patches, left }) =>
      `${outcome}: ${patches.map(removableText).join(" + ") || "none"}: ${left.dataWeight} data, ${left.hostCount} hosts`,
  );

it.each<{
  name: string;
  facts: object;
  asked?: Parameters<typeof choose>[1];
  expected: readonly string[] | undefined;
}>([
  {
    name: "of two that keep the data safe, the one after which fewer hosts fall",
    facts: { vulnerabilities: [onWeb, onApp], dataStores: [payments], credentials: [key] },
    expected: ["best: patch CVE-web on web-a: 0 data, 0 hosts"],
  },
  {
    name: "two ways into one host: one patch is best further in, two close the door",
    facts: { vulnerabilities: [onWeb, onWebToo, onApp], dataStores: [payments], credentials: [key] },
    expected: [
      "best: patch CVE-app on app-a: 0 data, 1 hosts",
      "best: patch CVE-web on web-a + patch CVE-web-too on web-a: 0 data, 0 hosts",
    ],
  },
  {
    name: "two that do nothing alone: one patch is none, two are both",
    facts: { vulnerabilities: [onWeb, onWebToo] },
    expected: [
      "best: none: 0 data, 1 hosts",
      "best: patch CVE-web on web-a + patch CVE-web-too on web-a: 0 data, 0 hosts",
    ],
  },
  {
    name: "data that its owner calls payments before other data, and that before a sample",
    facts: {
      vulnerabilities: [
        onApp,
        { ...onApp, on: "app-b", id: "CVE-other" },
        { ...onApp, on: "db-a", port: 5432 },
      ],
      dataStores: [
        { name: "shown", resource: "db-a", class: "sample", port: 5432, auth: "credential" },
        { name: "logs", resource: "app-b", class: "logs", port: 8080, auth: "credential" },
        { name: "cards", resource: "app-a", class: "payment cards", port: 8080, auth: "credential" },
      ],
    },
    asked: { limit: 3, from: "web-a" },
    expected: [
      "best: patch CVE-app on app-a: 4 data, 2 hosts",
      "best: patch CVE-app on app-a + patch CVE-other on app-b: 0 data, 0 hosts",
    ],
  },
  {
    name: "one vulnerability on two ports of a host is one patch",
    facts: { vulnerabilities: [onWeb, { ...onWeb, port: 8443 }] },
    expected: ["best: patch CVE-web on web-a: 0 data, 0 hosts"],
  },
  {
    name: "a supposed bug cannot be patched: what is behind it can",
    facts: { vulnerabilities: [onApp], dataStores: [payments], credentials: [key] },
    asked: { bugs: ["web-a=tcp/443"] },
    expected: ["best: patch CVE-app on app-a: 0 data, 1 hosts"],
  },
  {
    name: "a way without a vulnerability is no shorter for a patch",
    facts: { dataStores: [payments], credentials: [key] },
    asked: { from: "app-a" },
    expected: ["best: none: 4 data, 0 hosts"],
  },
  {
    name: "what nobody can say the effect of counts where nothing that is known differs",
    facts: {
      vulnerabilities: [
        { on: "web-a", id: "CVE-silent", port: 443 },
        { on: "web-a", id: "CVE-harmless", port: 443, gain: "none" },
      ],
    },
    expected: ["best: patch CVE-silent on web-a: 0 data, 0 hosts"],
  },
  { name: "nothing falls", facts: { vulnerabilities: [{ ...onWeb, port: 22 }] }, expected: undefined },
])("$name", ({ facts, asked, expected }) => expect(told(choose(facts, asked))).toEqual(expected));

it("what may fall after the patches is told as open, never as safe", () => {
  const choice = choose(
    {
      vulnerabilities: [onWeb, { on: "web-a", id: "CVE-silent", port: 8443 }, onApp],
      dataStores: [payments],
      credentials: [key],
    },
    { limit: 1 },
  );
  expect(told(choice)).toEqual(["best: patch CVE-app on app-a: 0 data, 1 hosts"]);
  const [web] =
    choose({ vulnerabilities: [onWeb, { on: "web-a", id: "CVE-silent", port: 8443 }] }, { limit: 1 })
      ?.choices ?? [];
  expect(web?.left).toMatchObject({ hostCount: 0, undecided: [{ id: "web-a" }] });
});

it("is best found, not best, where the attack is not followed to its end", () => {
  const facts = { vulnerabilities: [onWeb, onApp], dataStores: [payments], credentials: [key] };
  const choice = choose(facts, { maxQuestions: 3 });
  expect(choice?.choices.length).toBeGreaterThan(0);
  for (const { outcome } of choice?.choices ?? []) expect(outcome).toBe("best-found");
  expect(choice?.before.undecided).not.toEqual([]);
});
