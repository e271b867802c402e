import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Criticality } from "../configuration";
import { applicationsOf } from "./applications";
import { applyDecisions } from "./decide-intents";
import type { Decision } from "./decision.schema";
import type { Intent } from "./intent.schema";

const seen = { application: "shop", from: "web", to: "app", flow: "tcp/443" };
const inferredOf = (intents: readonly Intent[]) => ({ applications: applicationsOf(intents), intents });

function intentOf(id: string, parts: Partial<Intent> = {}): Intent {
  return {
    id,
    application: "shop",
    from: { kind: "internet" },
    to: { kind: "tier", name: "web", members: ["i-1"] },
    family: 4,
    protocol: "tcp",
    ports: [[443, 443]],
    members: "any",
    criticality: "normal",
    origin: "inferred",
    confidence: 0.8,
    why: "a public listener",
    ...parts,
  };
}

describe("decisions about required flows", () => {
  const inferred = inferredOf([
    intentOf("a"),
    intentOf("b", { application: "billing" }),
    intentOf("admin", { criticality: "low" }),
  ]);
  const byId = (decided: ReturnType<typeof applyDecisions>, id: string) =>
    decided.intents.find((each) => each.id === id);

  it("change nothing when there are none", () => {
    const decided = applyDecisions(inferred, []);
    expect(decided.intents.map(({ id }) => id)).toEqual(["b", "a", "admin"]);
    expect(decided.applications).toEqual(inferred.applications);
  });

  it("make an accepted flow a learned one, with what its owner says otherwise", () => {
    const edit = {
      ports: [[8443, 8443] as [number, number]],
      members: "all" as const,
      criticality: "high" as const,
      application: "checkout",
    };
    const decided = applyDecisions(inferred, [{ kind: "accept", intentId: "a", edit, seen }]);
    expect(byId(decided, "a")).toEqual({ ...intentOf("a"), ...edit, origin: "learned" });
    expect(decided.applications.map(({ name, criticality }) => [name, criticality])).toEqual([
      ["billing", "normal"],
      ["checkout", "high"],
      ["shop", "low"],
    ]);
  });

  it("keep a dismissed flow out, with the reason, under the name of its application", () => {
    const decided = applyDecisions(inferred, [
      { kind: "dismiss", intentId: "b", reason: "gone since May", seen },
      { kind: "application", application: "billing", name: "invoices" },
    ]);
    expect(byId(decided, "b")).toBeUndefined();
    expect(decided.applications.map(({ name }) => name)).toEqual(["shop"]);
    expect(decided.dismissed).toEqual([
      { intent: intentOf("b", { application: "invoices" }), reason: "gone since May" },
    ]);
  });

  it("name an application, make several one, and take the worst importance", () => {
    const decided = applyDecisions(inferred, [
      { kind: "application", application: "shop", name: "checkout", criticality: "high" },
      { kind: "application", application: "billing", name: "checkout", criticality: "critical" },
    ]);
    expect(decided.applications).toEqual([
      { name: "checkout", criticality: "critical", origin: "declared", intentIds: ["a", "admin", "b"] },
    ]);
    expect(decided.sources.get("checkout")).toEqual(["billing", "shop"]);
    // A way in for administrators stays what it is.
    expect(decided.intents.map(({ criticality }) => criticality)).toEqual(["critical", "low", "critical"]);
  });

  it("swap two names without running in circles", () => {
    const decided = applyDecisions(inferred, [
      { kind: "application", application: "shop", name: "billing" },
      { kind: "application", application: "billing", name: "shop" },
    ]);
    expect(byId(decided, "a")?.application).toBe("billing");
    expect(byId(decided, "b")?.application).toBe("shop");
  });

  it("are kept while their flow is not there, and hold when it is back", () => {
    const decision: Decision = { kind: "dismiss", intentId: "a", reason: "no", seen };
    const without = applyDecisions(inferredOf([intentOf("admin")]), [decision]);
    expect(without.notSeen).toEqual([decision]);
    expect(applyDecisions(inferred, [decision]).notSeen).toEqual([]);
    expect(byId(applyDecisions(inferred, [decision]), "a")).toBeUndefined();
  });

  it("let a declared flow stand in for the inferred one, whatever was decided about that", () => {
    const declared = intentOf("a", { origin: "declared", criticality: "low" });
    const decided = applyDecisions(
      inferred,
      [{ kind: "dismiss", intentId: "a", reason: "no", seen }],
      [declared],
    );
    expect(byId(decided, "a")).toEqual(declared);
    expect(decided.dismissed).toEqual([]);
  });
});

const ids = ["a", "b", "c", "d", "e"];
const names = fc.constantFrom("shop", "billing", "mail");
const criticality = fc.constantFrom<Criticality>("critical", "high", "normal", "low");
const intents = fc
  .uniqueArray(
    fc
      .record({ id: fc.constantFrom(...ids), application: names, criticality })
      .map(({ id, ...parts }) => intentOf(id, parts)),
    { selector: ({ id }) => id },
  )
  .map(inferredOf);
const decisions = fc
  .record({
    flows: fc.uniqueArray(
      fc.record({ intentId: fc.constantFrom(...ids), isKept: fc.boolean(), application: names }),
      { selector: ({ intentId }) => intentId },
    ),
    applications: fc.uniqueArray(fc.record({ application: names, name: names, criticality }), {
      selector: ({ application }) => application,
    }),
  })
  .map(({ flows, applications }): Decision[] => [
    ...flows.map(
      ({ intentId, isKept, application }): Decision =>
        isKept
          ? { kind: "accept", intentId, edit: { application }, seen }
          : { kind: "dismiss", intentId, reason: "no", seen },
    ),
    ...applications.map((each): Decision => ({ kind: "application", ...each })),
  ]);

describe("whatever is decided", () => {
  it("loses no flow: each counts or is dismissed, and applications hold exactly those that count", () => {
    fc.assert(
      fc.property(intents, decisions, (inferred, decided) => {
        const result = applyDecisions(inferred, decided);
        const kept = result.intents.map(({ id }) => id);
        const gone = result.dismissed.map(({ intent }) => intent.id);
        expect([...kept, ...gone].sort()).toEqual(inferred.intents.map(({ id }) => id).sort());
        const held = result.applications.flatMap(({ name, intentIds }) =>
          intentIds.map((id) => `${name} ${id}`),
        );
        expect(held.sort()).toEqual(
          result.intents.map(({ application, id }) => `${application} ${id}`).sort(),
        );
      }),
    );
  });

  it("depends on no order, and every decision about a flow is used or told as not seen", () => {
    fc.assert(
      fc.property(intents, decisions, fc.nat(), (inferred, decided, seed) => {
        const turned = <T>(all: readonly T[]) =>
          [...all.slice(seed % 7), ...all.slice(0, seed % 7)].reverse();
        const result = applyDecisions(inferred, decided);
        const again = applyDecisions({ ...inferred, intents: turned(inferred.intents) }, turned(decided));
        expect(again).toEqual(result);
        const used = inferred.intents.map(({ id }) => id);
        const about = decided.flatMap((each) =>
          each.kind === "accept" || each.kind === "dismiss" ? each.intentId : [],
        );
        expect(result.notSeen.map(({ intentId }) => intentId)).toEqual(
          about.filter((id) => !used.includes(id)).sort(),
        );
      }),
    );
  });

  it("says the same of a flow whichever others a snapshot holds, but for the importance of its application", () => {
    fc.assert(
      fc.property(intents, decisions, (inferred, decided) => {
        const all = applyDecisions(inferred, decided);
        for (const intent of inferred.intents) {
          const alone = applyDecisions(inferredOf([intent]), decided);
          const found = all.intents.find(({ id }) => id === intent.id);
          expect(alone.intents.map(({ application, origin }) => ({ application, origin }))).toEqual(
            found ? [{ application: found.application, origin: found.origin }] : [],
          );
        }
      }),
    );
  });
});
