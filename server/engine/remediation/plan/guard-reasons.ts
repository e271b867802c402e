import {
  attributeLabel,
  type Change,
  type ConfigurationIndex,
  type Element,
  type ResourceKind,
} from "../../configuration";
import type { RemediationRule } from "../rule.schema";
import type { Plan, Touched } from "./plan.schema";
import type { PlanReason } from "./plan-trial.schema";

/** What a rule allows its plans, whatever their trials show. */
export interface PlanTerms {
  readonly guard: Pick<RemediationRule["guard"], "maxResources" | "maxPercentOfKind" | "protectedTags">;
  /** The only accounts that may be touched; any where empty. */
  readonly accountIds: readonly string[];
  /** In `auto` nobody is asked: then a plan that cannot be undone is refused. */
  readonly mode: "dry-run" | "ask" | "auto";
}

/**
 * What the guard of a rule says against a plan: how much it touches or makes, whose it is, and what is protected by
 * a tag, on what it touches or on what its alert is about.
 *
 * @param subject  what the alert is about
 */
export function guardReasons(
  index: ConfigurationIndex,
  plan: Pick<Plan, "touched" | "changes" | "inverse">,
  subject: Element,
  { guard, accountIds, mode }: PlanTerms,
): readonly PlanReason[] {
  return [
    ...countReasons(plan, guard.maxResources),
    ...shareReasons(index, plan.touched, guard.maxPercentOfKind),
    ...tagReasons(index, plan.touched, subject, guard.protectedTags),
    ...accountReasons(index, plan.touched, subject, accountIds),
    ...(mode === "auto" && plan.inverse === null
      ? [{ code: "not-reversible" as const, text: "it could not be undone, and nobody would be asked" }]
      : []),
  ];
}

function countReasons(
  { touched, changes }: Pick<Plan, "touched" | "changes">,
  maxResources: number,
): readonly PlanReason[] {
  const madeCount = changes.reduce((sum, change) => sum + madeCountOf(change), 0);
  const count = touched.length + madeCount;
  if (count <= maxResources) return [];
  const made = madeCount === 0 ? "" : `, ${madeCount} of them new`;
  return [
    {
      code: "too-many-resources",
      text: `it touches ${count} resources${made}: the rule allows ${maxResources} at once`,
    },
  ];
}

/** Changes that make a resource. */
const MAKING: readonly string[] = ["add-nat-gateway", "add-nat-address", "add-route-table", "add-instance"];

function madeCountOf(change: Change): number {
  if (change.kind === "set-desired-capacity") return change.to > change.from ? change.to - change.from : 0;
  return MAKING.includes(change.kind) ? 1 : 0;
}

/** One resource of a kind is always allowed: in a small network it is a large share. */
function shareReasons(
  index: ConfigurationIndex,
  touched: readonly Touched[],
  maxPercentOfKind: number,
): readonly PlanReason[] {
  const counts = new Map<ResourceKind, number>();
  for (const { element } of touched) {
    const kind = index.find(element.id)?.kind;
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].flatMap(([kind, count]): readonly PlanReason[] => {
    const total = index.configuration.resources[kind].length;
    if (count === 1 || count * 100 <= maxPercentOfKind * total) return [];
    return [
      {
        code: "too-large-share",
        text: `it touches ${count} of ${total} resources of kind ${attributeLabel(kind)}: the rule allows ${maxPercentOfKind} percent of them, or one`,
      },
    ];
  });
}

function tagReasons(
  index: ConfigurationIndex,
  touched: readonly Touched[],
  subject: Element,
  protectedTags: PlanTerms["guard"]["protectedTags"],
): readonly PlanReason[] {
  const about = touched.map(({ element }) => ({ element, verb: "it touches" }));
  if (!about.some(({ element }) => element.id === subject.id))
    about.push({ element: subject, verb: "the alert is about" });
  return about.flatMap(({ element, verb }): readonly PlanReason[] => {
    const own = index.find(element.id)?.tags ?? [];
    const tag = own.find(({ key, value }) =>
      protectedTags.some((each) => each.key === key && (each.value === "" || each.value === value)),
    );
    if (!tag) return [];
    return [
      {
        code: "protected",
        text: `${verb} \`${element.id}\`, which is protected by its tag ${tag.key}${tag.value === "" ? "" : `=${tag.value}`}`,
      },
    ];
  });
}

function accountReasons(
  index: ConfigurationIndex,
  touched: readonly Touched[],
  subject: Element,
  allowed: readonly string[],
): readonly PlanReason[] {
  if (allowed.length === 0) return [];
  const own = index.find(subject.id);
  const accounts = new Set([...touched.map(({ place }) => place.accountId), ...(own ? [own.accountId] : [])]);
  return [...accounts]
    .filter((accountId) => !allowed.includes(accountId))
    .sort()
    .map((accountId) => ({
      code: "account-not-allowed",
      text:
        accountId === ""
          ? "it touches a resource of which the configuration does not say whose account it is in"
          : `it touches account ${accountId}, which the rule does not name`,
    }));
}
