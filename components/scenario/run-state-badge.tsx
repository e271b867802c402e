"use client";

import { Ban, Check, Clock, LoaderCircle, type LucideIcon, OctagonX } from "lucide-react";
import { Badge, type Tone } from "../ui/badge";
import type { Run } from "./use-run";

const LOOKS: Record<Run["state"], { readonly tone: Tone; readonly icon: LucideIcon }> = {
  queued: { tone: "neutral", icon: Clock },
  running: { tone: "accent", icon: LoaderCircle },
  // That a run ended says nothing of what it found: green is for what was proved.
  done: { tone: "neutral", icon: Check },
  failed: { tone: "lost", icon: OctagonX },
  cancelled: { tone: "undecided", icon: Ban },
};

/** Where a run stands, in a word. */
export function RunStateBadge({ state }: { readonly state: Run["state"] }) {
  const { tone, icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {state}
    </Badge>
  );
}
