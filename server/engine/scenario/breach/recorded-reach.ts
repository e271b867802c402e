import type { Element } from "../../configuration";
import type { Network } from "../../semantics";
import { KeptAnswers } from "./asked-answers";
import { interfacesOf } from "./attack-questions";
import { relaysOf } from "./balanced-reach";
import {
  type Askable,
  askable,
  type InterpreterReach,
  type InterpreterReachOptions,
  interpreter,
  reachWithin,
} from "./interpreter-reach";
import { RecordedAnswers } from "./recorded-answers";

type Down = ReadonlyMap<string, Element>;

/** Reach with all that its answers rest on, for an attack that is followed again under failures. */
export interface RecordedReach extends InterpreterReach {
  /** Names of the answers that these, failing, could change for anybody who is left. */
  readonly touchedBy: (down: Down) => ReadonlySet<string>;
  /** Reach after a failure: what it does not touch is as it was, the rest is asked on the failed network. */
  readonly after: (failed: Network, down: Down) => InterpreterReach;
  /** What it took so far, for all failures, in questions. */
  readonly workCount: () => number;
}

/** Answers that are kept take less than a question, and there are many of them. */
const TOLD_PER_QUESTION = 100;

/** The same as `interpreterReach` for one attack, and for the same attack under failures. */
export function recordedReach(
  network: Network,
  options: InterpreterReachOptions,
  limit: number,
): RecordedReach {
  const record = new RecordedAnswers(network.index);
  const base = askable(network, options, record);
  const isAlone = alone(base);
  const touchedBy = (down: Down) =>
    record.keysTouchedBy(down.keys(), (endId) => isCutOff(network, down, endId) && isAlone(endId));
  return {
    ...reachWithin(base, limit),
    touchedBy,
    after: (failed, down) => reachWithin(askableAfter(base, failed, down, touchedBy(down)), limit),
    workCount: () => base.counter.asked + Math.floor(base.counter.told / TOLD_PER_QUESTION),
  };
}

/** Whether a host is down, or all its interfaces are. */
export function isCutOff(network: Network, down: Down, id: string): boolean {
  if (down.has(id)) return true;
  const interfaces = interfacesOf(network, id);
  return interfaces.length > 0 && interfaces.every((nic) => down.has(nic.id));
}

/** Tells hosts that are like no other: what was asked about them was asked for nobody else. */
function alone({ network, classOf }: Askable): (id: string) => boolean {
  let counts: Map<number, number> | undefined;
  const countLikes = () => {
    const { instance, networkInterface } = network.index.configuration.resources;
    const free = networkInterface.filter(({ attachment }) => attachment?.instanceId === undefined);
    const found = new Map<number, number>();
    for (const { id } of [...instance, ...free]) found.set(classOf(id), (found.get(classOf(id)) ?? 0) + 1);
    return found;
  };
  return (id) => {
    counts ??= countLikes();
    return counts.get(classOf(id)) === 1;
  };
}

/** After a failure a host that it hits is like no other; answers that it does not touch stand. */
function askableAfter(base: Askable, failed: Network, down: Down, touched: ReadonlySet<string>): Askable {
  const hit = new Map<string, number>();
  const isHit = (id: string) =>
    down.has(id) || interfacesOf(base.network, id).some((nic) => down.has(nic.id));
  const hitNumber = (id: string) => {
    const number = hit.get(id) ?? -1 - hit.size;
    hit.set(id, number);
    return number;
  };
  const standing = <T>(kept: KeptAnswers<T>) =>
    new KeptAnswers<T>(base.askedCount, (key) => (touched.has(key) ? undefined : kept.find(key)));
  const relays = failed.index === base.network.index ? base.relays : relaysOf(failed);
  return {
    ...base,
    record: undefined,
    network: failed,
    relays: { ...relays, targetIds: base.relays.targetIds },
    classOf: (id) => (isHit(id) ? hitNumber(id) : base.classOf(id)),
    ...interpreter(failed, base.counter),
    direct: standing(base.direct),
    balanced: standing(base.balanced),
  };
}
