import type { ConfigurationIndex, Element } from "../../configuration";
import { isMemberDown } from "./contained";
import type { IntentEffect } from "./intent-effect";

/**
 * Lost flows as those feel them who still stand: a host that is down asks for nothing any more, so it is taken
 * out, and with it the flows that nobody else asks for. Where the internet is the source, the lost member is
 * what a client there misses, and stays.
 */
export function missedByStanding<Lost extends Pick<IntentEffect, "intent" | "lostMembers">>(
  index: ConfigurationIndex,
  down: ReadonlyMap<string, Element>,
  lost: readonly Lost[],
): readonly Lost[] {
  return lost.flatMap((outcome): Lost[] => {
    const isClient = outcome.intent.from.kind === "internet";
    const standing = outcome.lostMembers.filter(({ id }) => isClient || !isMemberDown(index, down, id));
    return standing.length > 0 ? [{ ...outcome, lostMembers: standing }] : [];
  });
}
