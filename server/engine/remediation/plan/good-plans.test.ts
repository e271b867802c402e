import fc from "fast-check";
import { expect, it } from "vitest";
import { parseGroupRule } from "../../../testing/network-builder-text";
import { NAMES, productionChoices } from "../../../testing/production-network";
import type { Change } from "../../configuration";
import type { FixAction } from "../fix-option.schema";
import { planCure } from "./plan-cure";
import { type CarriedOutBy, planOf } from "./plan-of";
import type { PlanTrial } from "./plan-trial.schema";
import { alertOf, CURES, type Production, produce, TERMS, type Weakness } from "./production.cases";
import { verifyInverse } from "./verify-inverse";
import { verifyPlan } from "./verify-plan";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261128;
const WANTED = isLong ? 200 : 50;
/** As 190 of 200. */
const LEAST_SHARE = 190 / 200;

/** A plan that does good and no harm, by how the network is made: proposed by the product, or made by hand. */
interface GoodPlan {
  readonly kind: string;
  readonly weakness: Weakness;
  readonly by?: CarriedOutBy;
  readonly mode?: "auto";
  readonly hasCaller?: true;
  readonly how: FixAction | readonly Change[];
}

function goodPlans({ choices }: Production): readonly GoodPlan[] {
  const rule = parseGroupRule(NAMES.weakRule(choices));
  const base = { securityGroupId: "sg-web", direction: "ingress", rule } as const;
  const remove: Change = { kind: "remove-group-rule", ...base };
  const narrow = parseGroupRule(`tcp ${choices.weakPort} from sg-app`);
  const idle: Change = {
    kind: "remove-group-rule",
    securityGroupId: "sg-idle-0",
    direction: "ingress",
    rule: parseGroupRule(`tcp 9100 from 10.${choices.octet}.0.0/16`),
  };
  const webhook: CarriedOutBy = { kind: "webhook", name: "changes" };
  const exposure = { weakness: "exposure" } as const;
  return [
    { ...exposure, kind: "remove the rule", how: "remove-rule" },
    { ...exposure, kind: "narrow it to the network, unasked", how: "narrow-to-network", mode: "auto" },
    { ...exposure, kind: "narrow it to its callers", how: "narrow-to-callers", hasCaller: true },
    { ...exposure, kind: "remove the rule by a message", how: "remove-rule", by: webhook },
    { ...exposure, kind: "remove the rule and one that is idle", how: [remove, idle] },
    {
      ...exposure,
      kind: "replace it by a group",
      how: [{ kind: "replace-group-rule", ...base, by: [narrow] }],
    },
    {
      ...exposure,
      kind: "let a group in, then remove it",
      how: [{ kind: "add-group-rule", ...base, rule: narrow }, remove],
    },
    { weakness: "leaning", kind: "a zone leaves by its own gateway, unasked", how: "zone-nat", mode: "auto" },
    { weakness: "leaning", kind: "the same by hand", how: [CURES.leaning(choices)] },
    { weakness: "dead", kind: "lead around a gateway that is gone", how: "restore-egress" },
  ];
}

function tried(production: Production, { weakness, by, mode, hasCaller, how }: GoodPlan): readonly string[] {
  const base = hasCaller ? production.withCaller : production.plain;
  const options = hasCaller ? { declared: production.declared } : {};
  const { fingerprint } = alertOf(base, weakness);
  const ask = { snapshotId: "s", fingerprint, by: by ?? ({ kind: "provider" } as const) };
  const terms = { ...TERMS, accountIds: ["111111111111"], mode: mode ?? TERMS.mode };
  const textOf = ({ reasons }: PlanTrial) => reasons.map(({ code, text }) => `${code}: ${text}`);
  if (typeof how === "string") {
    const made = planCure(base, { ...terms, ...ask, action: how }, options);
    return made.kind === "planned" ? textOf(made.trial) : [`${made.kind}: ${made.reason}`];
  }
  const option = { id: "o", action: "remove-rule" as const, title: "", changes: [], operations: [...how] };
  const made = planOf(base.network.index, { ...ask, option });
  if (made.kind === "impossible") return [made.reason];
  const undone = made.plan.inverse === null ? [] : textOf(verifyInverse(base, "s", made.plan, options));
  return [...textOf(verifyPlan(base, "s", made.plan, terms, options)), ...undone];
}

it(`lets at least 95 of 100 good plans pass, of ${WANTED}`, () => {
  const counts = new Map<string, { passed: number; of: number }>();
  const refused: string[] = [];
  let count = 0;
  for (let number = 0; count < WANTED; number += 1) {
    const [choices] = fc.sample(productionChoices(isLong ? "any" : "small"), {
      seed: seed + number,
      numRuns: 1,
    });
    if (!choices) throw new Error("nothing was generated");
    const production = produce(choices);
    for (const good of goodPlans(production)) {
      const reasons = tried(production, good);
      const own = counts.get(good.kind) ?? { passed: 0, of: 0 };
      counts.set(good.kind, own);
      own.of += 1;
      if (reasons.length === 0) own.passed += 1;
      else refused.push(`${good.kind} in ${JSON.stringify(choices)}: ${reasons.join("; ")}`);
      count += 1;
    }
  }
  const figures = [...counts].map(([kind, { passed, of }]) => `${kind} ${passed}/${of}`).join(", ");
  console.info(`seed ${seed}: ${count - refused.length} of ${count} good plans pass: ${figures}`);
  if (refused.length > 0) console.info(refused.join("\n"));
  expect(count).toBeGreaterThanOrEqual(WANTED);
  expect((count - refused.length) / count, refused.join("\n")).toBeGreaterThanOrEqual(LEAST_SHARE);
}, 1_800_000);
