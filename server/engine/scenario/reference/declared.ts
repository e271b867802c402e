import type {
  ConfigurationIndex,
  DeclaredFacts,
  Element,
  FactApplication,
  FactFlow,
} from "../../configuration";
import { elementOf, type Intent, type IntentEnd, intentId, type Tier, tiersOf } from "../../intent";
import { parsePrefix, parseProtocol, ports, prefixesOverlap, protocolName } from "../../net";
import { applicationMembers } from "./application-members";
import { matchResources, nearResources } from "./match";

/** A declared flow that cannot be understood. `place` is the path inside the file. */
export interface FactProblem {
  readonly place: string;
  readonly message: string;
  readonly candidates: readonly Element[];
}

/** The flows that owners declared, and what of them could not be understood. */
export interface Declared {
  readonly intents: readonly Intent[];
  /** The declarations without the flows that are not understood. */
  readonly understood: readonly FactApplication[];
  readonly problems: readonly FactProblem[];
}

/**
 * Turns declared applications into required flows. An end may name hosts, interfaces, a database, a security group (its
 * members), an application, a site (`site:office`), `internet` or a public prefix; several references make one
 * tier. What names nothing or several things is a problem, never passed over.
 *
 * @param how  who says so, as the reason of each flow begins
 */
export function declaredFlows(
  index: ConfigurationIndex,
  facts: Pick<DeclaredFacts, "applications">,
  how = "declared",
): Declared {
  const problems: FactProblem[] = [];
  const intents: Intent[] = [];
  if (facts.applications.length === 0) return { intents, understood: [], problems };
  const hosts = { index, tiers: tiersOf(index) };
  const understood = facts.applications.map((application, position): FactApplication => {
    const { name, criticality } = application;
    const flows = application.flows.filter((flow, number) => {
      const place = `applications[${position}].flows[${number}]`;
      const from = resolveEnd(hosts, flow.from, `${place}.from`, problems);
      const to = resolveEnd(hosts, flow.to, `${place}.to`, problems);
      const intent =
        from && to && declaredIntent({ flow, from, to, place, name, criticality, how }, problems);
      if (intent) intents.push(intent);
      return intent !== undefined;
    });
    return { ...application, flows };
  });
  return { intents, understood, problems };
}

/** Where the hosts that ends name are looked for. */
interface Hosts {
  readonly index: ConfigurationIndex;
  readonly tiers: readonly Tier[];
}

interface DeclaredParts {
  readonly flow: FactFlow;
  readonly from: IntentEnd;
  readonly to: IntentEnd;
  readonly place: string;
  readonly name: string;
  readonly criticality: Intent["criticality"];
  readonly how: string;
}

function declaredIntent(
  { flow, from, to, place, name, criticality, how }: DeclaredParts,
  problems: FactProblem[],
): Intent | undefined {
  const number = parseProtocol(flow.protocol);
  if (number === undefined) {
    problems.push({
      place: `${place}.protocol`,
      message: `\`${flow.protocol}\` is not a protocol: write tcp, udp, icmp or a number to 255`,
      candidates: [],
    });
    return undefined;
  }
  const ranges = flow.ports.map((each): [number, number] => {
    const [lo, hi] = typeof each === "number" ? [each, each] : each.split("-").map(Number);
    return [lo ?? 0, hi ?? 0];
  });
  if (ranges.some(([lo, hi]) => lo > hi || hi > 65535)) {
    problems.push({
      place: `${place}.ports`,
      message: "a range must be LO-HI within 0 to 65535",
      candidates: [],
    });
    return undefined;
  }
  const protocol = protocolName(number);
  const asked = ports.of(ranges).map(([lo, hi]): [number, number] => [lo, hi]);
  return {
    id: intentId({ from: endKey(from), to: endKey(to), family: flow.family, protocol, ports: asked }),
    application: name,
    from,
    to,
    family: flow.family,
    protocol,
    ports: asked,
    members: flow.members,
    criticality,
    origin: "declared",
    confidence: 1,
    why: `${how} for application ${name}`,
  };
}

function endKey(end: IntentEnd): string {
  if (end.kind === "tier") return `declared:${end.members.join("+")}`;
  return end.prefixes ? `internet:${end.prefixes.join(",")}` : "internet";
}

function resolveEnd(
  hosts: Hosts,
  references: string | readonly string[],
  place: string,
  problems: FactProblem[],
): IntentEnd | undefined {
  const texts = typeof references === "string" ? [references] : references;
  if (texts.length === 1 && texts[0]?.toLowerCase() === "internet") return { kind: "internet" };
  const prefixes = texts.filter((text) => parsePrefix(text) !== undefined);
  if (prefixes.length === texts.length && prefixes.every((text) => isOutside(hosts.index, text)))
    return { kind: "internet", prefixes };
  const members = new Set<string>();
  for (const text of texts) {
    const found = hostsOf(hosts, text);
    if (found.kind === "problem") problems.push({ ...found.problem, place });
    else for (const id of found.ids) members.add(id);
  }
  const sorted = [...members].sort();
  const name = texts.join(" + ").replaceAll("site:", "site ");
  return sorted.length > 0 ? { kind: "tier", name, members: sorted } : undefined;
}

/** Whether a prefix is nobody's own: a part of the estate is named by its hosts instead. */
function isOutside(index: ConfigurationIndex, text: string): boolean {
  const prefix = parsePrefix(text);
  const own = index.configuration.resources.vpc.flatMap(({ prefixes }) => prefixes).map(parsePrefix);
  return prefix !== undefined && !own.some((each) => each && prefixesOverlap(each, prefix));
}

export type FoundHosts =
  | { readonly kind: "hosts"; readonly ids: readonly string[] }
  | { readonly kind: "problem"; readonly problem: Omit<FactProblem, "place"> };

/** The hosts that a text names: one, those of a security group, or those of an application (`app:NAME`). */
export function hostsOf({ index, tiers }: Hosts, text: string): FoundHosts {
  const problem = (message: string, candidates: readonly Element[] = []): FoundHosts => ({
    kind: "problem",
    problem: { message, candidates },
  });
  const application = /^app:(.*)$/.exec(text)?.[1];
  if (application !== undefined) {
    const ids = applicationMembers(tiers, index, application).map(({ id }) => id);
    return ids.length > 0 ? { kind: "hosts", ids } : problem(`no application is called \`${application}\``);
  }
  const site = /^site:(.*)$/.exec(text)?.[1];
  if (site !== undefined) return siteMember(index, text, site);
  const nic = index.configuration.resources.networkInterface.filter((each) =>
    each.privateAddresses.some(({ address }) => address === text),
  );
  const matches = nic.length > 0 ? nic : matchResources(index, text);
  const [only] = matches;
  if (!only) return problem(`nothing in the configuration is called \`${text}\``, nearResources(index, text));
  if (matches.length > 1)
    return problem(`\`${text}\` names ${matches.length} resources`, matches.map(elementOf));
  switch (only.kind) {
    case "instance":
    case "databaseInstance":
      return { kind: "hosts", ids: [only.id] };
    case "networkInterface":
      return { kind: "hosts", ids: [only.attachment?.instanceId ?? only.id] };
    case "site":
      // One member, whoever is there: the interpreter asks for all of its addresses together.
      return { kind: "hosts", ids: [only.id] };
    case "securityGroup": {
      const ids = tiers
        .filter((tier) => tier.securityGroupIds.includes(only.id))
        .flatMap(({ members }) => members.map(({ element }) => element.id));
      return ids.length > 0 ? { kind: "hosts", ids } : problem(`no running host carries \`${only.id}\``);
    }
    default:
      return problem(
        `\`${text}\` is a ${only.kind}: name hosts, a database, a security group, an application, a site or internet`,
      );
  }
}

/** A declared site by its name, or the place behind a customer gateway by the gateway's id. */
function siteMember(index: ConfigurationIndex, text: string, name: string): FoundHosts {
  const { site } = index.configuration.resources;
  const declared = site.find((each) => each.id === text || each.name === name);
  const found = declared ?? index.get("customerGateway", name);
  if (found) return { kind: "hosts", ids: [found.id] };
  const message = `no site is called \`${name}\`: declare it under sites`;
  return { kind: "problem", problem: { message, candidates: site.map(elementOf) } };
}
