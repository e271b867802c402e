import type { ConfigurationIndex } from "../../engine/configuration";
import {
  ASSUMED_RATE_GBPS,
  assumedDemands,
  type Binding,
  type Demand,
  type DemandOutcome,
  declaredDemands,
  type LoadBaseline,
  type LoadResult,
  loadBaseline,
  loadCurves,
  loadOn,
  type StatedDemand,
  suiteDemands,
  type Usage,
} from "../../engine/scenario";
import { buildNetwork } from "../../engine/semantics";
import { Failure } from "../ports/failure";
import type {
  DemandRow,
  DemandsAnswer,
  DemandsAsk,
  LoadAnswer,
  LoadAsk,
  LoadBasis,
  LoadBinding,
  LoadRow,
  LoadSweep,
} from "../ports/load-answers";
import type { HeldSnapshot } from "./held-snapshot";

/** Limits of which the chart shows how they fill up. */
const LINE_COUNT = 5;
/** Parts into which the chart's factors divide what it shows. */
const STEP_COUNT = 8;
/** The chart shows somewhat more than what binds, and never more growth than this. */
const MARGIN = 1.25;
const LEAST_SHOWN = 2;
const MOST_SHOWN = 1_000;
/** Dates rest on a day; without one there are none, and this one is never shown. */
const NO_DAY = "2000-01-01";

/** Puts the traffic that is stated on a snapshot, or a flat assumption where none is. */
export function answerLoad(
  held: HeldSnapshot,
  ask: LoadAsk,
  onProgress: (doneCount: number, totalCount: number) => void,
): LoadAnswer {
  const { index, day } = held;
  const { growth, application, thresholdRatio, view } = ask;
  const { intents, decisions } = held.intents();
  const network = view === "observed" ? held.network() : buildNetwork(held.configuration, { view });
  const { stated, unresolved } = suiteDemands(index, decisions);
  const isStated = stated.length + unresolved.length > 0;
  const assumed = isStated ? undefined : assumedDemands(network, intents);
  const demands = assumed?.demands ?? stated.map(({ demand }) => demand);
  const applications = [...new Set(demands.flatMap((each) => each.application ?? []))].sort();
  if (application !== undefined && !applications.includes(application))
    throw new Failure("BAD_INPUT", `no traffic belongs to application \`${application}\`: choose another`);
  const grows = (demand: Demand) => application === undefined || demand.application === application;
  const sweeps = ask.sweeps && isStated;
  const baseline = loadBaseline(network, demands, { thresholdRatio, sweeps, grows });
  const result = loadOn(baseline, { growth, day: day ?? NO_DAY, sweeps, onProgress });
  const { firstToSaturate, breach, singleFailures } = result;
  return {
    basis: basisOf(demands, isStated),
    day: day ?? null,
    rows: result.usages.map(rowOf),
    firstToSaturate: firstToSaturate && {
      ...bindingOf(firstToSaturate),
      growthFactor: firstToSaturate.growthFactor,
    },
    breach:
      breach && day !== undefined
        ? { ...bindingOf(breach), date: breach.date, overloadDate: breach.overloadDate }
        : null,
    ...linesOf(baseline, growth, firstToSaturate),
    demands: result.outcomes.map((outcome, position) => demandRow(outcome, stated[position])),
    unresolved,
    applications,
    sweep: singleFailures && sweepOf(singleFailures, ask.growth),
    leftOutCount: assumed?.leftOutCount ?? 0,
    assumedRateGbps: ASSUMED_RATE_GBPS,
  };
}

/** Finds what of traffic a snapshot does not understand. */
export function checkDemands(index: ConfigurationIndex, { demands }: DemandsAsk): DemandsAnswer {
  const { problems } = declaredDemands(index, demands, "declared");
  return {
    kind: "problems",
    problems: problems.map((problem) => {
      const [, at = "0", part = ""] = /^demands\[(\d+)\]\.?(.*)$/.exec(problem.place) ?? [];
      return { ...problem, position: Number(at), place: part };
    }),
  };
}

function basisOf(demands: readonly Demand[], isStated: boolean): LoadBasis {
  if (demands.some(({ origin }) => origin === "imported")) return "imported";
  if (isStated) return "declared";
  return demands.length > 0 ? "assumed" : "none";
}

function rowOf({ point, state, load, limit, utilizationRatio, flags }: Usage): LoadRow {
  const { key, element, part = null, direction, dimension, warning = null } = point;
  const why = point.limit.kind === "unknown" ? point.limit.why : null;
  return {
    key,
    element,
    part,
    direction,
    dimension,
    state,
    load,
    limit,
    utilizationRatio,
    flags,
    why,
    warning,
  };
}

function bindingOf({ usage, application }: Binding): LoadBinding {
  return { row: rowOf(usage), application };
}

/** How the worst limits fill up: at even steps, at the growth that was asked for, and where the first one binds. */
function linesOf(baseline: LoadBaseline, growth: number, first: LoadResult["firstToSaturate"]) {
  const binding =
    first && first.growthFactor > 1 && first.growthFactor <= MOST_SHOWN ? first.growthFactor : 1;
  const last = Math.max(LEAST_SHOWN, growth * MARGIN, binding * MARGIN);
  const steps = Array.from({ length: STEP_COUNT + 1 }, (_, at) => 1 + ((last - 1) * at) / STEP_COUNT);
  const factors = [...new Set([...steps, growth, binding])].sort((a, b) => a - b);
  const curves = loadCurves(baseline, factors, LINE_COUNT);
  return { factors, lines: curves.map(({ usage, ratios }) => ({ row: rowOf(usage), ratios })) };
}

function demandRow(outcome: DemandOutcome, stated: StatedDemand | undefined): DemandRow {
  const { demand, lost, unknown, reasons, missing, assumptions } = outcome;
  const { pairs: _, flows: __, peakMinutes: ___, ...figures } = demand;
  const { fact = null, decisionId = null } = stated ?? {};
  return { ...figures, fact, decisionId, lost, unknown, reasons, missing, assumptions };
}

/** @param grown  by how much the traffic that was swept had grown before */
function sweepOf(sweep: NonNullable<LoadResult["singleFailures"]>, grown: number): LoadSweep {
  const { failureCount, undecidedCount, overloads, growth } = sweep;
  return {
    failureCount,
    undecidedCount,
    overloads: overloads.map(({ element, usages, lostDemandIds }) => ({
      element,
      rows: usages.map(rowOf),
      lostCount: lostDemandIds.length,
    })),
    growth: growth && { factor: growth.at * grown, down: growth.element, element: growth.load.point.element },
  };
}
