import type { ActionState } from "../../server/engine/remediation/action-state.schema";
import type { Tone } from "../ui/badge";

interface StateWords {
  readonly word: string;
  readonly tone: Tone;
  /** What it means for whoever looks, where nothing more is known. */
  readonly says: string;
}

/** What an action's state is called and means. Nothing but a verified success is green. */
export const ACTION_STATES: Readonly<Record<ActionState, StateWords>> = {
  proposed: {
    word: "Proposed",
    tone: "undecided",
    says: "The rule wants something done: a plan for it is being made and tried on a copy.",
  },
  simulated: {
    word: "Tried on a copy",
    tone: "simulated",
    says: "The plan was tried on a copy and verified. Nothing was done.",
  },
  recorded: {
    word: "Dry-run",
    tone: "simulated",
    says: "The rule is in dry-run: this is what it would have done. Nothing was done.",
  },
  refused: { word: "Refused", tone: "risk", says: "Nothing was done." },
  "awaiting-approval": {
    word: "Waits for approval",
    tone: "accent",
    says: "The plan was tried on a copy and verified. Nothing is done until it is approved.",
  },
  rejected: { word: "Rejected", tone: "neutral", says: "Somebody said no. Nothing was done." },
  expired: { word: "Expired", tone: "neutral", says: "Its time ran out. Nothing was done." },
  cancelled: { word: "Cancelled", tone: "neutral", says: "It was called off. Nothing was done." },
  approved: {
    word: "Approved",
    tone: "accent",
    says: "It waits for an executor, which first reads production again. Nothing was done yet.",
  },
  prechecked: {
    word: "Production as expected",
    tone: "accent",
    says: "An executor found production as the plan expects it, and carries it out next.",
  },
  executing: {
    word: "Being carried out",
    tone: "accent",
    says: "An executor is changing production. What stands by now is known once it reports.",
  },
  executed: {
    word: "Carried out",
    tone: "undecided",
    says: "The steps were carried out. Whether they did what was predicted is not verified yet.",
  },
  verifying: {
    word: "Being verified",
    tone: "undecided",
    says: "Production is read again and compared with what was predicted.",
  },
  succeeded: {
    word: "Succeeded",
    tone: "ok",
    says: "It was carried out, and production is as predicted.",
  },
  failed: {
    word: "Verification failed",
    tone: "lost",
    says: "Production is not as predicted. The way back is tried on a copy, then taken.",
  },
  "rolling-back": {
    word: "Being undone",
    tone: "risk",
    says: "An executor is undoing the change.",
  },
  "rolled-back": {
    word: "Undone",
    tone: "risk",
    says: "The change was undone: production is as it was before.",
  },
  "needs-human": {
    word: "Needs a person",
    tone: "lost",
    says: "What production looks like now is not known for sure, or the change could not be undone. Look at the provider.",
  },
};

/** States in which something is still going to happen by itself. */
export const AT_WORK: readonly ActionState[] = [
  "proposed",
  "simulated",
  "approved",
  "prechecked",
  "executing",
  "executed",
  "verifying",
  "failed",
  "rolling-back",
];

/** States in which somebody may still call it off: nothing was done yet. */
export const CAN_CANCEL: readonly ActionState[] = ["approved", "prechecked"];
