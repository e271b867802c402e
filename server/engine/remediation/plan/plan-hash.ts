import { createHash } from "node:crypto";
import { canonicalJson } from "../../configuration";
import type { Plan } from "./plan.schema";

const VERSION = 1;

/**
 * SHA-256 over everything that decides what is done and what it is done to: what the plan answers, its changes, its
 * steps in order, how they are undone, and the forms of what they touch. Not the snapshot: the same plan on a newer
 * one that has the same forms is the same plan. Nor words. The caller adds whose network it is.
 */
export function planHash({ fingerprint, action, optionId, changes, steps, inverse, touched }: Plan): string {
  const forms = touched.map(({ element: { kind, id }, place, before, after }) => ({
    kind,
    id,
    place,
    before,
    after,
  }));
  const text = canonicalJson({
    v: VERSION,
    fingerprint,
    action,
    optionId,
    changes,
    steps,
    inverse,
    touched: forms,
  });
  return createHash("sha256").update(text).digest("hex");
}
