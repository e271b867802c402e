import { formatAddress, hasPorts, protocolName } from "../net";
import { type End, type Network, type Trace, traceFlow, withFailures } from "../semantics";
import {
  decidingRules,
  escapesTaken,
  type FoundPacket,
  foundAddress,
  foundPacket,
  isHeldBack,
  type SolverAnswer,
} from "../solver";
import type { Alert, SolverRecord } from "./alert.schema";
import { type AlertQuestion, alertQuestion, questionOf } from "./solver-question";

type Conclusion = Pick<SolverRecord, "result" | "witness" | "reason">;

/** The record of an alert whose claim was not put to the solver. */
export function notAsked(reason: string, asked = ""): SolverRecord {
  return {
    asked,
    question: null,
    questionHash: null,
    result: "undecided",
    answer: "unknown",
    witness: null,
    core: [],
    elapsedMs: null,
    reason,
  };
}

/**
 * What the solver's answer says of an alert. What it found is put to the interpreter: a packet that does not get through
 * there either way means that one of the two accounts of the rules is wrong, and the alert stays undecided.
 *
 * @param network  the one the alert is about, nothing failed
 */
export function solverRecord(
  network: Network,
  alert: Alert,
  { elapsedMs, ...answer }: SolverAnswer & { readonly elapsedMs: number | null },
): SolverRecord {
  const asked = alertQuestion(network.index, alert);
  const question = questionOf(asked);
  if (asked.kind === "none" || !question)
    return notAsked(asked.kind === "none" ? asked.reason : "there is no question", asked.asked);
  return {
    asked: asked.asked,
    question: question.text,
    questionHash: question.hash,
    answer: answer.answer,
    core: [...decidingRules(question, answer)],
    elapsedMs,
    ...conclude(network, asked, answer),
  };
}

function conclude(
  network: Network,
  asked: Exclude<AlertQuestion, { kind: "none" }>,
  answer: SolverAnswer,
): Conclusion {
  if (answer.answer === "unknown") return undecided(answer.reason ?? "the solver does not know");
  switch (asked.kind) {
    case "exposure":
      return answer.answer === "sat" ? replayed(network, asked, answer) : closed(asked, answer);
    case "loss":
      return answer.answer === "unsat" ? lost(asked, answer) : survived(network, asked, answer);
    case "choice":
      return answer.answer === "sat" ? chosen(network, asked, answer) : decided("refuted");
  }
}

type AskedFlowQuestion = Extract<AlertQuestion, { kind: "exposure" | "loss" }>;

/** Exposure, and a packet was found: it must get through on the interpreter too. */
function replayed(network: Network, asked: AskedFlowQuestion, answer: SolverAnswer): Conclusion {
  const packet = foundPacket(asked.encoded, answer);
  const witness = [packetText(asked, packet)];
  const { verdict } = replay(network, asked, packet);
  return verdict === "REACHABLE"
    ? decided("confirmed", witness)
    : undecided(`${DISAGREE}: to the interpreter this packet is ${verdict}`, witness);
}

/** Exposure, and no packet gets through what is encoded. */
function closed({ encoded }: AskedFlowQuestion, answer: SolverAnswer): Conclusion {
  return isHeldBack(encoded, answer)
    ? undecided(`not encoded: ${encoded.escapes.join("; ")}`)
    : decided("refuted");
}

/** Loss, and no packet gets through. The failure must be among the reasons, else it is lost without it. */
function lost({ encoded, flow }: AskedFlowQuestion, answer: SolverAnswer): Conclusion {
  const isBlamed = decidingRules(encoded.question, answer).some((label) => label.startsWith("supposed: "));
  return flow.failures.length === 0 || isBlamed
    ? decided("confirmed")
    : undecided("no packet of the flow gets through, but what is supposed is no reason for it");
}

/** Loss, and yet a packet was found. */
function survived(network: Network, asked: AskedFlowQuestion, answer: SolverAnswer): Conclusion {
  const packet = foundPacket(asked.encoded, answer);
  const witness = [packetText(asked, packet)];
  const { verdict } = replay(network, asked, packet);
  if (verdict === "REACHABLE") return decided("refuted", witness);
  const taken = escapesTaken(asked.encoded, answer);
  return taken.length > 0
    ? undecided(`not encoded: ${taken.join("; ")}`)
    : undecided(`${DISAGREE}: to the interpreter this packet is ${verdict}`, witness);
}

const DISAGREE = "the solver's encoding and the interpreter disagree, which is a fault in Umbra";

function replay(network: Network, { flow }: AskedFlowQuestion, packet: FoundPacket): Trace {
  const { family, protocol, isConnection, failures, fromInterfaceId } = flow;
  const source = formatAddress({ family, value: packet.source });
  const from: End =
    fromInterfaceId === null
      ? {
          kind: "internet",
          prefixes: [{ family, base: packet.source, length: family === 4 ? 32 : 128 }],
        }
      : { kind: "networkInterface", id: fromInterfaceId, address: source };
  return traceFlow(failures.length > 0 ? withFailures(network, failures) : network, {
    from,
    to: destinationEnd(network, flow, formatAddress({ family, value: packet.destination })),
    family,
    protocol,
    mode: isConnection ? "connection" : "oneway",
    ...(hasPorts(protocol)
      ? {
          ports: [[packet.destinationPort, packet.destinationPort]],
          clientPorts: [[packet.sourcePort, packet.sourcePort]],
        }
      : {}),
  });
}

/** An address means its owner in the sender's own VPC where that has one. */
function destinationEnd(
  { index }: Network,
  { fromInterfaceId }: AskedFlowQuestion["flow"],
  address: string,
): End {
  const vpcId = index.get("networkInterface", fromInterfaceId ?? "")?.vpcId;
  const isOwn = index
    .interfacesOfVpc(vpcId ?? "")
    .some((nic) => nic.privateAddresses.some((each) => each.address === address));
  return vpcId !== undefined && isOwn ? { kind: "address", address, vpcId } : { kind: "address", address };
}

function packetText({ flow }: AskedFlowQuestion, packet: FoundPacket): string {
  const { family, protocol } = flow;
  const end = (value: bigint, port: number) => {
    const address = formatAddress({ family, value });
    if (!hasPorts(protocol)) return address;
    return family === 4 ? `${address}:${port}` : `[${address}]:${port}`;
  };
  return `${protocolName(protocol)} ${end(packet.source, packet.sourcePort)} to ${end(packet.destination, packet.destinationPort)}`;
}

/** Each address that was found must take that route on the interpreter too. */
function chosen(
  network: Network,
  { question, choices }: Extract<AlertQuestion, { kind: "choice" }>,
  answer: SolverAnswer,
): Conclusion {
  const found = choices.map((choice) => ({ ...choice, address: foundAddress(question, answer, choice) }));
  const witness = found.map(
    ({ claim, address }) => `${claim.subnetId} sends ${address} to ${claim.targetId}`,
  );
  const other = found.find(({ claim, address, family }) => {
    const { branches } = traceFlow(network, {
      from: { kind: "subnet", id: claim.subnetId },
      to: { kind: "address", address },
      family,
      protocol: 0,
      mode: "oneway",
    });
    return !branches.some(({ forward }) =>
      forward.some(
        ({ element, action, rule }) =>
          element.id === claim.subnetId &&
          action === "route" &&
          rule?.split(" ").includes(claim.targetId) === true,
      ),
    );
  });
  return other
    ? undecided(`${DISAGREE}: the interpreter does not send ${other.address} that way`, witness)
    : decided("confirmed", witness);
}

function decided(result: "confirmed" | "refuted", witness: readonly string[] | null = null): Conclusion {
  return { result, witness: witness && [...witness], reason: null };
}

function undecided(reason: string, witness: readonly string[] | null = null): Conclusion {
  return { result: "undecided", witness: witness && [...witness], reason };
}
