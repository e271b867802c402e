"use client";

import {
  CircleCheck,
  CircleHelp,
  CircleMinus,
  Info,
  type LucideIcon,
  OctagonX,
  Sparkles,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Severity } from "../../server/engine/alert/alert.schema";
import type { VerdictKind } from "../../server/engine/semantics";
import { classNames } from "./class-names";
import { VERDICT_WORDS } from "./verdict-words";

/** What a colour means, everywhere: never more than these, and never without a shape and a word. */
export type Tone = "ok" | "risk" | "lost" | "simulated" | "undecided" | "neutral" | "accent";

const TONES: Record<Tone, string> = {
  ok: "border-ok/40 bg-ok-soft text-ok-text",
  risk: "border-risk/40 bg-risk-soft text-risk-text",
  lost: "border-lost/40 bg-lost-soft text-lost-text",
  simulated: "border-simulated/60 border-dashed bg-simulated-soft text-simulated-text",
  undecided: "border-undecided border-dotted bg-undecided-soft text-undecided-text",
  neutral: "border-line bg-sunken text-muted",
  accent: "border-accent/40 bg-accent-soft text-accent",
};

const ICONS: Record<Exclude<Tone, "neutral" | "accent">, LucideIcon> = {
  ok: CircleCheck,
  risk: TriangleAlert,
  lost: OctagonX,
  simulated: Sparkles,
  undecided: CircleHelp,
};

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

/** A small label: shape, icon and word together. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  const Icon = icon ?? (tone === "neutral" || tone === "accent" ? undefined : ICONS[tone]);
  return (
    <span
      className={classNames(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded border px-1.5 font-medium text-xs whitespace-nowrap",
        TONES[tone],
      )}
    >
      {Icon === undefined ? null : <Icon aria-hidden="true" className="size-3.5 shrink-0" />}
      {children}
    </span>
  );
}

const SEVERITIES: Record<
  Severity,
  { readonly tone: Tone; readonly icon: LucideIcon; readonly word: string }
> = {
  critical: { tone: "lost", icon: OctagonX, word: "Critical" },
  high: { tone: "lost", icon: TriangleAlert, word: "High" },
  medium: { tone: "risk", icon: TriangleAlert, word: "Medium" },
  low: { tone: "neutral", icon: CircleMinus, word: "Low" },
  info: { tone: "neutral", icon: Info, word: "Info" },
};

/** How bad it is. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { tone, icon, word } = SEVERITIES[severity];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

const VERDICT_TONES: Record<VerdictKind, Tone> = {
  REACHABLE: "ok",
  PARTIAL: "risk",
  NOT_REACHABLE: "lost",
  UNKNOWN: "undecided",
};

/** The answer to "can A reach B". */
export function VerdictBadge({ verdict }: { readonly verdict: VerdictKind }) {
  return <Badge tone={VERDICT_TONES[verdict]}>{VERDICT_WORDS[verdict]}</Badge>;
}
