"use client";

import { type FormEvent, useRef, useState } from "react";
import type { RemediationRule, RuleMode } from "../../server/engine/remediation/rule.schema";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { visibleText } from "../ui/visible-text";
import { ModeChoice } from "./mode-choice";
import { RuleGuardPart, RuleLimits } from "./rule-bounds";
import { type ChangeRule, type RuleErrors, ruleErrors } from "./rule-form-parts";
import { RuleApproval, RuleThen } from "./rule-then";
import { RuleAndIf, RuleWhen } from "./rule-when";
import { ruleSentence } from "./rule-words";

interface RuleFormProps {
  readonly initial: RemediationRule;
  readonly saveLabel: string;
  readonly isSaving: boolean;
  /** Why a mode cannot be chosen; a mode without reasons can. */
  readonly closedModes: Partial<Record<RuleMode, readonly string[]>>;
  /** `typedName`: what was typed to let it act by itself; absent where that was not asked for. */
  readonly onSave: (rule: RemediationRule, typedName: string | undefined) => void;
}

const NO_ERRORS: RuleErrors = new Map();

/** A rule as a sentence to fill in; what does not fit is said at its field, and nothing is saved then. */
export function RuleForm({ initial, saveLabel, isSaving, closedModes, onSave }: RuleFormProps) {
  const [rule, setRule] = useState(initial);
  const [isTried, setIsTried] = useState(false);
  const [typedName, setTypedName] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const errors = isTried ? ruleErrors(rule) : NO_ERRORS;
  // To let a rule act by itself is not done by a slip of the hand.
  const asksName = rule.mode === "auto" && initial.mode !== "auto";
  const isNameTyped = !asksName || typedName.trim() === rule.name.trim();
  const change: ChangeRule = (next) => setRule((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (ruleErrors(rule).size === 0 && isNameTyped) onSave(rule, asksName ? rule.name : undefined);
    else requestAnimationFrame(() => firstInvalid(form.current)?.focus());
  };
  const parts = { rule, change, errors };
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p className="break-words font-medium text-base">{visibleText(ruleSentence(rule))}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["name", "owner"] as const).map((part) => (
          <Field key={part} label={part === "name" ? "Name" : "Owner"} error={errors.get(part)}>
            {(attributes) => (
              <Input
                {...attributes}
                value={rule[part]}
                onChange={(event) => change({ [part]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <ModeChoice mode={rule.mode} closed={closedModes} onChange={(mode) => change({ mode })}>
        {asksName ? (
          <Field
            label="Type the rule's name to let it act by itself"
            error={isTried && !isNameTyped ? "this is not the rule's name" : undefined}
          >
            {(attributes) => (
              <Input
                {...attributes}
                className="w-full max-w-120"
                value={typedName}
                onChange={(event) => setTypedName(event.target.value)}
              />
            )}
          </Field>
        ) : null}
      </ModeChoice>
      <RuleWhen {...parts} />
      <RuleAndIf {...parts} />
      <RuleThen {...parts} />
      <RuleApproval {...parts} />
      <RuleLimits {...parts} />
      <RuleGuardPart {...parts} />
      <div>
        <Button type="submit" variant="primary" disabled={isSaving}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}

function firstInvalid(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>("[aria-invalid='true'], fieldset[aria-describedby] input") ?? null;
}
