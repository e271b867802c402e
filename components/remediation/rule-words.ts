import type { FixAction, RemediationRule } from "../../server/engine/remediation";
import type { RuleMode, WeekWindow } from "../../server/engine/remediation/rule.schema";

type Trigger = RemediationRule["trigger"];

export const ACTION_WORDS: Readonly<Record<FixAction, string>> = {
  "remove-rule": "remove the rule that lets the internet in",
  "narrow-to-callers": "let in only the tiers that call it",
  "narrow-to-network": "narrow the rule to the network's own prefixes",
  "move-store-rule": "open the store to the tiers that need it alone",
  "zone-nat": "let each zone leave by a NAT gateway of its own",
  patch: "install a version without the vulnerability",
  "patch-everything": "install versions without any vulnerability that is known of the host",
  "require-token": "require a token for the metadata service",
  "restore-egress": "point the default route to a NAT gateway that works",
  "resize-instance": "give it a larger instance type",
  "add-member": "add a member beside it",
  "enlarge-scaling-group": "enlarge its scaling group",
  "spread-targets": "spread the requests over the members of all zones",
  "add-nat-address": "give the NAT gateway a further address",
  "split-nat": "lead a part of the subnets out by a further NAT gateway",
};

export const KIND_WORDS: Readonly<Record<Trigger["kinds"][number], string>> = {
  "internet-exposure": "something answers the internet",
  "zonal-dependence": "a subnet leans on another zone",
  "data-at-risk": "an attacker gets at data",
  "exploitable-host": "an attacker gets onto a host",
  "required-flow": "a required flow does not work",
  "over-capacity": "a limit is used up",
  "capacity-date": "growth fills a limit up",
  "overload-after-failure": "a failure overloads what is left",
};

export const STATE_WORDS: Readonly<Record<Trigger["states"][number], string>> = {
  opened: "found for the first time",
  reopened: "comes back",
};

export const MODE_WORDS: Readonly<Record<RuleMode, { readonly name: string; readonly does: string }>> = {
  off: { name: "Off", does: "does nothing" },
  "dry-run": { name: "Dry-run", does: "says what it would have done" },
  ask: { name: "Ask", does: "makes a plan, tries it on a copy, and waits for approval" },
  auto: { name: "Auto", does: "carries a plan out by itself once trying it has verified it" },
};

type Day = WeekWindow["days"][number];

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Day[];
export const DAY_WORDS: Readonly<Record<Day, string>> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

/** The rule in one sentence. */
export function ruleSentence({ trigger, conditions, action }: RemediationRule): string {
  const kinds = trigger.kinds.map((kind) => KIND_WORDS[kind]).join(" or ");
  const scope = [
    conditions.subjectIds.length > 0 ? `on ${conditions.subjectIds.join(", ")}` : "",
    conditions.tags.length > 0
      ? `tagged ${conditions.tags.map(({ key, value }) => `${key}=${value}`).join(", ")}`
      : "",
    conditions.accountIds.length > 0 ? `in account ${conditions.accountIds.join(" or ")}` : "",
    conditions.weekWindows.length > 0 ? conditions.weekWindows.map(windowText).join(" or ") : "",
  ].filter((part) => part !== "");
  const where = scope.length > 0 ? ` ${scope.join(" and ")}` : "";
  const by =
    action.by.kind === "webhook" ? `, by the webhook ${action.by.name || "that is yet to be named"}` : "";
  return `When ${kinds}${where}, at least ${trigger.minSeverity}, then ${ACTION_WORDS[action.kind]}${by}.`;
}

/** "Mon, Tue 09:00 to 17:00 UTC". */
export function windowText({ days, from, to }: WeekWindow): string {
  const named = DAYS.filter((day) => days.includes(day)).map((day) => DAY_WORDS[day]);
  return `${named.join(", ")} ${from} to ${to} UTC`;
}
