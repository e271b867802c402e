import type { LocalLoad } from "../../application/local-load";
import type { Binding, Dimension, FailureOverload, Usage } from "../../engine/scenario";

const UNITS: Readonly<Record<Dimension, string>> = {
  bandwidth: "Gbps",
  internetBandwidth: "Gbps",
  packets: "packets/s",
  connections: "connections",
  flow: "Gbps",
};

/** The answer of `umbra load` for programs. Figures are rounded to nine digits, so that sums print as they are meant. */
export function loadJson(result: LocalLoad): Readonly<Record<string, unknown>> {
  const { basis, day, thresholdRatio, usages, outcomes, firstToSaturate, breach, singleFailures } = result;
  return {
    basis,
    day,
    thresholdRatio,
    links: usages.map(linkJson),
    firstToSaturate: firstToSaturate && bindingJson(firstToSaturate),
    growthFactor: firstToSaturate && digits(firstToSaturate.growthFactor),
    breachDate: breach?.date ?? null,
    breach: breach && { ...bindingJson(breach), date: breach.date, overloadDate: breach.overloadDate },
    demands: outcomes.map(({ demand, ...outcome }) => {
      const { pairs, ...figures } = demand;
      return { ...figures, pairCount: pairs.length, ...outcome };
    }),
    singleFailures: singleFailures && {
      failureCount: singleFailures.failureCount,
      undecidedCount: singleFailures.undecidedCount,
      growthFactor: singleFailures.growth && digits(singleFailures.growth.at),
      bindsUnder: singleFailures.growth?.element ?? null,
      bindsAt: singleFailures.growth?.load.point.element ?? null,
      overloads: singleFailures.overloads.map(overloadJson),
    },
    unknownLimitCount: usages.filter(({ limit }) => limit === null).length,
    leftOutCount: result.leftOutCount,
  };
}

function linkJson({
  point,
  state,
  load,
  limit,
  utilizationRatio,
  flags,
}: Usage): Readonly<Record<string, unknown>> {
  const { element, part, dimension, direction, warning } = point;
  return {
    resource: element,
    ...(part === undefined ? {} : { part }),
    dimension,
    direction,
    unit: UNITS[dimension],
    load: digits(load),
    limit,
    utilizationRatio: utilizationRatio === null ? null : digits(utilizationRatio),
    known: limit !== null,
    state,
    flags,
    ...(point.limit.kind === "unknown" ? { why: point.limit.why } : {}),
    ...(warning === undefined ? {} : { warning }),
  };
}

function bindingJson({ usage, application, demandIds }: Binding): Readonly<Record<string, unknown>> {
  return { ...linkJson(usage), application, demands: demandIds };
}

function overloadJson({ failure, element, usages, lostDemandIds }: FailureOverload) {
  return { failure, element, links: usages.map(linkJson), lostDemands: lostDemandIds };
}

function digits(value: number): number {
  return Number(value.toPrecision(9));
}
