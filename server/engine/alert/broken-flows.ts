import type { ConfigurationIndex, Element } from "../configuration";
import { type Check, fingerprint, type Rating, severityOf } from "../finding";
import { elementOf } from "../intent";
import type { BrokenIntent, OutageBaseline } from "../scenario";
import { affectedBroken, applicationsText, nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { doubtsIn } from "./blind-spots";
import { vpcOf } from "./single-failure-checks";

export const REQUIRED_FLOW = "required-flow";

const LIKELIHOOD: Rating = { value: 4, source: "it is so now, nothing has to fail for it" };

/** One alert per VPC with the required flows in it that do not work while nothing fails. */
export function brokenFlowAlerts(
  index: ConfigurationIndex,
  broken: readonly BrokenIntent[],
): readonly Alert[] {
  return byVpc(index, broken).map(([vpc, flows]) => brokenFlowAlert(index, vpc, flows));
}

/**
 * One check per VPC that has such flows, and one for each where that cannot be said: of a flow in it that is not
 * decided, or because parts of its region may be true no longer. There is nothing to check where all flows work.
 */
export function brokenFlowChecks(
  index: ConfigurationIndex,
  broken: readonly BrokenIntent[],
  flows: OutageBaseline["intents"] = [],
): readonly Check[] {
  const base = { family: "outage", kind: REQUIRED_FLOW } as const;
  const violated = byVpc(index, broken).map(([subject]): Check => {
    const fingerprint = brokenFingerprint(subject.id);
    return { ...base, subject, outcome: "violated", fingerprint, missing: [] };
  });
  const told = new Set(violated.map(({ subject }) => subject.id));
  const open = new Map<string, string[]>();
  for (const { intent, pairs, untraced } of flows) {
    const missing = pairs.flatMap((pair) => (pair.verdict === "UNKNOWN" ? pair.missing : []));
    if (untraced !== null) missing.push(untraced);
    const vpc = vpcOfFlow(index, intent);
    if (vpc && missing.length > 0) open.set(vpc.id, [...(open.get(vpc.id) ?? []), ...missing]);
  }
  const unknown = index.configuration.resources.vpc
    .filter(({ id }) => !told.has(id))
    .flatMap((vpc): Check[] => {
      const missing = [...new Set([...(open.get(vpc.id) ?? []), ...doubtsIn(index, vpc.region)])].sort();
      if (missing.length === 0) return [];
      const fingerprint = brokenFingerprint(vpc.id);
      return [{ ...base, subject: elementOf(vpc), outcome: "unknown", fingerprint, missing }];
    });
  return [...violated, ...unknown];
}

function brokenFingerprint(vpcId: string): string {
  return fingerprint({ kind: REQUIRED_FLOW, policy: "works-now", element: vpcId });
}

function byVpc(index: ConfigurationIndex, broken: readonly BrokenIntent[]): [Element, BrokenIntent[]][] {
  const groups = new Map<string, [Element, BrokenIntent[]]>();
  for (const each of broken) {
    const vpc = vpcOfFlow(index, each.intent);
    if (!vpc) continue;
    const group = groups.get(vpc.id);
    if (group) group[1].push(each);
    else groups.set(vpc.id, [vpc, [each]]);
  }
  return [...groups.values()].sort(([a], [b]) => (a.id < b.id ? -1 : 1));
}

function vpcOfFlow(index: ConfigurationIndex, { from, to }: BrokenIntent["intent"]): Element | undefined {
  const members = [to, from].flatMap((end) => (end.kind === "tier" ? index.find(end.members[0] ?? "") : []));
  // A site is in no VPC: what it talks to is.
  const isPlace = (kind?: string) => kind === "site" || kind === "customerGateway";
  const member = members.find((each) => !isPlace(each?.kind)) ?? members[0];
  if (!member) return undefined;
  // An instance has no VPC of its own: its first interface has.
  const placed = member.kind === "instance" ? (index.interfacesOfInstance(member.id)[0] ?? member) : member;
  return vpcOf(index, elementOf(placed));
}

/** As what is lost with a failure, told from what owners say: flows that are only inferred weigh least. */
function brokenImpact(flows: readonly BrokenIntent[]): Rating {
  const said = flows.filter(({ intent }) => intent.origin !== "inferred");
  if (said.length === 0)
    return {
      value: 1,
      source: "inferred flows only: the rules look meant for them, nobody has said that they are needed",
    };
  if (said.some(({ intent }) => intent.criticality === "critical"))
    return { value: 4, source: "a flow of what its owner calls critical does not work" };
  return { value: 3, source: "a flow that its owner declared or accepted does not work" };
}

/** For how many hosts, where none of the flows is lost for all of them. */
function partText(flows: readonly BrokenIntent[]): string {
  if (flows.some(({ without }) => without === null)) return "";
  const hosts = new Set(flows.flatMap(({ without }) => without ?? []));
  return ` for ${hosts.size === 1 ? "one host" : `${hosts.size} hosts`}, while others have it`;
}

function brokenFlowAlert(index: ConfigurationIndex, vpc: Element, flows: readonly BrokenIntent[]): Alert {
  const inferred = flows.every(({ intent }) => intent.origin === "inferred");
  const impact = brokenImpact(flows);
  const affected = flows.map((each) => affectedBroken(index, each));
  const count = `${flows.length} required flow${flows.length === 1 ? "" : "s"}`;
  const applications = applicationsText(flows.map(({ intent }) => intent.application));
  return {
    fingerprint: brokenFingerprint(vpc.id),
    family: "outage",
    kind: REQUIRED_FLOW,
    severity: severityOf(impact, LIKELIHOOD, inferred),
    title: `${applications}: ${count} in ${nameOf(vpc)} ${flows.length === 1 ? "does" : "do"} not work now${partText(flows)}`,
    description:
      "Traced by the reference interpreter while nothing fails. Such a flow has nothing left to lose, so no what-if speaks of it.",
    subject: vpc,
    scenario: "nothing fails",
    affected,
    likelihood: { ...LIKELIHOOD },
    impact: { ...impact },
    evidence: {
      certificate: null,
      before: [],
      after: affected[0]?.after ?? [],
      at: affected[0]?.at ?? null,
      failures: [],
      solver: null,
    },
    recommendations: [
      {
        title: "Lift what stands in the way, or take away the rules that suggest the flow",
        changes: [
          ...new Set(flows.flatMap(({ trace }) => trace.blockers.flatMap(({ changes }) => changes))),
        ].sort(),
        effort: "low",
        verified: null,
      },
    ],
  };
}
