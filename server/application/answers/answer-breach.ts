import {
  type AttackUnderFailures,
  attackUnderFailures,
  bestPatches,
  breachSentence,
  type ChokeProblem,
  type ChokeStep,
  chokeTargets,
  continueChoke,
  type PatchChoice,
  startChoke,
} from "../../engine/scenario";
import type { BreachAnswer } from "../../engine/scenario/breach/breach-result.schema";
import type { SnapshotQuestions } from "../ports/question-pool";
import type { Progress } from "./answer";
import type { HeldSnapshot } from "./held-snapshot";

/** What an attack comes to. Fails BAD_INPUT for a start, a bug or a failure that names nothing. */
export function answerBreach(
  held: HeldSnapshot,
  ask: SnapshotQuestions["breach"]["ask"],
  onProgress: Progress,
): BreachAnswer {
  const { result } = held.breach(ask, onProgress);
  return { ...result, sentence: breachSentence(held.index, result) };
}

/** What an attack comes to while one thing is down; null where something is supposed to have failed already. */
export function answerUnderFailures(
  held: HeldSnapshot,
  ask: SnapshotQuestions["breachUnderFailures"]["ask"],
  onProgress: Progress,
): AttackUnderFailures | null {
  if (ask.failures.length > 0) return null;
  return attackUnderFailures(held.configuration, held.breach(ask).question, onProgress);
}

/** The next turn of a search for choke points; null where the attack gets nowhere that is to be stopped. */
export function nextChokeStep(
  held: HeldSnapshot,
  { request, kinds, previous }: SnapshotQuestions["chokeStep"]["ask"],
): ChokeStep | null {
  const { question, result } = held.breach(request);
  const targets = chokeTargets(result);
  if (targets.length === 0) return null;
  const { configuration } = held;
  const problem: ChokeProblem = { configuration, question, targets, ...(kinds === null ? {} : { kinds }) };
  return previous
    ? continueChoke(problem, previous.state, previous.question, previous.answer)
    : startChoke(problem);
}

/** The patches that protect most; null where nothing falls and nothing may. */
export function chooseBestPatches(
  held: HeldSnapshot,
  { request, limit }: SnapshotQuestions["bestPatches"]["ask"],
  onProgress: Progress,
): PatchChoice | null {
  const { question } = held.breach(request);
  return bestPatches({ configuration: held.configuration, question }, limit, (count) => onProgress(count, 0));
}
