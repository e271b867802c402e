"use client";

import { useId } from "react";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { Select } from "../ui/select";
import { ScheduleOutlook } from "./schedule-outlook";
import { REPEATS, type ScheduleChoice } from "./schedule-terms";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].map(
  (label, index) => ({ value: String(index), label }),
);
const WITH_TIME: ReadonlySet<ScheduleChoice["repeats"]> = new Set(["day", "weekday", "week", "month"]);
const ZONES = Intl.supportedValuesOf("timeZone");

interface ScheduleFormProps {
  readonly choice: ScheduleChoice;
  readonly onChoice: (choice: ScheduleChoice) => void;
}

/** When a scenario shall run, with what that comes to in words and times. */
export function ScheduleForm({ choice, onChoice }: ScheduleFormProps) {
  const id = useId();
  const change = (part: Partial<ScheduleChoice>) => onChoice({ ...choice, ...part });
  const { repeats } = choice;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Labelled label="Repeats">
          <Select
            label="Repeats"
            value={repeats}
            options={REPEATS}
            onValueChange={(value) => {
              const found = REPEATS.find((one) => one.value === value);
              if (found !== undefined) change({ repeats: found.value });
            }}
          />
        </Labelled>
        {repeats === "week" ? (
          <Labelled label="On">
            <Select
              label="Day of the week"
              value={choice.dayOfWeek}
              options={DAYS}
              onValueChange={(dayOfWeek) => change({ dayOfWeek })}
            />
          </Labelled>
        ) : null}
        {repeats === "month" ? (
          <Labelled label="On day" htmlFor={`${id}-day`}>
            <Input
              id={`${id}-day`}
              type="number"
              min={1}
              max={31}
              className="w-20"
              value={choice.dayOfMonth}
              onChange={(event) => change({ dayOfMonth: event.target.value })}
            />
          </Labelled>
        ) : null}
        {WITH_TIME.has(repeats) ? (
          <Labelled label="At" htmlFor={`${id}-time`}>
            <Input
              id={`${id}-time`}
              type="time"
              value={choice.time}
              onChange={(event) => change({ time: event.target.value })}
            />
          </Labelled>
        ) : null}
        {repeats === "cron" ? (
          <Labelled label="Cron expression" htmlFor={`${id}-cron`}>
            <Input
              id={`${id}-cron`}
              className="font-mono"
              spellCheck={false}
              maxLength={200}
              value={choice.cron}
              onChange={(event) => change({ cron: event.target.value })}
            />
          </Labelled>
        ) : null}
        {repeats === "never" ? null : (
          <Labelled label="Time zone" htmlFor={`${id}-zone`}>
            <Input
              id={`${id}-zone`}
              list={`${id}-zones`}
              spellCheck={false}
              maxLength={64}
              value={choice.timeZone}
              onChange={(event) => change({ timeZone: event.target.value })}
            />
            <datalist id={`${id}-zones`}>
              {ZONES.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </Labelled>
        )}
      </div>
      <Reactions choice={choice} onChange={change} />
      <ScheduleOutlook choice={choice} />
    </div>
  );
}

function Reactions({
  choice,
  onChange,
}: {
  readonly choice: ScheduleChoice;
  readonly onChange: (part: Partial<ScheduleChoice>) => void;
}) {
  const id = useId();
  const isForced = choice.repeats === "never";
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex min-h-6 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={choice.onChange || isForced}
            disabled={isForced}
            onChange={(event) => onChange({ onChange: event.target.checked })}
          />
          {isForced ? "On" : "Also on"} every change of the configuration
        </label>
        {choice.onChange || isForced ? (
          <span className="flex items-center gap-2">
            <label htmlFor={`${id}-gap`}>at most once in</label>
            <Input
              id={`${id}-gap`}
              type="number"
              min={1}
              max={1440}
              className="w-20"
              value={choice.minGapMinutes}
              onChange={(event) => onChange({ minGapMinutes: Math.max(1, event.target.valueAsNumber || 1) })}
            />
            minutes
          </span>
        ) : null}
      </div>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={choice.skipIfRunning}
          onChange={(event) => onChange({ skipIfRunning: event.target.checked })}
        />
        Leave a time out while the run before is not over
      </label>
    </div>
  );
}
