import fc from "fast-check";
import { expect, it } from "vitest";
import { type ProductionChoices, productionChoices } from "../../../testing/production-network";
import { type HarmfulPlan, harmfulPlans } from "./harmful-plans.cases";
import { planOf } from "./plan-of";
import type { PlanTrial } from "./plan-trial.schema";
import { alertOf, baseOf, type Production, produce, TERMS } from "./production.cases";
import { verifyPlan } from "./verify-plan";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261127;
const WANTED = isLong ? 200 : 50;

/** The trial of a plan that somebody made by hand: no proposal of ours would hold it. */
function tried(production: Production, harmful: HarmfulPlan): PlanTrial {
  const {
    weakness,
    operations,
    by = { kind: "provider" },
    terms = TERMS,
    hasCaller,
    since,
    forged,
  } = harmful;
  const base = hasCaller ? production.withCaller : production.plain;
  const { fingerprint } = alertOf(base, weakness);
  const made = planOf(base.network.index, {
    snapshotId: "s",
    fingerprint,
    option: { id: "o", action: "remove-rule", title: "", operations: [...operations], changes: [] },
    by,
  });
  if (made.kind === "impossible") throw new Error(`${harmful.kind}: ${made.reason}`);
  // What the suite says of a network does not depend on tags, nor is it asked of one that was changed by hand.
  const now = since ? baseOf(since(production.configuration), base.analysis) : base;
  return verifyPlan(now, "s", forged ? forged(made.plan) : made.plan, terms, {
    ...(hasCaller ? { declared: production.declared } : {}),
  });
}

function wrongAbout(harmful: HarmfulPlan, { verdict, reasons }: PlanTrial, choices: ProductionChoices) {
  const right = reasons.filter(({ code, text }) => code === harmful.code && text.includes(harmful.names));
  const others = reasons.filter(({ code }) => code !== harmful.code);
  if (verdict === "refused" && right.length > 0 && !(harmful.isOnly && others.length > 0)) return [];
  const said = reasons.map(({ code, text }) => `${code}: ${text}`).join("; ");
  return [`${harmful.kind} in ${JSON.stringify(choices)}: ${verdict} (${said})`];
}

it(`refuses ${WANTED} harmful plans, each for the right reason`, () => {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  let count = 0;
  for (let number = 0; count < WANTED; number += 1) {
    const [choices] = fc.sample(productionChoices(isLong ? "any" : "small"), {
      seed: seed + number,
      numRuns: 1,
    });
    if (!choices) throw new Error("nothing was generated");
    const production = produce(choices);
    for (const harmful of harmfulPlans(production)) {
      wrong.push(...wrongAbout(harmful, tried(production, harmful), choices));
      const key = `${harmful.kind} (${harmful.code})`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      count += 1;
    }
  }
  const figures = [...counts].map(([kind, each]) => `${kind} ${each}`).join(", ");
  console.info(
    `seed ${seed}: ${count - wrong.length} of ${count} harmful plans refused for the right reason: ${figures}`,
  );
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(WANTED);
}, 1_800_000);
