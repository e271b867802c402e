import { type Criticality, type ResourceOf, scalingGroupOf } from "../configuration";
import { type Rating, severityOf } from "../finding";
import type { ElementLoad, Forecast } from "../scenario";
import { nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { CAPACITY_DATE, dueForecast, isOver, loadFingerprint, OVER_CAPACITY } from "./load-checks";
import { affectedDemands, applicationsOf, type LoadFacts, loadEvidence, whose } from "./load-evidence";
import type { LoadStanding } from "./load-standing";
import { factorText, percent, usageText } from "./load-words";
import { weighed, worstOf } from "./owners";

/** How important owners say an application is. */
export type CriticalityOf = (application: string) => Criticality;

const NOW: Rating = { value: 4, source: "it is so now, with the traffic as stated" };
const DAYS_PER_YEAR = 365.25;

/**
 * One alert for each element with a limit above its threshold now, and one for each that a declared growth gets there within
 * a year, about the limit that comes first: what else fills up on it later is no alert of its own.
 */
export function loadAlerts(
  { elements }: LoadStanding,
  facts: LoadFacts,
  criticalityOf: CriticalityOf,
): readonly Alert[] {
  return elements.flatMap((element) => {
    if (isOver(element) && element.worst) return [overAlert(element, element.worst, facts, criticalityOf)];
    const due = dueForecast(element);
    return due ? [dateAlert(element, due, facts, criticalityOf)] : [];
  });
}

function overAlert(
  { element, forecast }: ElementLoad,
  worst: NonNullable<ElementLoad["worst"]>,
  facts: LoadFacts,
  criticalityOf: CriticalityOf,
): Alert {
  const { usage } = worst;
  const applications = applicationsOf(facts, worst);
  const isFull = usage.state === "overloaded";
  const base: Rating = isFull
    ? { value: 3, source: `more is asked for than there is: ${usageText(usage)}` }
    : { value: 2, source: `above ${percent(facts.thresholdRatio)} of a limit: ${usageText(usage)}` };
  const impact = weighed(base, worstOf(applications.map(criticalityOf)));
  const what = isFull ? "is asked for more than it has" : `is above ${percent(facts.thresholdRatio)}`;
  const own = forecast?.usage.point.key === usage.point.key ? { forecast } : {};
  return {
    ...common(OVER_CAPACITY, element, { impact, likelihood: NOW }),
    title: `${nameOf(element)} ${what}: ${whose(applications, "its traffic")} uses ${usageText(usage)}`,
    description: `${basisText(worst, facts)} ${restText(usage)}`,
    scenario: "the traffic as stated, with nothing down",
    affected: affectedDemands(facts, worst),
    evidence: evidenceOf([loadEvidence(facts, worst, own)]),
    recommendations: recommendations(facts, element),
  };
}

function dateAlert(
  { element }: ElementLoad,
  forecast: Forecast,
  facts: LoadFacts,
  criticalityOf: CriticalityOf,
): Alert {
  const { usage, date, overloadDate, years, growthFactor } = forecast;
  const growing = applicationsOf(facts, forecast, ({ growthPerYear }) => (growthPerYear ?? 1) > 1);
  const isFullSoon = overloadDate !== null && overloadDate <= yearAfter(facts.day ?? date);
  const base: Rating = isFullSoon
    ? { value: 3, source: `all of the limit is used by ${overloadDate}` }
    : {
        value: 2,
        source: `above ${percent(facts.thresholdRatio)} of the limit, and not all of it in a year`,
      };
  const all = applicationsOf(facts, forecast);
  const impact = weighed(base, worstOf(all.map(criticalityOf)));
  const likelihood = growthLikelihood(years * DAYS_PER_YEAR);
  const factor = factorText(growthFactor);
  return {
    ...common(CAPACITY_DATE, element, { impact, likelihood }),
    title: `${nameOf(element)} fills up by ${date}: ${whose(growing, "its traffic")} may grow ${factor} times`,
    description: [
      basisText(forecast, facts),
      `${percent(facts.thresholdRatio)} of the limit is reached at ${factor} times the traffic that grows, at its declared rate by ${date}`,
      `counted from ${facts.day}${overloadDate === null ? "" : `; all of it by ${overloadDate}`}.`,
      restText(usage),
    ].join(" "),
    scenario: "the traffic as stated grows as declared, with nothing down",
    affected: affectedDemands(facts, forecast),
    evidence: evidenceOf([loadEvidence(facts, forecast, { forecast })]),
    recommendations: recommendations(facts, element),
  };
}

/** How soon a declared growth gets there; that it grows so is its owner's word. */
function growthLikelihood(days: number): Rating {
  if (days < 30) return { value: 3, source: "within 30 days, at the growth that is declared" };
  if (days < 90) return { value: 2, source: "within 90 days, at the growth that is declared" };
  return { value: 1, source: "within a year, at the growth that is declared" };
}

function yearAfter(day: string): string {
  const [year = "", ...rest] = day.split("-");
  return [String(Number(year) + 1).padStart(4, "0"), ...rest].join("-");
}

function common(
  kind: string,
  element: ElementLoad["element"],
  { impact, likelihood }: { readonly impact: Rating; readonly likelihood: Rating },
) {
  return {
    fingerprint: loadFingerprint(kind, element.id),
    family: "load" as const,
    kind,
    // Nothing here is inferred: somebody stated the traffic.
    severity: severityOf(impact, likelihood, false),
    subject: { ...element },
    likelihood: { ...likelihood },
    impact: { ...impact },
  };
}

function basisText({ usage, shares }: Forecast | NonNullable<ElementLoad["worst"]>, facts: LoadFacts) {
  const parts = shares
    .slice(0, 3)
    .map(({ position, share }) => `${percent(share)} ${facts.stated[position]?.demand.name ?? ""}`);
  const more = shares.length > 3 ? ` and ${shares.length - 3} more` : "";
  return `Now ${usageText(usage)}. It comes from ${parts.join(", ")}${more}.`;
}

function restText({ flags }: NonNullable<ElementLoad["worst"]>["usage"]): string {
  const scaling = flags.includes("SCALING") ? " It rests on scaling up from the figure it starts with." : "";
  return `The traffic is what somebody stated; where it goes is the interpreter's answer.${scaling}`;
}

/** Evidence of figures alone: no packet is followed. The worst limit leads. */
export function evidenceOf(load: NonNullable<Alert["evidence"]["load"]>): Alert["evidence"] {
  const [worst] = load;
  return {
    certificate: null,
    before: [],
    after: [],
    at: worst ? { ...worst.element } : null,
    failures: worst?.whileDown ? [worst.whileDown] : [],
    solver: null,
    load,
  };
}

function recommendations(
  { index }: Pick<LoadFacts, "index">,
  element: ElementLoad["element"],
): Alert["recommendations"] {
  const group = scalingGroupOf(index, element.id);
  if (group) return [enlarging(group)];
  const more = {
    title: "Add a member beside it",
    changes: [`run a further one like \`${element.id}\`, and let callers find both`],
    action: "add-member",
    effort: "medium" as const,
    verified: null,
  };
  if (element.kind !== "instance")
    return [
      {
        title: "Split what comes through it",
        changes: [`lead some of the traffic past \`${element.id}\`, over a further one of its kind`],
        effort: "medium",
        verified: null,
      },
    ];
  const larger = {
    title: "Use a larger instance type",
    changes: [`stop \`${element.id}\`, change its type to one with more sustained bandwidth, start it`],
    action: "resize-instance",
    effort: "low" as const,
    verified: null,
  };
  return [larger, more];
}

/** A member by hand would be none of the group's, and one that is stopped for another type would be replaced. */
function enlarging({
  id,
  name = id,
  desiredCapacity,
  maxSize,
}: ResourceOf<"autoScalingGroup">): Alert["recommendations"][number] {
  return {
    title: "Enlarge its scaling group",
    changes: [
      desiredCapacity < maxSize
        ? `let \`${name}\` keep more than ${desiredCapacity} members; it may have ${maxSize}`
        : `raise the most that \`${name}\` may have, which is ${maxSize} members, and let it keep more`,
    ],
    action: "enlarge-scaling-group",
    effort: "low",
    verified: null,
  };
}
