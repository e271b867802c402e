import { learnedFrom, type RareAction, rareActions } from "../engine/baseline";
import type { LocalPorts } from "./local-analysis";
import type { ReadEvents } from "./ports/change-events";
import { Failure } from "./ports/failure";

/** What the provider's trail says: how much of it was read, who changed something, and who did so unexpectedly. */
export interface LocalEvents extends Omit<ReadEvents, "events"> {
  readonly eventCount: number;
  /** Of them, those that changed what decides about packets or stands in the network. */
  readonly networkChangeCount: number;
  /** Times of the first and the last event; null without any. */
  readonly span: { readonly first: string; readonly last: string } | null;
  /** From when on calls are judged; null without events. Before it, it was only watched who does what. */
  readonly judgedFrom: string | null;
  /** Least expected first. */
  readonly rare: readonly RareAction[];
}

/** The answer of `umbra events`. Fails NOT_FOUND or TOO_LARGE; BAD_INPUT where none of the files could be read. */
export async function eventsLocal(
  ports: Pick<LocalPorts, "readEvents">,
  paths: readonly string[],
): Promise<LocalEvents> {
  const { events, ...read } = await ports.readEvents(paths);
  const [refused] = read.refused;
  if (refused && read.entryCount === 0) {
    const { file, place, message } = refused;
    throw new Failure("BAD_INPUT", message, { file, place });
  }
  const judgedFrom = learnedFrom(events) ?? null;
  const [first, last] = [events[0], events.at(-1)];
  return {
    ...read,
    eventCount: events.length,
    networkChangeCount: events.filter(
      ({ isWrite, isNetworkRelevant, errorCode }) => isWrite && isNetworkRelevant && errorCode === undefined,
    ).length,
    span: first && last ? { first: first.at, last: last.at } : null,
    judgedFrom,
    rare: judgedFrom === null ? [] : rareActions({ events, judgedFrom, dangerousIds: new Set() }),
  };
}
