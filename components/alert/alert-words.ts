import type { Alert, AlertState } from "../../server/engine/alert/alert.schema";
import type { Tone } from "../ui/badge";

export const FAMILY_WORDS: Record<Alert["family"], string> = {
  outage: "Outage",
  breach: "Security",
  load: "Performance",
  exposure: "Exposure",
  dependence: "Zonal dependence",
  anomaly: "Anomaly",
};

export const STATE_WORDS: Record<AlertState, string> = {
  open: "Open",
  unverified: "Open, unverified",
  dismissed: "Dismissed",
  resolved: "Resolved",
};

type Effect = Alert["affected"][number]["effect"];

export const EFFECTS: Record<Effect, { readonly tone: Tone; readonly word: string }> = {
  lost: { tone: "lost", word: "Lost" },
  degraded: { tone: "risk", word: "Degraded" },
  exposed: { tone: "lost", word: "Exposed" },
  dependent: { tone: "risk", word: "Dependent" },
  attacked: { tone: "lost", word: "Attacked" },
  overloaded: { tone: "risk", word: "Overloaded" },
  undecided: { tone: "undecided", word: "Undecided" },
};

/** `single-point-of-failure` as a person writes it. */
export function kindWords(kind: string): string {
  const words = kind.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
