import {
  type Configuration,
  type ConfigurationIndex,
  type Element,
  indexConfiguration,
  partWith,
} from "../configuration";
import type { Check } from "../finding";
import { type Application, type Decision, elementOf, type Intent, zonalDependences } from "../intent";
import {
  brokenNow,
  findExposure,
  type OutageBaseline,
  outageBaseline,
  requiredFlows,
  singleFailures,
} from "../scenario";
import { regionsOf } from "../semantics";
import type { PlacedFinding } from "../vulnerability";
import type { Alert } from "./alert.schema";
import { blindSpots } from "./blind-spots";
import { breachAlerts } from "./breach/breach-alerts";
import { breachChecks } from "./breach/breach-checks";
import { singleChokePoints } from "./breach/single-choke-points";
import { suiteAttack } from "./breach/suite-attack";
import { brokenFlowAlerts, brokenFlowChecks } from "./broken-flows";
import { dependenceAlerts, dependenceChecks } from "./dependence-alerts";
import { exposureAlerts, exposureChecks } from "./exposure-alerts";
import { loadFindings, statesTraffic } from "./load-findings";
import { locate } from "./locate";
import { outageAlerts, ruleFingerprint, ruleGroups } from "./outage-alerts";
import { findOwners } from "./owners";
import {
  coverWeakElements,
  judgeFailure,
  RULE_CHANGE,
  SINGLE_POINT,
  type TriedFailure,
  vpcOf,
  type WeakElement,
} from "./single-failure-checks";

/** What the suite is given besides the configuration. */
export interface AnalyzeOptions {
  /** Flows that owners declared beside the configuration's own facts; they may make alerts critical. */
  readonly declared?: readonly Intent[];
  /** What owners say of the inferred flows and of applications. */
  readonly decisions?: readonly Decision[];
  /** The day of the configuration, `YYYY-MM-DD`, from which declared growth counts; without it growth has no dates. */
  readonly day?: string | undefined;
  /** What scanners found, as it stands on instances. */
  readonly placed?: readonly PlacedFinding[];
  /** Facts that stop an attack alone are tried on copies, for its alert; a trial of changes does without. */
  readonly triesChokePoints?: boolean;
  /** Called after each scenario. */
  readonly onProgress?: (doneCount: number, totalCount: number) => void;
}

/** How far the suite got. */
export interface AnalysisCounts {
  readonly scenarioCount: number;
  readonly provedCount: number;
  readonly affectedCount: number;
  readonly undecidedCount: number;
}

/** Everything the suite found on one configuration. */
export interface Analysis {
  readonly schemaVersion: 1;
  /** Worst first, then by the number of affected flows, family and fingerprint. */
  readonly alerts: readonly Alert[];
  /** Every question asked, decided or not. */
  readonly checks: readonly Check[];
  /** Kinds of which the input holds all there are, so that a subject which is not there is gone. */
  readonly completeKinds: readonly string[];
  readonly counts: AnalysisCounts;
  readonly applications: readonly Application[];
  readonly intents: readonly Intent[];
}

/**
 * Runs the whole suite on a configuration: every single failure over the required flows, exposure to the
 * internet, zonal dependence, the traffic that somebody stated, what an attacker comes to control. Pure and deterministic: the
 * same configuration gives the same bytes.
 */
export function analyze(configuration: Configuration, options: AnalyzeOptions = {}): Analysis {
  const index = indexConfiguration(configuration);
  const { decisions = [], declared = [] } = options;
  const decided = requiredFlows(index, decisions, declared);
  const { applications, intents } = decided;
  const baseline = outageBaseline(configuration, intents);
  const stages = statesTraffic(index, decisions) ? 2 : 1;
  const tried = tryFailures(index, baseline, stageOf(options.onProgress, 0, stages));
  const weak = coverWeakElements(index, tried);
  const broken = brokenNow(baseline);
  const exposure = findExposure(baseline.network);
  const dependences = zonalDependences(index);
  const ownersOf = findOwners(index, decided);
  const load = loadFindings(baseline.network, decided, weak, {
    decisions,
    day: options.day,
    onProgress: stageOf(options.onProgress, 1, stages),
  });
  const attack = suiteAttack(index, options.placed ?? []);
  const chokePointsOf = singleChokePoints(index, attack, options.triesChokePoints ?? true);
  const alerts = [
    ...load.withOverloads(outageAlerts(index, weak)),
    ...brokenFlowAlerts(index, broken),
    ...exposureAlerts(index, exposure, ownersOf),
    ...dependenceAlerts(index, dependences, ownersOf),
    ...load.alerts,
    ...breachAlerts(index, attack, ownersOf, chokePointsOf),
  ];
  const checks = [
    ...outageChecks(index, tried, weak),
    ...idleChecks(index, tried),
    ...flowChecks(index, baseline),
    ...brokenFlowChecks(index, broken, baseline.intents),
    ...exposureChecks(index, exposure),
    ...dependenceChecks(index, dependences),
    ...load.checks,
    ...breachChecks(index, attack),
  ];
  return {
    schemaVersion: 1,
    alerts: alerts
      .toSorted(worstFirst)
      .map((alert) => ({ ...alert, location: locate(index, alert.subject) })),
    checks,
    completeKinds: completeKinds(configuration),
    counts: countsOf(checks),
    applications,
    intents,
  };
}

function tryFailures(
  index: ConfigurationIndex,
  baseline: OutageBaseline,
  onProgress: AnalyzeOptions["onProgress"],
): readonly TriedFailure[] {
  const failures = singleFailures(index);
  const blindIn = perRegion((region) => blindSpots(index, region));
  return failures.map((failure, position) => {
    const tried = judgeFailure(baseline, failure, blindIn(regionOf(index, failure.id)));
    onProgress?.(position + 1, failures.length);
    return tried;
  });
}

/** One walk over all failures of several that follow each other. */
function stageOf(
  onProgress: AnalyzeOptions["onProgress"],
  stage: number,
  stageCount: number,
): AnalyzeOptions["onProgress"] {
  return onProgress && ((done, total) => onProgress(stage * total + done, stageCount * total));
}

function regionOf(index: ConfigurationIndex, id: string): string {
  const owner = index.find(id) ?? partWith(index, id)?.owner;
  return owner?.region ?? (regionsOf(index.configuration).includes(id) ? id : "");
}

/** One check per single failure, and one per VPC for its rules, which share an alert. */
function outageChecks(
  index: ConfigurationIndex,
  tried: readonly TriedFailure[],
  weak: readonly WeakElement[],
): readonly Check[] {
  const grouped = new Set(
    ruleGroups(index, weak).flatMap(({ members }) => members.map(({ fingerprint }) => fingerprint)),
  );
  const covers = new Map(weak.map((each) => [each.fingerprint, each.coveredBy]));
  const vpcs = new Map<string, { subject: Element; outcomes: Set<Check["outcome"]>; missing: string[] }>();
  const single = tried.map(({ subject, failure, outcome, fingerprint, missing }): Check => {
    const isGrouped = grouped.has(fingerprint);
    const vpc = vpcOf(index, subject);
    if (failure.mode !== "down") {
      const entry = vpcs.get(vpc.id) ?? { subject: vpc, outcomes: new Set(), missing: [] };
      // What another element's alert tells of already is not told again by the VPC's.
      entry.outcomes.add(outcome === "violated" && !isGrouped ? "holds" : outcome);
      entry.missing.push(...missing);
      vpcs.set(vpc.id, entry);
    }
    const coveredBy = isGrouped ? vpc.id : covers.get(fingerprint)?.id;
    return {
      family: "outage",
      kind: SINGLE_POINT,
      subject,
      outcome,
      fingerprint: isGrouped ? ruleFingerprint(vpc.id) : fingerprint,
      ...(coveredBy === undefined ? {} : { coveredBy }),
      missing,
    };
  });
  const perVpc = [...vpcs.values()].map(({ subject, outcomes, missing }): Check => {
    const isOpen = !outcomes.has("violated") && outcomes.has("unknown");
    return {
      family: "outage",
      kind: RULE_CHANGE,
      subject,
      outcome: isOpen ? "unknown" : outcomes.has("violated") ? "violated" : "holds",
      fingerprint: ruleFingerprint(subject.id),
      missing: isOpen ? [...new Set(missing)].sort() : [],
    };
  });
  return [...single, ...perVpc];
}

/** What does not work now has nothing to lose: a stopped instance, a deleted gateway. Decided unless blind. */
function idleChecks(index: ConfigurationIndex, tried: readonly TriedFailure[]): readonly Check[] {
  const { resources } = index.configuration;
  const blindIn = perRegion((region) => blindSpots(index, region));
  const seen = new Set(tried.map(({ failure }) => failure.id));
  const kinds = [
    ...resources.instance,
    ...resources.networkInterface,
    ...resources.natGateway,
    ...resources.internetGateway,
    ...resources.egressOnlyInternetGateway,
    ...resources.vpcPeeringConnection,
    ...resources.transitGatewayAttachment,
    ...resources.loadBalancer,
    ...resources.classicLoadBalancer,
  ];
  return kinds
    .filter(({ id }) => !seen.has(id))
    .map((resource): Check => {
      const missing = blindIn(resource.region);
      return {
        family: "outage",
        kind: SINGLE_POINT,
        subject: elementOf(resource),
        outcome: missing.length > 0 ? "unknown" : "holds",
        missing,
      };
    });
}

/** Computes once per region. */
function perRegion<T>(compute: (region: string) => T): (region: string) => T {
  const known = new Map<string, T>();
  return (region) => {
    const value = known.get(region) ?? compute(region);
    known.set(region, value);
    return value;
  };
}

/** Kinds of which the absence of a resource is a fact: every place that was asked for them answered. */
function completeKinds({ coverage }: Configuration): readonly string[] {
  const kinds = [...new Set(coverage.map(({ kind }) => kind))].sort();
  return kinds.filter((kind) => coverage.every((entry) => entry.kind !== kind || entry.status === "ok"));
}

/** A required flow that cannot be decided even while nothing fails: said once, not once per failure. */
function flowChecks(index: ConfigurationIndex, baseline: OutageBaseline): readonly Check[] {
  return baseline.intents.flatMap(({ intent, pairs, untraced }): Check[] => {
    const missing = pairs.flatMap((pair) => (pair.verdict === "UNKNOWN" ? pair.missing : []));
    if (untraced !== null) missing.push(untraced);
    if (missing.length === 0) return [];
    const end = intent.to.kind === "tier" ? intent.to : intent.from;
    const resource = end.kind === "tier" ? index.find(end.members[0] ?? "") : undefined;
    return [
      {
        family: "outage",
        kind: "required-flow",
        subject: resource ? elementOf(resource) : { kind: "internet", id: "internet" },
        outcome: "unknown",
        missing: [...new Set(missing)].sort(),
      },
    ];
  });
}

function countsOf(checks: readonly Check[]): AnalysisCounts {
  const having = (outcome: Check["outcome"]) => checks.filter((check) => check.outcome === outcome).length;
  return {
    scenarioCount: checks.length,
    provedCount: having("holds"),
    affectedCount: having("violated"),
    undecidedCount: having("unknown"),
  };
}

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

function worstFirst(a: Alert, b: Alert): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.impact.value * b.likelihood.value - a.impact.value * a.likelihood.value ||
    b.affected.length - a.affected.length ||
    (a.family < b.family ? -1 : a.family > b.family ? 1 : 0) ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}
