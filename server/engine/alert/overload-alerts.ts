import type { ConfigurationIndex } from "../configuration";
import { type Rating, severityOf } from "../finding";
import { carriedLoad, failureName, failureText } from "../scenario";
import { nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { failureLikelihood } from "./likelihood";
import { type CriticalityOf, evidenceOf } from "./load-alerts";
import { OVERLOAD_AFTER_FAILURE, overloadFingerprint } from "./load-checks";
import { affectedLimit, applicationsOf, type LoadFacts, loadEvidence, whose } from "./load-evidence";
import { usageText } from "./load-words";
import type { ToldOverload } from "./overloads";
import { weighed, worstOf } from "./owners";

/** One alert for each failure that overloads others and has no alert that tells of it (CAP-5). */
export function overloadAlerts(
  facts: LoadFacts,
  told: readonly ToldOverload[],
  criticalityOf: CriticalityOf,
): readonly Alert[] {
  return told
    .filter(({ coveredBy }) => coveredBy === null)
    .map((each) => overloadAlert(facts, each, criticalityOf));
}

/** The alerts with what is overloaded while their element is down, for those whose element has it. */
export function withOverloads(
  alerts: readonly Alert[],
  facts: LoadFacts,
  told: readonly ToldOverload[],
): readonly Alert[] {
  const byAlert = new Map(told.flatMap((each) => (each.toldIn === null ? [] : [[each.toldIn, each]])));
  return alerts.map((alert) => {
    const found = byAlert.get(alert.fingerprint);
    if (!found) return alert;
    const { rows, load, names } = partsOf(facts, found);
    return {
      ...alert,
      description: `${alert.description} What is left then asks too much of ${names}.`,
      affected: [...alert.affected, ...rows],
      evidence: { ...alert.evidence, load },
    };
  });
}

function partsOf(facts: LoadFacts, { overload }: ToldOverload) {
  const { failure, loads, usages } = overload;
  const carried = usages.flatMap(({ point }) => {
    const load = loads.find((each) => each.point.key === point.key);
    return load ? [carriedLoad(load, facts.thresholdRatio)] : [];
  });
  const elements = [...new Map(usages.map(({ point }) => [point.element.id, point.element])).values()];
  // An element's worst limit stands for it.
  const worst = elements.flatMap(
    ({ id }) => carried.find(({ usage }) => usage.point.element.id === id) ?? [],
  );
  return {
    rows: worst.flatMap((each) => affectedLimit(facts, each)),
    load: carried.map((each) => loadEvidence(facts, each, { whileDown: failure })),
    names: elements.map(nameOf).join(", "),
    elements,
    worst,
  };
}

function overloadAlert(facts: LoadFacts, each: ToldOverload, criticalityOf: CriticalityOf): Alert {
  const { index } = facts;
  const { failure, element, usages } = each.overload;
  const { rows, load, elements, worst } = partsOf(facts, each);
  const applications = [...new Set(worst.flatMap((carried) => applicationsOf(facts, carried)))].sort();
  const base: Rating = {
    value: 2,
    source: `it works on, and ${elements.length === 1 ? "one element is" : `${elements.length} elements are`} asked for more than there is`,
  };
  const impact = weighed(base, worstOf(applications.map(criticalityOf)));
  const likelihood = failureLikelihood(failure);
  const most = usages[0];
  const others = elements.length > 1 ? ` and ${elements.length - 1} more` : "";
  return {
    fingerprint: overloadFingerprint(failure),
    family: "load",
    kind: OVERLOAD_AFTER_FAILURE,
    severity: severityOf(impact, likelihood, false),
    title: `losing ${failureName(index, failure)} overloads ${most ? nameOf(most.point.element) : ""}${others}: ${whose(applications, "its traffic")} would use ${most ? usageText(most) : ""}`,
    description: `${usages.map((usage) => `${nameOf(usage.point.element)}: ${usageText(usage)}`).join("; ")}. Traffic goes on over what is left, as the network leads it by itself.`,
    subject: { ...element },
    scenario: failureText(index, failure),
    affected: rows,
    likelihood: { ...likelihood },
    impact: { ...impact },
    evidence: evidenceOf(load),
    recommendations: moreRoom(index, elements),
  };
}

function moreRoom(
  index: ConfigurationIndex,
  elements: readonly { readonly id: string; readonly kind: string }[],
): Alert["recommendations"] {
  const hosts = elements.filter(({ id }) => index.get("instance", id));
  const list = (hosts.length > 0 ? hosts : elements).map(({ id }) => `\`${id}\``).join(", ");
  return [
    {
      title: "Keep room for what a failure sends there",
      changes: [
        hosts.length > 0
          ? `use larger types for ${list}, or run one more member beside them`
          : `lead some of the traffic past ${list}, over a further one of its kind`,
      ],
      effort: "medium",
      verified: null,
    },
  ];
}
