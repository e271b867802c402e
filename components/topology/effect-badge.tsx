"use client";

import type { IntentOutcome } from "../../server/engine/scenario";
import { Badge } from "../ui/badge";

/** What happens to a flow, in a word. */
export function EffectBadge({ outcome }: { readonly outcome: IntentOutcome }) {
  const { effect, withComponent } = outcome;
  if (effect === "lost") return <Badge tone="lost">{withComponent ? "lost with it" : "lost"}</Badge>;
  if (effect === "degraded") return <Badge tone="risk">degraded</Badge>;
  return <Badge tone="undecided">undecided</Badge>;
}
