import { CircleCheck, CircleHelp, type LucideIcon, OctagonX, Sparkles, TriangleAlert } from "lucide-react";
import type { Tone } from "./overlay-bands";

/** Icon and colour of words of each tone, wherever one is told beside the map: never colour alone. */
export const TONE_LOOKS: { readonly [T in Tone]: { readonly icon: LucideIcon; readonly text: string } } = {
  simulated: { icon: Sparkles, text: "text-simulated-text" },
  lost: { icon: OctagonX, text: "text-lost-text" },
  risk: { icon: TriangleAlert, text: "text-risk-text" },
  undecided: { icon: CircleHelp, text: "text-undecided-text" },
  ok: { icon: CircleCheck, text: "text-ok-text" },
};
