import { hasPorts, onePort, PROTOCOL } from "../../net";
import {
  type Branch,
  type End,
  judgeFlow,
  type Network,
  type Question,
  type Trace,
  traceFlow,
} from "../../semantics";
import { KeptAnswers, ToldAnswers } from "./asked-answers";
import { attackQuestion, forgedEnds, ownedEnd, sourceEnds, targetEnds } from "./attack-questions";
import {
  type Arrival,
  balancedFrom,
  balancedWitness,
  isInternetWide,
  type Relays,
  relaysOf,
} from "./balanced-reach";
import type { Service, Store } from "./facts";
import type { AttackSource, BalancedReach, Reach, ReachAnswer } from "./reach";
import type { RecordedAnswers } from "./recorded-answers";

export interface InterpreterReachOptions {
  /** The same for hosts that the interpreter cannot tell apart: they are asked about once. */
  readonly keyOf: (hostId: string) => string;
  /** Stores, which are reached at the hosts and interfaces where they answer. */
  readonly store: (id: string) => Store | undefined;
}

/** Reach with the flows that show it. */
export interface InterpreterReach extends Reach {
  /**
   * A flow by which a source gets to a service, through a load balancer where one is named; undefined where there is
   * none to show (a host reaches itself).
   */
  readonly witness: (
    from: AttackSource,
    targetId: string,
    service: Service,
    through?: Arrival["through"],
  ) => Pick<Branch, "forward" | "return"> | undefined;
  /** The same answers for an attack of its own, which is told what takes so many questions and no more. */
  readonly within: (limit: number) => InterpreterReach;
  /** Questions put to the interpreter so far, for all attacks. */
  readonly askedCount: () => number;
}

const FAMILIES = [4, 6] as const;
const HTTPS: Service = { name: "tcp/443", protocol: PROTOCOL.tcp, port: 443, isOneWay: false };

/**
 * Reach as the interpreter answers it, on one network and once for all hosts that are alike: the answers are kept for
 * as long as this is. Clauses: SEC-6, SEC-9, SEC-10.
 *
 * A host reaches its own services whatever the network says: what it sends to itself never leaves it.
 */
export function interpreterReach(network: Network, options: InterpreterReachOptions): InterpreterReach {
  return reachWithin(askable(network, options), Number.POSITIVE_INFINITY);
}

/** Questions put to the interpreter, and answers told of those that are kept. */
interface QuestionCounter {
  asked: number;
  told: number;
}

/** What all attacks on a network share: the interpreter, and what it has answered. */
export interface Askable {
  readonly network: Network;
  readonly options: InterpreterReachOptions;
  readonly relays: Relays;
  readonly classOf: (hostId: string) => number;
  /** Keeps what answers rest on; absent where nobody asks. */
  readonly record?: RecordedAnswers | undefined;
  readonly judge: (question: Question) => Pick<Trace, "verdict" | "missing">;
  readonly trace: (question: Question) => Trace;
  readonly askedCount: () => number;
  readonly counter: QuestionCounter;
  readonly direct: KeptAnswers<ReachAnswer>;
  readonly balanced: KeptAnswers<BalancedReach>;
}

/** A network made ready to be asked. `record`: keeps what the answers rest on. */
export function askable(
  network: Network,
  options: InterpreterReachOptions,
  record?: RecordedAnswers,
): Askable {
  const counter: QuestionCounter = { asked: 0, told: 0 };
  const askedCount = () => counter.asked;
  return {
    network,
    options,
    relays: relaysOf(network),
    classOf: numbered(options.keyOf),
    record,
    ...interpreter(network, counter, record),
    askedCount,
    counter,
    direct: new KeptAnswers(askedCount),
    balanced: new KeptAnswers(askedCount),
  };
}

/** How questions are put, each counted. What is recorded is traced, for a verdict does not say what it rests on. */
export function interpreter(
  network: Network,
  counter: QuestionCounter,
  record?: RecordedAnswers,
): Pick<Askable, "judge" | "trace"> {
  const trace = (question: Question) => {
    const found = traceFlow(network, question);
    // What spreads over many targets takes as long as asking about each.
    counter.asked += Math.max(1, found.branches.length);
    record?.note(found);
    return found;
  };
  const judge = (question: Question) => {
    counter.asked++;
    return judgeFlow(network, question);
  };
  return { judge: record ? trace : judge, trace };
}

/** Reach for one attack that is told answers worth so many questions; those of others that are kept count again. */
export function reachWithin(asked: Askable, limit: number): InterpreterReach {
  const { network, options, relays, classOf, judge, trace } = asked;
  const told = new ToldAnswers(limit);
  const refused = (): ReachAnswer => ({ verdict: "unknown", missing: [told.leftOut ?? ""] });
  const endsOf = (id: string) => options.store(id)?.endIds ?? [id];
  const sourceKey = (from: AttackSource) =>
    from.kind === "internet"
      ? `internet ${from.prefixes.join()}`
      : `${from.kind} ${from.kind === "host" ? classOf(from.id) : from.id}`;
  const recorded = <T>(key: string, endIds: readonly string[], otherIds: readonly string[], ask: () => T) =>
    asked.record ? asked.record.recorded(key, endIds, otherIds, ask) : ask();
  const kept = (key: string, endIds: readonly string[], ask: () => ReachAnswer) => {
    asked.counter.told++;
    return told.tell(key, () => asked.direct.get(key, () => recorded(key, endIds, [], ask))) ?? refused();
  };
  return {
    kindOf: sourceKey,
    direct: (from, targetId, service) => {
      const ids = endsOf(targetId);
      if (ids.length === 0)
        return { verdict: "unknown", missing: [`no interface of \`${targetId}\` is in the input`] };
      if (from.kind === "host" && ids.includes(from.id)) return { verdict: "yes", missing: [] };
      const targets = ids.map(classOf).join();
      const key = `${sourceKey(from)} > ${targets} ${service.name} ${service.isOneWay}`;
      return kept(key, [...idOf(from), ...ids], () =>
        sumUp(questionsOf(network, from, ids, service), (each) => answerOf(each, from, judge, trace)),
      );
    },
    balanced: (from) => {
      // A target may be told from its likes by what comes back to it, so it is asked about itself.
      const isTarget = from.kind === "host" && relays.targetIds.has(from.id);
      const key = `balanced ${isTarget ? `target ${from.id}` : sourceKey(from)}`;
      const relayIds = relays.list.map(({ id }) => id);
      const ask = () => balancedFrom(network, relays, from, trace);
      return (
        told.tell(key, () => asked.balanced.get(key, () => recorded(key, idOf(from), relayIds, ask))) ?? {
          arrivals: [],
          undecidedHostIds: [...relays.targetIds].sort(),
          missing: refused().missing,
        }
      );
    },
    outlet: (hostId) =>
      kept(`outlet ${classOf(hostId)}`, [hostId], () =>
        sumUp(outletQuestions(network, hostId), (question) => verdictOf(judge(question))),
      ),
    witness: (from, targetId, service, through) => {
      const ids = endsOf(targetId);
      if (through) {
        const hostIds = [...ids, ...(options.store(targetId)?.hostIds ?? [])];
        return balancedWitness(network, relays, { from, through, hostIds }, trace);
      }
      if (from.kind === "host" && ids.includes(from.id)) return undefined;
      for (const question of questionsOf(network, from, ids, service)) {
        const shown = shownFlow(question, from, trace);
        if (shown) return shown;
      }
      return undefined;
    },
    within: (next) => reachWithin(asked, next),
    leftOut: () => told.leftOut,
    askedCount: asked.askedCount,
  };
}

function idOf(from: AttackSource): readonly string[] {
  return from.kind === "internet" ? [] : [from.id];
}

/** How a host would send data out. */
function outletQuestions(network: Network, hostId: string): readonly Question[] {
  return FAMILIES.flatMap((family) =>
    sourceEnds(network, { kind: "host", id: hostId }, family).map((end) =>
      attackQuestion(end, { kind: "internet" }, family, HTTPS),
    ),
  );
}

/** The same small number for equal keys, which are long. */
function numbered(keyOf: (id: string) => string): (id: string) => number {
  const numbers = new Map<string, number>();
  const known = new Map<string, number>();
  return (id) => {
    const number = known.get(id);
    if (number !== undefined) return number;
    const key = keyOf(id);
    const own = numbers.get(key) ?? numbers.size;
    numbers.set(key, own);
    known.set(id, own);
    return own;
  };
}

/** Every question whose yes makes the source reach the service; the plainest first. */
function questionsOf(
  network: Network,
  from: AttackSource,
  ids: readonly string[],
  service: Service,
): readonly Question[] {
  return FAMILIES.flatMap((family) => {
    const targets = targetEnds(network, ids, family, from.kind === "internet");
    if (targets.length === 0) return [];
    const pairs = (sources: readonly End[], asked: Service) =>
      sources.flatMap((source) => targets.map((target) => attackQuestion(source, target, family, asked)));
    return [
      ...pairs(sourceEnds(network, from, family), service),
      // Under a forged address no answer is waited for.
      ...pairs(forgedEnds(network, from, ids, family), { ...service, isOneWay: true }),
    ];
  });
}

/** Yes when one is yes; unknown when none is and one is unknown. */
function sumUp(questions: readonly Question[], ask: (question: Question) => ReachAnswer): ReachAnswer {
  const missing = new Set<string>();
  for (const question of questions) {
    const answer = ask(question);
    if (answer.verdict === "yes") return answer;
    if (answer.verdict === "unknown") for (const text of answer.missing) missing.add(text);
  }
  return missing.size > 0
    ? { verdict: "unknown", missing: [...missing].sort() }
    : { verdict: "no", missing: [] };
}

type Ask<T> = (question: Question) => T;

function answerOf(
  question: Question,
  from: AttackSource,
  judge: Ask<Pick<Trace, "verdict" | "missing">>,
  trace: Ask<Trace>,
): ReachAnswer {
  const judged = judge(question);
  // For hosts and sites a part is enough: the attacker tries again, with another port or address of theirs.
  if (from.kind !== "internet" || judged.verdict !== "PARTIAL") return verdictOf(judged);
  const { scope, missing } = trace(question);
  if (scope === "internet-wide") return { verdict: "yes", missing: [] };
  const owned = ownedQuestion(question, from);
  const answer = owned && verdictOf(judge(owned));
  if (answer?.verdict === "yes") return answer;
  // What is admitted beside the part may be the internet.
  return missing.length > 0 ? { verdict: "unknown", missing } : (answer ?? { verdict: "no", missing: [] });
}

/** The flow of a question that is answered with yes: from the attacker's own addresses where only some are admitted. */
function shownFlow(question: Question, from: AttackSource, trace: Ask<Trace>): Branch | undefined {
  const found = passingFlow(question, from, trace);
  const port = found?.destinationPorts[0]?.[0];
  if (port === undefined || question.ports !== undefined || !hasPorts(question.protocol)) return found;
  // Of several ports each may be let in by another rule: one of them is shown, with its own.
  return passingFlow({ ...question, ports: onePort(port) }, from, trace) ?? found;
}

function passingFlow(question: Question, from: AttackSource, trace: Ask<Trace>): Branch | undefined {
  const found = trace(question);
  if (verdictOf(found).verdict !== "yes") return undefined;
  if (from.kind !== "internet") return passing(found)[0];
  if (found.scope === "internet-wide") {
    const wide = passing(found).find((branch) => isInternetWide(branch, question.family));
    return wide ?? passing(found)[0];
  }
  const owned = ownedQuestion(question, from);
  return owned && passing(trace(owned))[0];
}

/** Where some ports are refused, a trace tells of those; an attacker takes one that is not. */
function passing({ branches }: Trace): readonly Branch[] {
  return branches.filter(({ end }) => end.kind === "success");
}

function ownedQuestion(question: Question, from: AttackSource): Question | undefined {
  const owned = ownedEnd(from, question.family);
  return owned && { ...question, from: owned };
}

function verdictOf({ verdict, missing }: Pick<Trace, "verdict" | "missing">): ReachAnswer {
  switch (verdict) {
    case "REACHABLE":
    case "PARTIAL":
      return { verdict: "yes", missing: [] };
    case "NOT_REACHABLE":
      return { verdict: "no", missing: [] };
    case "UNKNOWN":
      return { verdict: "unknown", missing: missing.length > 0 ? missing : ["it is not modeled"] };
  }
}
