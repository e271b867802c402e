"use client";

import type { ReactNode } from "react";
import type { RuleMode } from "../../server/engine/remediation/rule.schema";
import { FormGroup } from "./form-group";
import { MODE_WORDS } from "./rule-words";

interface ModeChoiceProps {
  readonly mode: RuleMode;
  /** Why a mode cannot be chosen; a mode without reasons can. */
  readonly closed: Partial<Record<RuleMode, readonly string[]>>;
  readonly onChange: (mode: RuleMode) => void;
  /** What the chosen mode asks for besides. */
  readonly children?: ReactNode;
}

const MODES = ["off", "dry-run", "ask", "auto"] as const;

/** What the rule does when it fires; what cannot be chosen says why. */
export function ModeChoice({ mode, closed, onChange, children }: ModeChoiceProps) {
  return (
    <FormGroup legend="Mode">
      <div className="flex flex-col gap-1">
        {MODES.map((value) => {
          const reasons = closed[value] ?? [];
          // The mode that it is in stays what it is, whatever is missing for it by now.
          const isClosed = reasons.length > 0 && mode !== value;
          return (
            <label key={value} className="flex min-h-6 items-start gap-2">
              <input
                className="mt-1"
                type="radio"
                name="mode"
                value={value}
                disabled={isClosed}
                checked={mode === value}
                onChange={() => onChange(value)}
              />
              <span className={isClosed ? "min-w-0 text-muted" : "min-w-0"}>
                {MODE_WORDS[value].name}: {MODE_WORDS[value].does}
                {reasons.length === 0 ? "" : ` (not yet: ${reasons.join("; ")})`}
              </span>
            </label>
          );
        })}
      </div>
      {children}
    </FormGroup>
  );
}
