"use client";

import { useId } from "react";
import { fixActionSchema } from "../../server/engine/remediation/fix-option.schema";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { FormGroup, NumberField } from "./form-group";
import type { RulePartProps } from "./rule-form-parts";
import { ACTION_WORDS } from "./rule-words";
import { SELECT_LOOK } from "./select-look";

/** **Then**: which cure, and who carries it out. */
export function RuleThen({ rule, change, errors }: RulePartProps) {
  const { action } = rule;
  return (
    <FormGroup legend="Then">
      <Field label="Change" error={errors.get("action.kind")} hint="What it is about comes from the alert.">
        {(attributes) => (
          <select
            {...attributes}
            className={SELECT_LOOK}
            value={action.kind}
            onChange={(event) =>
              change({ action: { ...action, kind: fixActionSchema.parse(event.target.value) } })
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
      <CarriedOutBy rule={rule} change={change} errors={errors} />
    </FormGroup>
  );
}

function CarriedOutBy({ rule, change, errors }: RulePartProps) {
  const id = useId();
  const { action } = rule;
  const { by } = action;
  return (
    <div role="radiogroup" aria-labelledby={id} className="flex min-w-0 flex-col gap-1">
      <p id={id} className="font-medium">
        Carried out by
      </p>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="radio"
          name="by"
          checked={by.kind === "provider"}
          onChange={() => change({ action: { ...action, by: { kind: "provider" } } })}
        />
        the executor, at the provider
      </label>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="radio"
          name="by"
          checked={by.kind === "webhook"}
          onChange={() => change({ action: { ...action, by: { kind: "webhook", name: "" } } })}
        />
        a signed webhook
      </label>
      {by.kind === "webhook" ? (
        <div className="pl-6">
          <Field
            label="Name of the endpoint"
            hint="The executor knows its address and its secret by this name; Umbra knows neither."
            error={errors.get("action.by.name")}
          >
            {(attributes) => (
              <Input
                {...attributes}
                className="w-full max-w-80"
                value={by.name}
                onChange={(event) =>
                  change({ action: { ...action, by: { kind: "webhook", name: event.target.value } } })
                }
              />
            )}
          </Field>
        </div>
      ) : null}
    </div>
  );
}

/** **With approval**: how many persons, and for how long a plan waits for them. */
export function RuleApproval({ rule, change, errors }: RulePartProps) {
  const { approval } = rule;
  return (
    <FormGroup legend="With approval">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="By"
          hint="Nobody approves what they asked for, as soon as there is more than one person."
          error={errors.get("approval.count")}
        >
          {(attributes) => (
            <select
              {...attributes}
              className={SELECT_LOOK}
              value={approval.count}
              onChange={(event) => change({ approval: { ...approval, count: Number(event.target.value) } })}
            >
              <option value={1}>one person</option>
              <option value={2}>two persons</option>
            </select>
          )}
        </Field>
        <NumberField
          label="Expires after, in minutes"
          value={approval.expiresMinutes}
          error={errors.get("approval.expiresMinutes")}
          onChange={(expiresMinutes) => change({ approval: { ...approval, expiresMinutes } })}
        />
      </div>
    </FormGroup>
  );
}
