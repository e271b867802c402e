import type { LocalLoad } from "../../application/local-load";
import {
  ASSUMED_RATE_GBPS,
  type Binding,
  type DemandOutcome,
  type Dimension,
  type Usage,
} from "../../engine/scenario";
import { count, table } from "./table";
import { elementText, plain } from "./words";

const LISTED = 20;
const UNITS: Readonly<Record<Dimension, string>> = {
  bandwidth: "Gbps",
  internetBandwidth: "Gbps outside the region's network",
  packets: "packets/s",
  connections: "connections",
  flow: "Gbps per flow",
};

/** The answer of `umbra load` for people: what fills up first and when, then every limit, then what is open. */
export function loadText(result: LocalLoad): string {
  const { basis, usages, outcomes, singleFailures } = result;
  const known = usages.filter(({ limit }) => limit !== null);
  const unknown = usages.filter(({ limit }) => limit === null);
  return [
    ...basisLines(result),
    ...headLines(result),
    ...section(
      `limits (${known.length})`,
      known.slice(0, LISTED).map((usage) => usageRow(usage, basis === "assumed")),
    ),
    ...moreLine(known.length),
    ...section(
      `limits that are not known (${unknown.length}): nothing is said about them`,
      unknown.slice(0, LISTED).map(unknownRow),
    ),
    ...moreLine(unknown.length),
    ...openLines(outcomes),
    ...(singleFailures ? failureLines(singleFailures) : []),
  ].join("\n");
}

function basisLines({ basis, outcomes, leftOutCount }: LocalLoad): readonly string[] {
  if (basis === "none")
    return ["No traffic is declared and no flow is required: there is nothing to put on the network."];
  if (basis !== "assumed") return [];
  const leftOut =
    leftOutCount > 0 ? `; ${count(leftOutCount, "required flow")} between too many hosts left out` : "";
  return [
    `No traffic is declared, so ${count(outcomes.length, "required flow")} are assumed to carry ${ASSUMED_RATE_GBPS} Gbps each${leftOut}.`,
    "This shows where it would press first if all were alike: it is no forecast, and names no date.",
    "",
  ];
}

function headLines({ firstToSaturate, breach, basis, day, thresholdRatio }: LocalLoad): readonly string[] {
  if (!firstToSaturate)
    return basis === "none" ? [] : ["No known limit binds: see below for limits that are not known."];
  const line = `${bindingText(firstToSaturate)} fills up first: at ${figure(firstToSaturate.growthFactor)} times the traffic`;
  if (!breach)
    return [
      line,
      ...(basis === "assumed" ? [] : ["no declared growth reaches a known limit within 20 years"]),
    ];
  const { usage, date, overloadDate } = breach;
  const isSame = usage.point.key === firstToSaturate.usage.point.key;
  const whole = overloadDate === null ? "" : `, all of it by ${overloadDate}`;
  return [
    line,
    `${isSame ? "as it grows it" : bindingText(breach)} reaches ${figure(thresholdRatio * 100)} % of the limit by ${date}${whole} (counted from ${day})`,
  ];
}

function bindingText({ usage, application }: Binding): string {
  const whose = application === null ? "" : ` (application ${plain(application)})`;
  return `${pointText(usage)}${whose}`;
}

function pointText({ point }: Usage): string {
  const { element, part, direction } = point;
  const way = direction === "both" ? "" : ` ${direction}`;
  return `${element.kind} ${elementText(element)}${part === undefined ? "" : `, ${plain(part)}`}${way}`;
}

/** What is merely assumed is at no risk. */
function usageRow(usage: Usage, isAssumed: boolean): readonly string[] {
  const { point, state, load, limit, utilizationRatio, flags } = usage;
  const notes = [...flags.map((flag) => FLAGS[flag]), point.warning ?? ""].filter(Boolean);
  return [
    isAssumed ? "assumed" : state === "ok" ? "ok" : state.toUpperCase(),
    utilizationRatio === null ? "?" : `${figure(utilizationRatio * 100)} %`,
    `${figure(load)} of ${figure(limit ?? 0)} ${UNITS[point.dimension]}`,
    pointText(usage),
    plain(notes.join("; ")),
  ];
}

const FLAGS = { SCALING: "rests on scaling up", BURST: "rests on burst credits" } as const;

function unknownRow(usage: Usage): readonly string[] {
  const { point, load } = usage;
  const why = point.limit.kind === "unknown" ? point.limit.why : "";
  const warning = point.warning === undefined ? "" : `; ${point.warning}`;
  return [`${figure(load)} ${UNITS[point.dimension]}`, pointText(usage), plain(`${why}${warning}`)];
}

function openLines(outcomes: readonly DemandOutcome[]): readonly string[] {
  const open = outcomes.filter(({ lost, unknown }) => lost > 0 || unknown > 0);
  const rows = open
    .slice(0, LISTED)
    .map(({ demand, lost, unknown, reasons, missing }) => [
      lost > 0 ? `${figure(lost * 100)} % lost` : `${figure(unknown * 100)} % undecided`,
      plain(demand.name),
      plain([...reasons, ...missing].join("; ")),
    ]);
  return [
    ...section(`traffic that does not arrive, or is not known to (${open.length})`, rows),
    ...moreLine(open.length),
  ];
}

function failureLines({
  failureCount,
  overloads,
  growth,
  undecidedCount,
}: NonNullable<LocalLoad["singleFailures"]>) {
  const rows = overloads.slice(0, LISTED).map(({ element, usages, lostDemandIds }) => {
    const [worst] = usages;
    const more = usages.length > 1 ? ` and ${count(usages.length - 1, "more limit")}` : "";
    const lost = lostDemandIds.length > 0 ? `${count(lostDemandIds.length, "demand")} lost` : "";
    const what = worst
      ? `${pointText(worst)} at ${figure((worst.utilizationRatio ?? 0) * 100)} %${more}`
      : "";
    return [`${element.kind} ${elementText(element)}`, what, lost];
  });
  return [
    ...section(`single failures that overload something (${overloads.length} of ${failureCount})`, rows),
    ...moreLine(overloads.length),
    "",
    growth
      ? `with any one thing down the traffic may grow ${figure(growth.at)} times${growth.element ? `: ${growth.element.kind} ${elementText(growth.element)} down, ${growth.load.point.element.kind} ${elementText(growth.load.point.element)} binds` : ""}`
      : `${failureCount} single failures: no known limit binds`,
    ...(undecidedCount > 0
      ? [`under ${count(undecidedCount, "failure")} not all traffic could be followed`]
      : []),
  ];
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ["", title, table(rows, "  ")];
}

function moreLine(total: number): readonly string[] {
  return total > LISTED ? [`  and ${total - LISTED} more (--json lists them all)`] : [];
}

/** At most three digits after those that matter. */
function figure(value: number): string {
  return String(Number(value >= 1000 ? value.toFixed(0) : value.toPrecision(3)));
}
