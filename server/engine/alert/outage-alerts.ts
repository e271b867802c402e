import type { ConfigurationIndex, Element } from "../configuration";
import { fingerprint, type Rating, severityOf } from "../finding";
import { consequence, failureName, failureText, type IntentOutcome, type WhatIfResult } from "../scenario";
import { type AffectedFlow, affectedFlow, applicationsText, nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { failureLikelihood } from "./likelihood";
import { outageImpact } from "./outage-impact";
import { outageRecommendations, ruleRecommendations } from "./outage-recommendations";
import { weighed, worstOf } from "./owners";
import { RULE_CHANGE, SINGLE_POINT, vpcOf, type WeakElement } from "./single-failure-checks";

/** One alert per weak element that no other alert tells of; rule sets and routes are told per VPC. */
export function outageAlerts(index: ConfigurationIndex, weak: readonly WeakElement[]): readonly Alert[] {
  const roots = weak.filter(({ coveredBy }) => coveredBy === null);
  const elements = roots.filter(({ failure }) => failure.mode === "down");
  return [
    ...elements.map((each) => elementAlert(index, each)),
    ...ruleGroups(index, roots).map(({ vpc, members }) => ruleAlert(index, vpc, members)),
  ];
}

/** Weak rule sets and routes by VPC, in the order in which they were tried. */
export function ruleGroups(index: ConfigurationIndex, weak: readonly WeakElement[]) {
  const groups = new Map<string, { vpc: Element; members: WeakElement[] }>();
  for (const each of weak) {
    if (each.failure.mode === "down" || each.coveredBy !== null) continue;
    const vpc = vpcOf(index, each.subject);
    const group = groups.get(vpc.id) ?? { vpc, members: [] };
    group.members.push(each);
    groups.set(vpc.id, group);
  }
  return [...groups.values()];
}

/** The identity of the alert that one changed rule in this VPC breaks required flows. */
export function ruleFingerprint(vpcId: string): string {
  return fingerprint({ kind: RULE_CHANGE, policy: "one-change-breaks-required-flows", element: vpcId });
}

function elementAlert(
  index: ConfigurationIndex,
  { failure, subject, result, missed, fingerprint }: WeakElement,
): Alert {
  const { lost, degraded, failures } = result;
  const impact = outageImpact(missed);
  const likelihood = failureLikelihood(failure);
  const what = `losing ${failureName(index, failure)} ${consequence(missed, 2)}`;
  return {
    fingerprint,
    family: "outage",
    kind: SINGLE_POINT,
    severity: severityOf(impact, likelihood, isInferredOnly(missed)),
    title: `${applicationsText(missed.map(({ intent }) => intent.application))}: ${what}`,
    description: `${result.sentence} ${provenText(lost)}`,
    subject,
    scenario: failures.map((each) => failureText(index, each)).join(", "),
    affected: [...lost, ...degraded].map(affectedFlow),
    likelihood: { ...likelihood },
    impact: { ...impact },
    evidence: evidenceOf(missed, failures),
    recommendations: outageRecommendations(index, failure, lost),
  };
}

function ruleAlert(index: ConfigurationIndex, vpc: Element, members: readonly WeakElement[]): Alert {
  const flows = new Map<string, IntentOutcome>();
  for (const { result } of members)
    for (const each of result.lost) if (!flows.has(each.intent.id)) flows.set(each.intent.id, each);
  const lost = [...flows.values()].sort((a, b) => (a.intent.id < b.intent.id ? -1 : 1));
  // A rule is put back as fast as it was taken away, so it never weighs like a component that is gone.
  const base: Rating = { value: 2, source: `${count(lost.length, "flow")} until the change is undone` };
  // Nothing is inferred to be important; ways in for administrators are inferred to be minor, which nobody declared.
  const said = lost.map(({ intent }) => intent.criticality).filter((each) => each !== "low");
  const impact = weighed(base, worstOf(said));
  const likelihood = failureLikelihood(
    members[0]?.failure ?? { kind: "routeTable", id: vpc.id, mode: "withdrawn" },
  );
  const worst = members.toSorted((a, b) => b.result.lost.length - a.result.lost.length)[0];
  const parts = members.map(
    ({ failure, result }) => `${failureText(index, failure)}: ${count(result.lost.length, "flow")}`,
  );
  return {
    fingerprint: ruleFingerprint(vpc.id),
    family: "outage",
    kind: RULE_CHANGE,
    severity: severityOf(impact, likelihood, isInferredOnly(lost)),
    title: `${applicationsText(lost.map(({ intent }) => intent.application))}: one wrong rule change in ${nameOf(vpc)} stops ${count(worst?.result.lost.length ?? 0, "required flow")}`,
    description: `${count(members.length, "rule set or route")} in ${nameOf(vpc)} can each stop required flows when changed by mistake. ${parts.join("; ")}. ${provenText(lost)}`,
    subject: vpc,
    scenario: members.map(({ failure }) => failureText(index, failure)).join("; or "),
    affected: lost.map(affectedFlow),
    likelihood: { ...likelihood },
    impact: { ...impact },
    evidence: evidenceOf(worst?.result.lost ?? lost, worst?.result.failures ?? []),
    recommendations: ruleRecommendations(members),
  };
}

function isInferredOnly(lost: readonly IntentOutcome[]): boolean {
  return lost.every(({ intent }) => intent.origin === "inferred");
}

/** The evidence that speaks for the alert: that of a flow which somebody who still stands loses, if there is one. */
function evidenceOf(lost: readonly IntentOutcome[], failures: WhatIfResult["failures"]): Alert["evidence"] {
  const witness = lost.find(({ withComponent }) => !withComponent) ?? lost[0];
  const flow: AffectedFlow | undefined = witness && affectedFlow(witness);
  return {
    certificate: null,
    before: flow?.before ?? [],
    after: flow?.after ?? [],
    at: flow?.at ?? null,
    failures: failures.map((each) => ({ ...each })),
    solver: null,
  };
}

function provenText(lost: readonly IntentOutcome[]): string {
  const inferred = lost.filter(({ intent }) => intent.origin === "inferred").length;
  const origin =
    inferred === 0
      ? "declared by their owners"
      : inferred === lost.length
        ? "inferred from the configuration, nobody has confirmed them yet"
        : `${inferred} of them inferred, the others declared`;
  return `Each flow was traced before and after by the reference interpreter; the flows are ${origin}.`;
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}
