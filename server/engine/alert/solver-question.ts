import type { ConfigurationIndex } from "../configuration";
import {
  type AddressSet,
  addresses,
  type Family,
  PROTOCOL,
  parsePrefix,
  parseProtocol,
  prefixesSet,
} from "../net";
import { type Failure, membersOfRegion } from "../semantics";
import {
  type AskedFlow,
  type ClaimedChoice,
  choiceQuestion,
  type FlowQuestion,
  flowQuestion,
  internetSpace,
  type RouteClaim,
  type SolverQuestion,
} from "../solver";
import type { Alert } from "./alert.schema";
import { DATA_AT_RISK, EXPLOITABLE_HOST } from "./breach/breach-kinds";
import { ZONAL_DEPENDENCE } from "./dependence-alerts";
import { INTERNET_EXPOSURE } from "./exposure-alerts";
import { CAPACITY_DATE, OVER_CAPACITY, OVERLOAD_AFTER_FAILURE } from "./load-checks";

type Hop = Alert["evidence"]["before"][number];

/**
 * An alert's claim as a question. `exposure`: some packet gets through, so "sat" confirms. `loss`: no packet of the flow
 * gets through when the failures are supposed, so "unsat" confirms. `choice`: the table chooses as is said,
 * so "sat" confirms. `none`: it cannot be asked.
 */
export type AlertQuestion =
  | {
      readonly kind: "exposure" | "loss";
      readonly asked: string;
      readonly flow: AskedFlow;
      readonly encoded: FlowQuestion;
    }
  | {
      readonly kind: "choice";
      readonly asked: string;
      readonly question: SolverQuestion;
      readonly choices: readonly ClaimedChoice[];
    }
  | { readonly kind: "none"; readonly asked: string; readonly reason: string };

/**
 * Writes the claim of an alert as a question. Who speaks to whom is taken from its evidence; every rule, entry, route
 * and address is read from the configuration.
 */
export function alertQuestion(index: ConfigurationIndex, alert: Alert): AlertQuestion {
  switch (alert.kind) {
    case INTERNET_EXPOSURE:
      return exposureQuestion(index, alert);
    case ZONAL_DEPENDENCE:
      return dependenceQuestion(index, alert);
    case OVER_CAPACITY:
    case CAPACITY_DATE:
    case OVERLOAD_AFTER_FAILURE:
      return {
        kind: "none",
        asked: "Is a limit used up?",
        reason: "load is a sum, no question of what gets through: its figures are in the evidence",
      };
    case DATA_AT_RISK:
    case EXPLOITABLE_HOST:
      return {
        kind: "none",
        asked: "Does an attack get there?",
        reason: "an attack of several steps is no single question about packets",
      };
    default:
      return lossQuestion(index, alert);
  }
}

/** The text to be put to the solver; null when there is none. */
export function questionOf(asked: AlertQuestion): SolverQuestion | null {
  if (asked.kind === "none") return null;
  return asked.kind === "choice" ? asked.question : asked.encoded.question;
}

function exposureQuestion(index: ConfigurationIndex, alert: Alert): AlertQuestion {
  const asked = "Does some packet from the public internet get through?";
  const [first] = alert.evidence.before;
  const flow = first && flowOf(index, first);
  if (!flow) return { kind: "none", asked, reason: "the evidence names no flow" };
  // Anyone in the internet will do: the evidence may show those who are refused.
  const anyone = { ...flow, sources: internetSpace(index, flow.family) };
  const open = { ...anyone, isConnection: flow.protocol === PROTOCOL.tcp, failures: [] };
  const encoded = flowQuestion(index, open, { title: `${asked} ${alert.title}`, onlyEncoded: true });
  return { kind: "exposure", asked, flow: open, encoded };
}

function lossQuestion(index: ConfigurationIndex, alert: Alert): AlertQuestion {
  const { before, after, failures } = alert.evidence;
  const supposed = failures.length === 0 ? "as the network is" : `when this is supposed: ${alert.scenario}`;
  const asked = `Does some packet of the flow in the evidence get through, ${supposed}?`;
  const [first] = before.length > 0 ? before : after;
  const flow = first && flowOf(index, first);
  if (!flow) return { kind: "none", asked, reason: "the evidence names no flow" };
  const lost = { ...flow, isConnection: true, failures: failures.flatMap((each) => partsOf(index, each)) };
  const encoded = flowQuestion(index, lost, { title: `${asked} ${alert.title}`, onlyEncoded: false });
  return { kind: "loss", asked, flow: lost, encoded };
}

/** What the encoding knows by name: of a region, everything that stops with it. */
function partsOf(index: ConfigurationIndex, failure: Failure): readonly Failure[] {
  if (failure.kind !== "region") return [failure];
  return membersOfRegion(index.configuration, failure.id).map(({ kind, id }) => ({ kind, id, mode: "down" }));
}

/** The flow as it is at its first hop. */
function flowOf(
  index: ConfigurationIndex,
  { element, packet }: Hop,
): Omit<AskedFlow, "isConnection" | "failures"> | undefined {
  const protocol = parseProtocol(packet.protocol);
  const isFromInternet = element.kind === "internet";
  if (protocol === undefined || (!isFromInternet && element.kind !== "networkInterface")) return undefined;
  const family = [...packet.source, ...packet.destination].some((text) => text.includes(":")) ? 6 : 4;
  return {
    fromInterfaceId: isFromInternet ? null : element.id,
    family,
    protocol,
    sources: addressesOf(index, packet.source, family),
    destinations: addressesOf(index, packet.destination, family),
    sourcePorts: packet.sourcePorts,
    destinationPorts: packet.destinationPorts,
  };
}

/** A set as hops write it: prefixes, or the word for all of public space. */
function addressesOf(index: ConfigurationIndex, texts: readonly string[], family: Family): AddressSet {
  const prefixes = texts.flatMap((text) => parsePrefix(text) ?? []);
  const all = texts.includes("internet") ? internetSpace(index, family) : [];
  return addresses.union(prefixesSet(prefixes), all);
}

function dependenceQuestion(index: ConfigurationIndex, alert: Alert): AlertQuestion {
  const asked = `For every subnet in the alert: does its table send some address of the destination to ${alert.subject.id}?`;
  const attachment = index.get("transitGatewayAttachment", alert.subject.id);
  const targetId = attachment?.transitGatewayId ?? alert.subject.id;
  const claims = alert.affected.flatMap(({ members, to }): RouteClaim[] => {
    const [subnet] = members;
    return subnet ? [{ subnetId: subnet.id, destinations: to.split(", "), targetId }] : [];
  });
  if (claims.length === 0) return { kind: "none", asked, reason: "the alert names no subnet" };
  const found = choiceQuestion(index, claims, `${asked} ${alert.title}`);
  return found.kind === "question"
    ? { kind: "choice", asked, question: found.question, choices: found.choices }
    : { kind: "none", asked, reason: `the encoding cannot say this: ${found.reason}` };
}
