import type { Configuration, ConfigurationIndex } from "../../configuration";
import type { Intent } from "../../intent";
import type { Failure } from "../../semantics";
import { affectedResources } from "./affected";
import { type OutageBaseline, outageBaseline } from "./baseline";
import { intentOutcome } from "./intent-outcome";
import type { WhatIfRequest } from "./outage.schema";
import type { IntentOutcome, WhatIfResult } from "./outcome";
import { whatIfSentence } from "./sentence";
import { type Trial, tryFailures } from "./trial";

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
  const { horizon, view } = request;
  return whatIfFrom(outageBaseline(configuration, intents, { horizon, view }), request.failures);
}

/** The same, from a baseline that many what-ifs share. */
export function whatIfFrom(baseline: OutageBaseline, failures: readonly Failure[]): WhatIfResult {
  return whatIfResult(baseline, tryFailures(baseline, failures));
}

/** Writes out what a trial found, with the evidence. */
export function whatIfResult(
  { network, horizon }: OutageBaseline,
  { failures, failed, down, effects }: Trial,
): WhatIfResult {
  const outcomes = effects
    .filter(({ effect }) => effect !== "unaffected")
    .map((effect) => intentOutcome(effect, { before: network, after: failed }))
    .sort((a, b) => (a.intent.id < b.intent.id ? -1 : 1));
  const having = (effect: IntentOutcome["effect"]) => outcomes.filter((each) => each.effect === effect);
  const [lost, degraded, undecided] = [having("lost"), having("degraded"), having("undecided")];
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
    sentence: whatIfSentence(network.index, { failures, down, lost, degraded, undecided }),
  };
}

/** The name and route of a failure in words: "failure of NAT gateway nat-a", "withdrawal of 0.0.0.0/0 from rtb-1". */
export function failureText(index: ConfigurationIndex, { kind, id, mode, route }: Failure): string {
  const name = index.find(id)?.name;
  const element = name === undefined ? `\`${id}\`` : `\`${id}\` (${name})`;
  const noun = NOUNS[kind] ?? kind;
  if (mode === "blocked") return `${noun} ${element} denying everything`;
  if (mode === "withdrawn") return `withdrawal of the route to ${route} from ${noun} ${element}`;
  return `failure of ${noun} ${element}`;
}

const NOUNS: Readonly<Record<string, string>> = {
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
  securityGroup: "security group",
  networkAcl: "network ACL",
  routeTable: "route table",
};
