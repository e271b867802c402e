import type { Configuration, Element } from "../../../configuration";
import { type BreachQuestion, breachGround, MAX_QUESTIONS, requestOn } from "../breach-of";
import { type BreachResult, breachResult, type StoreAtRisk } from "../breach-result";
import type { Removable } from "../choke/removable";
import { dataWeight } from "../data-weight";
import { type PatchSet, searchPatches } from "./search";
import { factsPatched, type Patch, patchGround } from "./trial";

/** More patches than these are not chosen: whoever can make so many asks which ones stop the attack. */
export const MAX_PATCHES = 10;
/** Derivations for one choice, times the hosts and vulnerabilities that each goes over, before the search ends. */
const MAX_WORK = 100_000;
const LEAST_TRIALS = 30;
const MOST_TRIALS = 2_000;
/** Questions of who reaches whom for all of them: about as many as two of the largest attacks that are followed. */
const MOST_QUESTIONS = 2 * MAX_QUESTIONS;
/** Derivations between two words on how far it is. */
const TRIALS_PER_WORD = 20;

/** What an attack still comes to after some patches. */
export interface LeftAtRisk {
  /** Every store counts up to 4 by the class of its data. */
  readonly dataWeight: number;
  readonly dataAtRisk: readonly Pick<StoreAtRisk, "element" | "dataClass">[];
  /** Beside those that the attack starts on. */
  readonly hostCount: number;
  readonly roleCount: number;
  /** What may fall too: nobody can say that it does not. */
  readonly undecided: readonly Element[];
}

/** The patches that protect most, where no more than so many can be made. */
export interface BestPatches {
  readonly limit: number;
  /** `best`: no others so few leave less. `best-found`: that is not shown. */
  readonly outcome: "best" | "best-found";
  /** Fewer than `limit` where more leave no less; none where none changes what is left. */
  readonly patches: readonly Extract<Removable, { kind: "vulnerability" }>[];
  /** By an attack without them that was derived anew. */
  readonly left: LeftAtRisk;
  /** Sets that were tried. */
  readonly trialCount: number;
}

/** Which patches to make first. */
export interface PatchChoice {
  /** Without any patch. */
  readonly before: LeftAtRisk;
  /** For 1 patch, 2 and so on: no further than nothing more is gained, whatever is patched. */
  readonly choices: readonly BestPatches[];
  /** Supposed bugs of the attack, which nobody can patch. */
  readonly supposedCount: number;
}

/**
 * Chooses the patches after which least is left: of the data at risk, weighed by its class; where that is equal, of the
 * hosts that fall, then of the roles that are taken; where nothing proved differs, of what may fall. Null where nothing
 * falls and nothing may. Clauses: SEC-2, SEC-12.
 */
export function bestPatches(
  { configuration, question }: { readonly configuration: Configuration; readonly question: BreachQuestion },
  limit: number,
  onTrial?: (trialCount: number) => void,
): PatchChoice | null {
  // Patches change no network: who reaches whom is asked once for all trials.
  const attackGround = breachGround(configuration, question);
  const request = requestOn(attackGround, question);
  const before = leftOf(breachResult(request));
  if (!isSomething(before)) return null;
  const { facts, scenario, reach } = request;
  const ground = patchGround({
    facts,
    scenario,
    reachAnew: () => reach.within(question.maxQuestions ?? MAX_QUESTIONS),
  });
  const trialLimit = trialLimitOf(facts.hosts.length + facts.weaknesses.length);
  const hasAskedAll = () => reach.askedCount() >= MOST_QUESTIONS;
  const say = onTrial && ((count: number) => count % TRIALS_PER_WORD === 0 && onTrial(count));
  const none = ground.tryWithout([]);
  const trials = new Map([["", none]]);
  const choices: BestPatches[] = [];
  let best: PatchSet = { keys: [], left: none.left };
  let left = before;
  for (let most = 1; most <= Math.min(limit, MAX_PATCHES); most++) {
    const triedBefore = trials.size;
    const search = { ground, trials, trialLimit: triedBefore + trialLimit, hasAskedAll, onTrial: say };
    const found = searchPatches(search, most, best);
    const patches = found.best.keys.flatMap((key) => ground.patches.get(key) ?? []);
    if (found.best !== best)
      left = leftOf(
        breachResult(requestOn(attackGround, { ...question, facts: factsPatched(question.facts, patches) })),
      );
    best = found.best;
    choices.push({
      limit: most,
      outcome: found.isProved ? "best" : "best-found",
      patches: patches.map(removableOf),
      left,
      trialCount: trials.size - triedBefore,
    });
    // What is left rests on nothing that can be patched.
    if (trials.get(best.keys.join())?.gains.size === 0) break;
  }
  const supposedCount = facts.weaknesses.filter(({ isHypothesis }) => isHypothesis).length;
  return { before, choices, supposedCount };
}

function removableOf({ hostId, name, weaknesses }: Patch): BestPatches["patches"][number] {
  return { kind: "vulnerability", hostId, name, key: weaknesses[0].key };
}

function leftOf({ dataAtRisk, blastRadius, undecided }: BreachResult): LeftAtRisk {
  return {
    dataWeight: dataAtRisk.reduce((sum, { dataClass }) => sum + dataWeight(dataClass), 0),
    dataAtRisk: dataAtRisk.map(({ element, dataClass }) => ({ element, dataClass })),
    hostCount: blastRadius.hostCount,
    roleCount: blastRadius.roleCount,
    undecided,
  };
}

function isSomething({ dataAtRisk, hostCount, roleCount, undecided }: LeftAtRisk): boolean {
  return dataAtRisk.length + hostCount + roleCount + undecided.length > 0;
}

function trialLimitOf(factCount: number): number {
  return Math.min(MOST_TRIALS, Math.max(LEAST_TRIALS, Math.floor(MAX_WORK / Math.max(1, factCount))));
}
