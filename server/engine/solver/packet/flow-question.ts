import type { ConfigurationIndex } from "../../configuration";
import { type AddressSet, type Family, isIcmp, type PortSet, PROTOCOL } from "../../net";
import type { Failure } from "../../semantics";
import { not, variable } from "../formula";
import {
  coreOf,
  numberOf,
  type SolverAnswer,
  type SolverQuestion,
  solverQuestion,
  trueNames,
} from "../question";
import { Encoding, WAY } from "./encoding";
import { addressField, portField } from "./packet";
import { emit, enterFromInternet } from "./walk";
import type { Here, Walk } from "./walk-types";

/** A flow as a question names it: whole sets of addresses and ports, from one interface or from the internet. */
export interface AskedFlow {
  /** Id of the interface that sends; null: the internet does. */
  readonly fromInterfaceId: string | null;
  readonly family: Family;
  readonly protocol: number;
  readonly sources: AddressSet;
  readonly destinations: AddressSet;
  readonly sourcePorts: PortSet;
  readonly destinationPorts: PortSet;
  /** Whether the reply has to come back too. */
  readonly isConnection: boolean;
  readonly failures: readonly Failure[];
}

/** The question whether some packet of a flow gets through, and the ways out of what it encodes. */
export interface FlowQuestion {
  readonly question: SolverQuestion;
  /** What a packet may meet that is not encoded, in words. */
  readonly escapes: readonly string[];
}

/** A packet that a solver found. */
export interface FoundPacket {
  readonly source: bigint;
  readonly destination: bigint;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const ONLY_ENCODED = "only what is encoded: ";
const FIELDS = ["source", "destination", "source port", "destination port"] as const;

/**
 * Asks whether some packet of the flow gets through: addresses of 32 or 128 bits and ports of 16 against the rules, ACL
 * entries and routes of the configuration at every place it can come to. A second account of these rules
 * beside the interpreter's, and narrower: at what it does not encode a packet may go on or not (`escapes`).
 *
 * @param onlyEncoded  packets must stay within what is encoded
 */
export function flowQuestion(
  index: ConfigurationIndex,
  flow: AskedFlow,
  { title, onlyEncoded }: { readonly title: string; readonly onlyEncoded: boolean },
): FlowQuestion {
  const { family, protocol, failures, fromInterfaceId } = flow;
  const encoding = new Encoding(failures);
  const [source, destination, sourcePort, destinationPort] = FIELDS;
  const start: Here = {
    at: encoding.step("the packet gets through"),
    packet: {
      family,
      protocol,
      icmp: isIcmp(protocol) ? { type: protocol === PROTOCOL.icmp ? 8 : 128, code: 0 } : undefined,
      source: addressField(encoding, source, family, flow.sources, "the flow: source"),
      destination: addressField(encoding, destination, family, flow.destinations, "the flow: destination"),
      sourcePort: portField(encoding, sourcePort, flow.sourcePorts, "the flow: source port"),
      destinationPort: portField(
        encoding,
        destinationPort,
        flow.destinationPorts,
        "the flow: destination port",
      ),
    },
    phase: "forward",
    sender: undefined,
    sessions: [],
    behind: new Map(),
  };
  encoding.assertions.push({ formula: start.at, label: `${WAY}some packet of the flow gets through` });
  const client = fromInterfaceId === null ? undefined : index.get("networkInterface", fromInterfaceId);
  const walk: Walk = { index, encoding, client, isConnection: flow.isConnection };
  if (fromInterfaceId === null) enterFromInternet(walk, start);
  else if (client) emit(walk, start, client);
  else encoding.escape(start.at, `${fromInterfaceId} is not in the input`);
  const closed = encoding.escapes.map(({ name }) => ({
    formula: not(variable(name)),
    label: `${ONLY_ENCODED}${name}`,
  }));
  return {
    question: solverQuestion(title, [...encoding.assertions, ...(onlyEncoded ? closed : [])]),
    escapes: [...new Set(encoding.escapes.map(({ reason }) => reason))],
  };
}

/** The packet of a model. */
export function foundPacket({ question }: FlowQuestion, answer: SolverAnswer): FoundPacket {
  const [source, destination, sourcePort, destinationPort] = FIELDS.map((name) =>
    numberOf(question, answer, name),
  );
  return {
    source: source ?? 0n,
    destination: destination ?? 0n,
    sourcePort: Number(sourcePort ?? 0n),
    destinationPort: Number(destinationPort ?? 0n),
  };
}

/** The rules, entries, routes and suppositions that together let no packet through, each once. */
export function decidingRules(question: SolverQuestion, answer: SolverAnswer): readonly string[] {
  return [...new Set(coreOf(question, answer).filter((label) => !label.startsWith(WAY)))];
}

/** Whether no packet gets through only because it may not leave what is encoded. */
export function isHeldBack({ question }: FlowQuestion, answer: SolverAnswer): boolean {
  return decidingRules(question, answer).some((label) => label.startsWith(ONLY_ENCODED));
}

/** What the packet of a model meets that is not encoded, in words. */
export function escapesTaken({ question }: FlowQuestion, answer: SolverAnswer): readonly string[] {
  return trueNames(question, answer).flatMap((name) => /^not encoded \d+: (.*)$/.exec(name)?.[1] ?? []);
}
