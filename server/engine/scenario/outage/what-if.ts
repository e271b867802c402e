import type { Configuration, ConfigurationIndex } from "../../configuration";
import type { Intent } from "../../intent";
import type { Failure, View } from "../../semantics";
import { affectedResources } from "./affected";
import { type OutageBaseline, outageBaseline } from "./baseline";
import { failingElement } from "./contained";
import type { IntentEffect } from "./intent-effect";
import { intentOutcome } from "./intent-outcome";
import type { WhatIfRequest } from "./outage.schema";
import type { IntentOutcome, WhatIfResult } from "./outcome";
import { statesNotWell } from "./recorded-states";
import { redundancyChanges } from "./redundancy";
import { whatIfSentence, withdrawnText } from "./sentence";
import { type Trial, tryFailures } from "./trial";
import { viewDifferences, withDesign, worseOf } from "./view-differences";

/**
 * Supposes failures and says what every required flow does then (F-2): traced before, and after on the network
 * as the failures leave it. Names in `request` are taken as they are; a failure that names nothing changes
 * nothing, so whoever takes them from people resolves them first (`resolveFailures`).
 */
export function runWhatIf(
  configuration: Configuration,
  intents: readonly Intent[],
  request: WhatIfRequest,
): WhatIfResult {
  const { horizon, view, failures } = request;
  return whatIfInViews(
    (each) => outageBaseline(configuration, intents, { horizon, view: each }),
    view,
    failures,
  );
}

/** In one view, or in both; `baselineOf` gives the baseline of a view. */
export function whatIfInViews(
  baselineOf: (view: View) => OutageBaseline,
  view: WhatIfRequest["view"],
  failures: readonly Failure[],
): WhatIfResult {
  if (view !== "both") return whatIfFrom(baselineOf(view), failures);
  const observed = baselineOf("observed");
  const states = statesNotWell(observed.network.index.configuration);
  // Where nothing is recorded as not well, both views are the same network.
  if (states.length === 0) return { ...whatIfFrom(observed, failures), differences: [] };
  const configured = baselineOf("configured");
  const sides = {
    observed: { network: observed.network, trial: tryFailures(observed, failures) },
    configured: { network: configured.network, trial: tryFailures(configured, failures) },
  };
  const { effects, leading } = worseOf(sides);
  const outcomes = effects.flatMap((effect, position) => {
    if (effect.effect === "unaffected") return [];
    const { network, trial } = sides[leading[position] ?? "observed"];
    return intentOutcome(effect, { before: network, after: trial.failed });
  });
  const result = written(observed, sides.observed.trial, effects, outcomes);
  const differences = viewDifferences(observed, sides, states);
  return { ...result, differences, sentence: withDesign(result.sentence, differences) };
}

/** The same, from a baseline that many what-ifs share. */
export function whatIfFrom(baseline: OutageBaseline, failures: readonly Failure[]): WhatIfResult {
  return whatIfResult(baseline, tryFailures(baseline, failures));
}

/** Writes out what a trial found, with the evidence. */
export function whatIfResult(baseline: OutageBaseline, trial: Trial): WhatIfResult {
  const outcomes = trial.effects
    .filter(({ effect }) => effect !== "unaffected")
    .map((effect) => intentOutcome(effect, { before: baseline.network, after: trial.failed }));
  return written(baseline, trial, trial.effects, outcomes);
}

function written(
  { network, horizon, flowsThrough }: OutageBaseline,
  { failures, failed, down }: Trial,
  effects: readonly IntentEffect[],
  unsorted: readonly IntentOutcome[],
): WhatIfResult {
  const outcomes = [...unsorted].sort((a, b) => (a.intent.id < b.intent.id ? -1 : 1));
  const having = (effect: IntentOutcome["effect"]) => outcomes.filter((each) => each.effect === effect);
  const [lost, degraded, undecided] = [having("lost"), having("degraded"), having("undecided")];
  const redundancy = redundancyChanges(network, failed, flowsThrough.keys());
  const notWorkingBefore = effects
    .filter(({ effect, before }) => effect === "unaffected" && before === "NOT_REACHABLE")
    .map(({ intent }) => intent.id)
    .sort();
  return {
    schemaVersion: 1,
    failures,
    horizon,
    lost,
    degraded,
    undecided,
    collateral: lost.filter(({ withComponent }) => !withComponent).map(({ intent }) => intent.id),
    lostWithComponent: lost.filter(({ withComponent }) => withComponent).map(({ intent }) => intent.id),
    unaffectedCount: effects.length - outcomes.length - notWorkingBefore.length,
    notWorkingBefore,
    affected: affectedResources(network.index, down, outcomes),
    redundancy,
    sentence: whatIfSentence(network.index, { failures, down, lost, degraded, undecided, redundancy }),
  };
}

/** The name and route of a failure in words: "failure of NAT gateway nat-a", "withdrawal of 0.0.0.0/0 from rtb-1". */
export function failureText(index: ConfigurationIndex, failure: Failure): string {
  const { kind, id, mode } = failure;
  const { name } = failingElement(index, kind, id);
  const element = name === undefined ? `\`${id}\`` : `\`${id}\` (${name})`;
  const noun = NOUNS[kind] ?? kind;
  if (mode === "blocked") return `${noun} ${element} denying everything`;
  if (mode === "detached") return `loss of the association of ${noun} ${element}`;
  if (mode === "withdrawn") {
    const what = withdrawnText(index, failure);
    return `withdrawal of ${what === failure.route ? `the route to ${what}` : what} from ${noun} ${element}`;
  }
  return `failure of ${noun} ${element}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  region: "region",
  zone: "zone",
  subnet: "subnet",
  instance: "instance",
  networkInterface: "network interface",
  natGateway: "NAT gateway",
  internetGateway: "internet gateway",
  egressOnlyInternetGateway: "egress-only internet gateway",
  vpcPeeringConnection: "peering connection",
  transitGateway: "transit gateway",
  transitGatewayAttachment: "transit gateway attachment",
  loadBalancer: "load balancer",
  classicLoadBalancer: "load balancer",
  loadBalancerNode: "load balancer node",
  vpcEndpoint: "VPC endpoint",
  firewall: "firewall",
  databaseInstance: "database",
  vpnConnection: "VPN connection",
  vpnTunnel: "VPN tunnel",
  customerGateway: "customer gateway",
  directConnectConnection: "Direct Connect connection",
  virtualInterface: "virtual interface",
  securityGroup: "security group",
  networkAcl: "network ACL",
  routeTable: "route table",
  transitGatewayRouteTable: "transit gateway route table",
};
