"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import type { WeekWindow } from "../../server/engine/remediation/rule.schema";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Check } from "./form-group";
import { errorUnder, type RuleErrors, toggled } from "./rule-form-parts";
import { DAY_WORDS, DAYS } from "./rule-words";

interface WeekWindowsProps {
  /** "Only in these times". */
  readonly label: string;
  /** What holds while there is none. */
  readonly none: string;
  /** What one of them is called: "time window". */
  readonly noun: string;
  readonly windows: readonly WeekWindow[];
  /** Where they are in the rule: `conditions.weekWindows`. */
  readonly path: string;
  readonly errors: RuleErrors;
  readonly onChange: (windows: WeekWindow[]) => void;
}

const WORKING_WEEK: WeekWindow = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "09:00",
  to: "17:00",
};

/** Times of the week, in UTC: any number of them, each on some days from one time to another. */
export function WeekWindows({ label, none, noun, windows, path, errors, onChange }: WeekWindowsProps) {
  const id = useId();
  const replace = (index: number, next: WeekWindow) =>
    onChange(windows.map((window, at) => (at === index ? next : window)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame inside the frame of its part
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col items-start gap-2">
      <p id={id} className="font-medium">
        {label}
      </p>
      {windows.length === 0 ? <p className="text-muted text-xs">{none}</p> : null}
      {windows.map((window, index) => (
        <OneWindow
          // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name, and the fields hold no state
          key={index}
          name={`${noun} ${index + 1}`}
          window={window}
          path={`${path}.${index}`}
          errors={errors}
          onChange={(next) => replace(index, next)}
          onRemove={() => onChange(windows.filter((_, at) => at !== index))}
        />
      ))}
      <Button size="small" onClick={() => onChange([...windows, WORKING_WEEK])}>
        <Plus aria-hidden="true" />
        Add a {noun}
      </Button>
    </div>
  );
}

interface OneWindowProps {
  readonly name: string;
  readonly window: WeekWindow;
  readonly path: string;
  readonly errors: RuleErrors;
  readonly onChange: (window: WeekWindow) => void;
  readonly onRemove: () => void;
}

function OneWindow({ name, window, path, errors, onChange, onRemove }: OneWindowProps) {
  const id = useId();
  const daysError = errorUnder(errors, `${path}.days`);
  return (
    <fieldset
      aria-describedby={daysError === undefined ? undefined : id}
      className="flex w-full min-w-0 flex-wrap items-start gap-x-4 gap-y-2 rounded-md bg-sunken px-3 py-2"
    >
      <legend className="sr-only">{name}</legend>
      <div className="flex flex-wrap gap-x-3">
        {DAYS.map((day) => (
          <Check
            key={day}
            label={DAY_WORDS[day]}
            isOn={window.days.includes(day)}
            onChange={(isOn) => onChange({ ...window, days: toggled(window.days, day, isOn) })}
          />
        ))}
        {daysError === undefined ? null : (
          <p id={id} role="alert" className="basis-full text-lost-text">
            {daysError}
          </p>
        )}
      </div>
      {(["from", "to"] as const).map((end) => (
        <Field key={end} label={end === "from" ? "From" : "To"} error={errors.get(`${path}.${end}`)}>
          {(attributes) => (
            <Input
              {...attributes}
              className="w-20"
              value={window[end]}
              onChange={(event) => onChange({ ...window, [end]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Remove ${name}`}
        className="ml-auto"
        onClick={onRemove}
      >
        <X aria-hidden="true" />
      </Button>
    </fieldset>
  );
}
