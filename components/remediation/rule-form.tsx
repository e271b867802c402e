"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { type Severity, severitySchema } from "../../server/engine/alert/alert.schema";
import { fixActionSchema } from "../../server/engine/remediation/fix-option.schema";
import {
  ALERT_KINDS,
  type RemediationRule,
  remediationRuleSchema,
} from "../../server/engine/remediation/rule.schema";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ACTION_WORDS, KIND_WORDS, ruleSentence, STATE_WORDS } from "./rule-words";

interface RuleFormProps {
  readonly initial: RemediationRule;
  readonly saveLabel: string;
  readonly isSaving: boolean;
  readonly onSave: (rule: RemediationRule) => void;
}

const SELECT = "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-text";
type Change = (next: Partial<RemediationRule>) => void;

/** A rule as a sentence to fill in; what does not fit is said at its field, and nothing is saved then. */
export function RuleForm({ initial, saveLabel, isSaving, onSave }: RuleFormProps) {
  const [rule, setRule] = useState(initial);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const change: Change = (next) => setRule((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = remediationRuleSchema.safeParse(rule);
    setErrors(new Map((parsed.error?.issues ?? []).map(({ path, message }) => [path.join("."), message])));
    if (parsed.success) onSave(parsed.data);
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p className="font-medium text-base">{ruleSentence(rule)}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={errors.get("name")}>
          {(attributes) => (
            <Input
              {...attributes}
              value={rule.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="Owner" error={errors.get("owner")}>
          {(attributes) => (
            <Input
              {...attributes}
              value={rule.owner}
              onChange={(event) => change({ owner: event.target.value })}
            />
          )}
        </Field>
      </div>
      <ModeChoice rule={rule} change={change} />
      <WhenPart rule={rule} change={change} errors={errors} />
      <ThenPart rule={rule} change={change} errors={errors} />
      <div>
        <Button type="submit" variant="primary" disabled={isSaving}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly rule: RemediationRule;
  readonly change: Change;
}
type Errors = ReadonlyMap<string, string>;

const MODES = [
  { value: "off", label: "Off", why: undefined },
  { value: "dry-run", label: "Dry-run: say what it would have done", why: undefined },
  { value: "ask", label: "Ask", why: "needs approvals and an executor, which do not exist yet" },
  { value: "auto", label: "Auto", why: "needs an executor, which does not exist yet" },
] as const;

function ModeChoice({ rule, change }: PartProps) {
  return (
    <Group legend="Mode">
      {MODES.map(({ value, label, why }) => (
        <label key={value} className="flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name="mode"
            value={value}
            disabled={why !== undefined}
            checked={rule.mode === value}
            onChange={() => (value === "off" || value === "dry-run" ? change({ mode: value }) : undefined)}
          />
          <span className={why === undefined ? undefined : "text-muted"}>
            {label}
            {why === undefined ? "" : ` (${why})`}
          </span>
        </label>
      ))}
    </Group>
  );
}

function WhenPart({ rule, change, errors }: PartProps & { readonly errors: Errors }) {
  const { trigger, conditions } = rule;
  return (
    <Group legend="When" error={errors.get("trigger.kinds") ?? errors.get("trigger.states")}>
      <div className="flex flex-wrap gap-x-4">
        {ALERT_KINDS.map((kind) => (
          <Check
            key={kind}
            label={KIND_WORDS[kind]}
            isOn={trigger.kinds.includes(kind)}
            onChange={(isOn) =>
              change({ trigger: { ...trigger, kinds: toggled(trigger.kinds, kind, isOn) } })
            }
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-x-4">
        {(["opened", "reopened"] as const).map((state) => (
          <Check
            key={state}
            label={STATE_WORDS[state]}
            isOn={trigger.states.includes(state)}
            onChange={(isOn) =>
              change({ trigger: { ...trigger, states: toggled(trigger.states, state, isOn) } })
            }
          />
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="At least this severe" error={errors.get("trigger.minSeverity")}>
          {(attributes) => (
            <select
              {...attributes}
              className={SELECT}
              value={trigger.minSeverity}
              onChange={(event) =>
                change({ trigger: { ...trigger, minSeverity: event.target.value as Severity } })
              }
            >
              {severitySchema.options.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label="Only on these resources"
          hint="Ids, separated by spaces; empty means all of them."
          error={errorUnder(errors, "conditions.subjectIds")}
        >
          {(attributes) => (
            <Input
              {...attributes}
              className="font-mono"
              value={conditions.subjectIds.join(" ")}
              onChange={(event) =>
                change({ conditions: { ...conditions, subjectIds: wordsOf(event.target.value) } })
              }
            />
          )}
        </Field>
        <Field
          label="Only with these tags"
          hint="Key=value, separated by spaces; empty means any."
          error={errorUnder(errors, "conditions.tags")}
        >
          {(attributes) => (
            <Input
              {...attributes}
              className="font-mono"
              defaultValue={conditions.tags.map(({ key, value }) => `${key}=${value}`).join(" ")}
              onChange={(event) =>
                change({ conditions: { ...conditions, tags: tagsOf(event.target.value) } })
              }
            />
          )}
        </Field>
      </div>
    </Group>
  );
}

function ThenPart({ rule, change, errors }: PartProps & { readonly errors: Errors }) {
  const { limits } = rule;
  const number = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
  return (
    <Group legend="Then, within limits">
      <Field label="Change" error={errors.get("action.kind")} hint="What it is about comes from the alert.">
        {(attributes) => (
          <select
            {...attributes}
            className={SELECT}
            value={rule.action.kind}
            onChange={(event) =>
              change({ action: { ...rule.action, kind: fixActionSchema.parse(event.target.value) } })
            }
          >
            {fixActionSchema.options.map((value) => (
              <option key={value} value={value}>
                {ACTION_WORDS[value]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Rest after firing for an alert, in minutes"
          error={errors.get("limits.cooldownMinutes")}
        >
          {(attributes) => (
            <Input
              {...attributes}
              inputMode="numeric"
              defaultValue={String(limits.cooldownMinutes)}
              onChange={(event) =>
                change({ limits: { ...limits, cooldownMinutes: number(event.target.value) } })
              }
            />
          )}
        </Field>
        <Field label="At most this often a day" error={errors.get("limits.perDay")}>
          {(attributes) => (
            <Input
              {...attributes}
              inputMode="numeric"
              defaultValue={String(limits.perDay)}
              onChange={(event) => change({ limits: { ...limits, perDay: number(event.target.value) } })}
            />
          )}
        </Field>
      </div>
    </Group>
  );
}

function Group({
  legend,
  error,
  children,
}: {
  readonly legend: string;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-3">
      <legend className="px-1 font-medium">{legend}</legend>
      {children}
      {error === undefined ? null : (
        <p role="alert" className="text-lost-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function Check({
  label,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function toggled<T>(list: readonly T[], value: T, isOn: boolean): T[] {
  return isOn ? [...list.filter((each) => each !== value), value] : list.filter((each) => each !== value);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function tagsOf(text: string): { key: string; value: string }[] {
  return wordsOf(text).map((word) => {
    const [key = "", ...rest] = word.split("=");
    return { key, value: rest.join("=") };
  });
}

function errorUnder(errors: Errors, path: string): string | undefined {
  return [...errors].find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
}
