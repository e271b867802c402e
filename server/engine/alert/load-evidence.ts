import type { ConfigurationIndex } from "../configuration";
import {
  type CarriedLoad,
  type FailureOverload,
  type Forecast,
  type LoadBaseline,
  namesOfEnds,
  type StatedDemand,
} from "../scenario";
import type { AffectedFlow } from "./affected-flow";
import { applicationsText } from "./affected-flow";
import type { LoadEvidence } from "./load-evidence.schema";
import { LOAD_UNITS, limitSource, usageText } from "./load-words";

/** What the rows and figures of load alerts are made of. */
export interface LoadFacts {
  readonly index: ConfigurationIndex;
  readonly stated: readonly StatedDemand[];
  readonly thresholdRatio: LoadBaseline["thresholdRatio"];
  readonly day: string | null;
}

/** The figures of one limit, whole numbers of nothing rounded but what sums cannot hold. */
export function loadEvidence(
  { index, stated, thresholdRatio, day }: LoadFacts,
  { usage, shares }: CarriedLoad,
  more: { readonly forecast?: Forecast; readonly whileDown?: FailureOverload["failure"] } = {},
): LoadEvidence {
  const { point } = usage;
  const { forecast, whileDown } = more;
  const demands = shares.flatMap(({ position, share }) => {
    const demand = stated[position]?.demand;
    return demand ? [{ demand, share }] : [];
  });
  return {
    element: { ...point.element },
    dimension: point.dimension,
    direction: point.direction,
    part: point.part ?? null,
    unit: LOAD_UNITS[point.dimension],
    amount: exact(usage.load),
    limit: usage.limit ?? 0,
    ratio: exact(usage.utilizationRatio ?? 0),
    thresholdRatio: point.dimension === "flow" ? 1 : thresholdRatio,
    growthFactor: forecast ? exact(forecast.growthFactor) : null,
    date: forecast?.date ?? null,
    overloadDate: forecast?.overloadDate ?? null,
    countedFrom: forecast ? day : null,
    basis: demands.some(({ demand }) => demand.origin === "imported") ? "imported" : "declared",
    demands: demands.map(({ demand: { id, name, application, growthPerYear }, share }) => ({
      id,
      name,
      application,
      share: exact(share),
      growthPerYear,
    })),
    whileDown: whileDown ? { ...whileDown } : null,
    source: limitSource(usage, index.get("instance", point.element.id)?.instanceType),
  };
}

/** Sums of shares are printed as they are meant: to nine digits. */
function exact(value: number): number {
  return Number(value.toPrecision(9));
}

/** One row for each demand that loads a limit. */
export function affectedDemands(facts: LoadFacts, { usage, shares }: CarriedLoad): AffectedFlow[] {
  return shares.flatMap(({ position }) => affectedDemand(facts, facts.stated[position], usage) ?? []);
}

/** One row for a limit, by the demand that loads it most. */
export function affectedLimit(facts: LoadFacts, { usage, shares }: CarriedLoad): AffectedFlow[] {
  const row = affectedDemand(facts, facts.stated[shares[0]?.position ?? -1], usage);
  if (!row) return [];
  const more = shares.length - 1;
  return [more > 0 ? { ...row, from: `${row.from} and ${more} more` } : row];
}

function affectedDemand(
  { index }: LoadFacts,
  stated: StatedDemand | undefined,
  usage: CarriedLoad["usage"],
): AffectedFlow | undefined {
  if (!stated) return undefined;
  const { demand, fact } = stated;
  const { element } = usage.point;
  return {
    intentId: null,
    application: demand.application ?? "",
    from: namesOfEnds(index, fact.from),
    to: namesOfEnds(index, fact.to),
    protocol: fact.protocol,
    ports: fact.port === undefined ? [] : [[fact.port, fact.port]],
    effect: "overloaded",
    members: [{ ...element }],
    origin: demand.origin === "declared" ? "declared" : null,
    before: [],
    after: [],
    at: { ...element, rule: usageText(usage) },
  };
}

/** The applications whose demands load a limit; those that grow, where only these count. */
export function applicationsOf(
  { stated }: LoadFacts,
  { shares }: CarriedLoad,
  isCounted: (demand: StatedDemand["demand"]) => boolean = () => true,
): readonly string[] {
  return [
    ...new Set(
      shares.flatMap(({ position }) => {
        const demand = stated[position]?.demand;
        return demand && isCounted(demand) ? (demand.application ?? []) : [];
      }),
    ),
  ].sort();
}

/** "application shop", "applications billing and shop", or what stands for them where nobody says whose it is. */
export function whose(applications: readonly string[], otherwise: string): string {
  if (applications.length === 0) return otherwise;
  return `application${applications.length === 1 ? "" : "s"} ${applicationsText(applications)}`;
}
