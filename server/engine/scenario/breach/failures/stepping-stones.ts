import type { Breach } from "../derive";
import type { DerivedFact } from "../derived-fact";
import type { FactsIndex } from "../facts-index";

/**
 * Hosts by which something else was come to, in the ways that were taken: without any other host, all that is not about
 * itself is come to all the same, as long as nobody's reach changes.
 */
export function steppingStones(index: FactsIndex, breach: Breach): ReadonlySet<string> {
  const stones = new Set<string>();
  for (const { fact, reason } of breach.settled.values()) {
    const own = subjectOf(index, fact);
    for (const premise of reason.premises) {
      const subject = subjectOf(index, premise);
      if (subject !== own) stones.add(subject);
    }
  }
  return stones;
}

/** What a fact is about: the host it holds of, else what it names. */
function subjectOf(index: FactsIndex, fact: DerivedFact): string {
  switch (fact.kind) {
    case "at":
    case "from":
      return fact.place;
    case "exec":
    case "adj":
    case "leaks":
    case "ssrf":
    case "down":
      return fact.host;
    case "net":
      return fact.target;
    case "auth":
    case "hit":
      return index.weaknesses.get(fact.weakness)?.hostId ?? fact.weakness;
    case "cred":
      return `credential ${fact.credential}`;
    case "role":
      return `role ${fact.role}`;
    case "exposed":
    case "risk":
    case "exfil":
      return fact.store;
    case "outlet":
      return "outlet";
  }
}
