import { contentHash } from "../../engine/configuration";
import { planCure, verifyAfter, verifyInverse, verifyPlan } from "../../engine/remediation";
import type { PlanQuestion, PlanQuestions } from "../ports/plan-answers";
import type { HeldSnapshot } from "./held-snapshot";

type PlanAnswers = {
  readonly [K in PlanQuestion]: (
    held: HeldSnapshot,
    ask: PlanQuestions[K]["ask"],
    onProgress: (doneCount: number, totalCount: number) => void,
  ) => PlanQuestions[K]["answer"];
};

/** How questions about plans are answered: pure, on whatever thread. */
export const planAnswers: PlanAnswers = {
  plan: (held, ask, onProgress) =>
    planCure(
      held.fixBase(),
      { ...ask, snapshotId: contentHash(held.configuration) },
      { ...termsOf(held), onProgress },
    ),
  verifyPlan: (held, { plan, terms }, onProgress) =>
    verifyPlan(held.fixBase(), contentHash(held.configuration), plan, terms, {
      ...termsOf(held),
      onProgress,
    }),
  verifyInverse: (held, { plan }, onProgress) =>
    verifyInverse(held.fixBase(), contentHash(held.configuration), plan, { ...termsOf(held), onProgress }),
  verifyAfter: (held, ask) => verifyAfter(held.fixBase(), ask, termsOf(held)),
};

/** What the suite is given of this snapshot, so that every trial is given the same. */
export function termsOf(held: HeldSnapshot) {
  const { declared, decisions } = held.intents();
  return { declared, decisions, day: held.day, placed: held.placed() };
}
