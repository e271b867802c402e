"use client";

import type { ActionState } from "../../server/engine/remediation/action-state.schema";
import { Badge } from "../ui/badge";
import { ACTION_STATES } from "./action-words";

/** How far an action has come. */
export function ActionBadge({ state }: { readonly state: ActionState }) {
  const { word, tone } = ACTION_STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}
