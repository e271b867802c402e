import {
  type ConfigurationIndex,
  type Element,
  groupRuleText,
  type ResourceOf,
  type SecurityGroupRule,
} from "../configuration";
import { type Check, fingerprint, type Rating, severityOf } from "../finding";
import { elementOf, flowText, publicPart } from "../intent";
import { addresses, parsePrefix, prefixesSet, protocolName } from "../net";
import type { ExposedRow, Exposure } from "../scenario";
import { applicationsText, hopOf, nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import { doubtsIn } from "./blind-spots";
import { type FindOwners, weighed } from "./owners";
import { type PortRisk, portRisk, worstRisk } from "./port-risk";

export const INTERNET_EXPOSURE = "internet-exposure";

const IMPACTS: Readonly<Record<PortRisk, Rating>> = {
  "data-store": { value: 4, source: "a data store answers, data is within reach" },
  admin: { value: 3, source: "an administration service answers, the host is within reach" },
  "every-port": { value: 3, source: "every service on the host answers, administration included" },
  other: { value: 2, source: "a service answers" },
  web: { value: 0, source: "a web service answers, as is usual for one" },
  ping: { value: 0, source: "only echo requests are answered" },
};
const FEW_ADDRESSES = 256n;

/** What is exposed of one resource. */
interface ExposedResource {
  readonly resource: Element;
  readonly rows: readonly ExposedRow[];
  readonly risk: PortRisk;
}

/** One alert per resource that answers the internet on more than echo requests, by resource id. */
export function exposureAlerts(
  index: ConfigurationIndex,
  exposure: Exposure,
  ownersOf: FindOwners,
): readonly Alert[] {
  return exposedResources(exposure)
    .filter(({ risk }) => risk !== "ping")
    .map((each) => exposureAlert(index, each, ownersOf));
}

/** One check per host: one without a public address answers nobody outside, and that is decided too. */
export function exposureChecks(index: ConfigurationIndex, exposure: Exposure): readonly Check[] {
  const exposed = new Map(exposedResources(exposure).map((each) => [each.resource.id, each]));
  const undecided = new Map(exposure.undecided.map((each) => [each.resource.id, each.missing]));
  const hosts = index.configuration.resources.networkInterface.map(
    (nic) => index.get("instance", nic.attachment?.instanceId ?? "") ?? nic,
  );
  const subjects = new Map(hosts.map((host) => [host.id, elementOf(host)]));
  return [...subjects.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((subject): Check => {
      const found = exposed.get(subject.id);
      // Without a public address nothing was asked: that there is none must be a fact of now.
      const doubts = found ? [] : doubtsIn(index, index.find(subject.id)?.region ?? "");
      const missing = [...new Set([...(undecided.get(subject.id) ?? []), ...doubts])].sort();
      const base = { family: "exposure", kind: INTERNET_EXPOSURE, subject, missing } as const;
      if (found && found.risk !== "ping")
        return { ...base, outcome: "violated", fingerprint: exposureFingerprint(found) };
      return { ...base, outcome: missing.length > 0 ? "unknown" : "holds" };
    });
}

function exposedResources({ exposed }: Exposure): readonly ExposedResource[] {
  const byResource = new Map<string, ExposedRow[]>();
  for (const row of exposed) {
    const rows = byResource.get(row.resource.id);
    if (rows) rows.push(row);
    else byResource.set(row.resource.id, [row]);
  }
  return [...byResource.values()]
    .flatMap((rows) => {
      const [first] = rows;
      const risk = worstRisk(rows.map((row) => portRisk(row.protocol, row.ports)));
      return first ? [{ resource: first.resource, rows, risk }] : [];
    })
    .sort((a, b) => (a.resource.id < b.resource.id ? -1 : 1));
}

function exposureFingerprint({ resource, risk }: ExposedResource): string {
  return fingerprint({
    kind: INTERNET_EXPOSURE,
    policy: "no-answer-to-the-internet",
    element: resource.id,
    direction: "inbound",
    portClass: risk,
  });
}

function exposureAlert(index: ConfigurationIndex, each: ExposedResource, ownersOf: FindOwners): Alert {
  const { resource, rows, risk } = each;
  const worst = rows.filter((row) => portRisk(row.protocol, row.ports) === risk);
  const isWide = worst.some(({ scope }) => scope === "internet-wide");
  const { applications, criticality } = ownersOf([resource]);
  const impact = weighed(IMPACTS[risk], criticality);
  const likelihood = isWide ? WIDE : restrictedLikelihood(worst);
  const witness = worst.find(({ scope }) => (scope === "internet-wide") === isWide) ?? worst[0];
  const who = isWide ? "the whole internet" : sourcesText(worst);
  const what = [...new Set(worst.map(flowText))].join(", ");
  return {
    fingerprint: exposureFingerprint(each),
    family: "exposure",
    kind: INTERNET_EXPOSURE,
    severity: severityOf(impact, likelihood, false),
    title: `${applicationsText(applications)}: ${nameOf(resource)} answers ${who} on ${what}${RISK_TEXT[risk]}`,
    description: `${rows.map(rowText).join("; ")}. Each is the answer of the reference interpreter for a packet from outside; what listens on the host itself is not known.`,
    subject: { ...resource },
    scenario: `a stranger in the internet opens a conversation with ${nameOf(resource)}`,
    affected: rows.map((row) => affectedRow(row, applications[0] ?? "")),
    likelihood: { ...likelihood },
    impact: { ...impact },
    evidence: {
      certificate: null,
      before: (witness?.hops ?? []).map(hopOf),
      after: [],
      at: admittingRule(index, each)[0]?.at ?? null,
      failures: [],
      solver: null,
    },
    recommendations: recommendations(index, each),
  };
}

const WIDE: Rating = { value: 4, source: "the whole public address space is scanned all the time" };

const RISK_TEXT: Readonly<Record<PortRisk, string>> = {
  "data-store": " (data store)",
  admin: " (administration)",
  "every-port": "",
  other: "",
  web: "",
  ping: "",
};

function restrictedLikelihood(rows: readonly ExposedRow[]): Rating {
  const sizes = rows.map(({ sources }) => addressCount(sources));
  const most = sizes.reduce((a, b) => (a > b ? a : b), 0n);
  return most <= FEW_ADDRESSES
    ? { value: 0, source: `only ${most} public addresses are let in` }
    : { value: 1, source: `${most} public addresses are let in, not the whole internet` };
}

/** Distinct addresses in some prefixes of one family; IPv6 counts networks of 64 bits. */
function addressCount(sources: readonly string[]): bigint {
  const prefixes = sources.map(parsePrefix).filter((prefix) => prefix !== undefined);
  const size = addresses.of(prefixesSet(prefixes)).reduce((sum, [lo, hi]) => sum + hi - lo + 1n, 0n);
  return prefixes[0]?.family === 6 ? (size >> 64n) + 1n : size;
}

function sourcesText(rows: readonly ExposedRow[]): string {
  const sources = [...new Set(rows.flatMap((row) => row.sources))];
  const shown = sources.slice(0, 2).join(", ");
  return sources.length > 2 ? `${shown} and ${sources.length - 2} more prefixes` : shown;
}

function rowText(row: ExposedRow): string {
  const who = row.scope === "internet-wide" ? "the whole internet" : sourcesText([row]);
  return `${flowText(row)} at ${row.address} from ${who}`;
}

function affectedRow(row: ExposedRow, application: string): Alert["affected"][number] {
  return {
    intentId: null,
    application,
    from: row.scope === "internet-wide" ? "internet" : `internet (${sourcesText([row])})`,
    to: `${nameOf(row.resource)} at ${row.address}`,
    protocol: row.protocol,
    ports: row.ports.map(([lo, hi]) => [lo, hi]),
    effect: "exposed",
    members: [{ ...row.resource }],
    origin: null,
    before: row.hops.map(hopOf),
    after: [],
    at: null,
  };
}

/** The security group rules that let the public in on the ports of the alert, by group id. */
function admittingRule(index: ConfigurationIndex, { resource, rows, risk }: ExposedResource) {
  const worst = rows.filter((row) => portRisk(row.protocol, row.ports) === risk);
  const nics = index.interfacesOfInstance(resource.id);
  const nic = index.get("networkInterface", resource.id);
  const groupIds = new Set([...(nic ? [nic] : []), ...nics].flatMap((each) => each.securityGroupIds));
  return [...groupIds].sort().flatMap((groupId) => {
    const group = index.get("securityGroup", groupId);
    return (group?.ingress ?? [])
      .filter((rule) => worst.some((row) => admits(index, rule, row)))
      .map((rule) => ({
        group,
        rule,
        at: { ...groupElement(groupId, group), rule: groupRuleText(rule, "ingress") },
      }));
  });
}

/**
 * The security group rules behind the exposure alert with this fingerprint: those without which it would not be
 * raised. A rule for web ports alone stays out of it where worse is open beside it. By group id, in its order.
 */
export function rulesBehindExposure(
  index: ConfigurationIndex,
  exposure: Exposure,
  alertFingerprint: string,
): readonly { readonly securityGroupId: string; readonly rule: SecurityGroupRule }[] {
  const each = exposedResources(exposure).find((one) => exposureFingerprint(one) === alertFingerprint);
  if (!each) return [];
  return admittingRule(index, each)
    .filter(({ rule }) => each.risk === "web" || ruleRisk(rule) !== "web")
    .map(({ at, rule }) => ({ securityGroupId: at.id, rule }));
}

function ruleRisk({ protocol, fromPort = 0, toPort = 65_535 }: SecurityGroupRule): PortRisk {
  return protocol === -1 ? "every-port" : portRisk(protocolName(protocol), [[fromPort, toPort]]);
}

function groupElement(id: string, group: ResourceOf<"securityGroup"> | undefined): Element {
  return { kind: "securityGroup", id, ...(group?.name === undefined ? {} : { name: group.name }) };
}

function admits(index: ConfigurationIndex, rule: SecurityGroupRule, row: ExposedRow): boolean {
  const numbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };
  const isProtocol =
    rule.protocol === -1 || rule.protocol === (numbers[row.protocol] ?? Number(row.protocol));
  const [from, to] = [rule.fromPort ?? 0, rule.toPort ?? 65535];
  const isPort =
    rule.protocol === -1 || row.ports.length === 0 || row.ports.some(([lo, hi]) => lo <= to && from <= hi);
  return isProtocol && isPort && publicPart(index, rule, row.family).kind !== "none";
}

function recommendations(index: ConfigurationIndex, each: ExposedResource): Alert["recommendations"] {
  const rules = admittingRule(index, each);
  const who =
    each.risk === "data-store"
      ? "the security groups of the tiers that use it"
      : each.risk === "admin"
        ? "the prefixes of your own offices, or drop it and use a session service instead"
        : "those who need it";
  const narrow: Alert["recommendations"][number] = {
    title: "Narrow the rule that lets the internet in",
    action: "narrow-rule",
    changes: rules.map(({ at }) => `in \`${at.id}\`, replace "${at.rule}" by a rule for ${who}`),
    effort: "low",
    verified: null,
  };
  const hide: Alert["recommendations"][number] = {
    title: "Take the public address away",
    changes: [
      `move ${nameOf(each.resource)} to a private subnet without a public address, behind a load balancer where the internet needs it`,
    ],
    effort: "medium",
    verified: null,
  };
  return each.risk === "web" ? [hide] : [narrow, hide];
}
