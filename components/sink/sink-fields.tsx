"use client";

import { useId } from "react";
import { type SinkKind, sinkKindSchema } from "../../server/application/notification.schema";
import { type Severity, severitySchema } from "../../server/engine/alert/alert.schema";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { Prose } from "../ui/prose";
import { Select } from "../ui/select";
import { KIND_WORDS, SEVERITY_BOUNDS } from "./sink-words";

/** What a sink is made of, as it is typed. */
export interface SinkValues {
  readonly kind: SinkKind;
  readonly name: string;
  readonly address: string;
  readonly minSeverity: Severity;
}

interface SinkFieldsProps {
  readonly values: SinkValues;
  readonly onChange: (changed: Partial<SinkValues>) => void;
  /** Why it was not added. */
  readonly error: string | undefined;
}

const PLACEHOLDERS: Record<SinkKind, string> = {
  alertmanager: "https://alertmanager.example.org",
  webhook: "https://hooks.example.org/umbra",
};

/** The fields of a new sink, and below them why it was refused. */
export function SinkFields({ values, onChange, error }: SinkFieldsProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-3">
      <fieldset>
        <legend className="mb-1 font-medium">Kind</legend>
        <div className="flex flex-wrap gap-x-4">
          {sinkKindSchema.options.map((kind) => (
            <label key={kind} className="flex min-h-7 items-center gap-2">
              <input
                type="radio"
                name={`${id}-kind`}
                className="size-4 accent-accent"
                checked={values.kind === kind}
                onChange={() => onChange({ kind })}
              />
              {KIND_WORDS[kind]}
            </label>
          ))}
        </div>
      </fieldset>
      <Labelled label="Name" htmlFor={`${id}-name`}>
        <Input
          id={`${id}-name`}
          required
          maxLength={80}
          value={values.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Labelled>
      <Labelled label="Address" htmlFor={`${id}-address`}>
        <Input
          id={`${id}-address`}
          required
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2_048}
          placeholder={PLACEHOLDERS[values.kind]}
          className="font-mono"
          value={values.address}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => onChange({ address: event.target.value })}
        />
        {error === undefined ? null : (
          <p id={`${id}-error`} role="alert" className="break-words text-lost-text">
            <Prose text={error} />
          </p>
        )}
      </Labelled>
      <div className="flex flex-col items-start gap-1">
        <span className="font-medium">Alerts to send</span>
        <Select
          label="Alerts to send"
          className="min-w-48"
          value={values.minSeverity}
          onValueChange={(value) => onChange({ minSeverity: severitySchema.catch("info").parse(value) })}
          options={SEVERITY_BOUNDS}
        />
      </div>
    </div>
  );
}
