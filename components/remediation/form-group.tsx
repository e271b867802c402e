"use client";

import { type ReactNode, useId } from "react";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

interface FormGroupProps {
  /** The word of the sentence that it stands for: "When". */
  readonly legend: string;
  /** What is wrong with the group as a whole. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A part of the sentence: fields that belong together, with what is wrong with them as a whole. */
export function FormGroup({ legend, error, children }: FormGroupProps) {
  const id = useId();
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3"
      aria-describedby={error === undefined ? undefined : id}
    >
      <legend className="px-1 font-semibold">{legend}</legend>
      {children}
      {error === undefined ? null : (
        <p id={id} role="alert" className="text-lost-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is so or not. */
export function Check({ label, isOn, onChange }: CheckProps) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly error: string | undefined;
  /** Not a number while the field is empty or holds none. */
  readonly onChange: (value: number) => void;
}

/** A number, kept as it was typed. */
export function NumberField({ label, hint, value, error, onChange }: NumberFieldProps) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(attributes) => (
        <Input
          {...attributes}
          inputMode="decimal"
          defaultValue={String(value)}
          onChange={(event) => onChange(numberOf(event.target.value))}
        />
      )}
    </Field>
  );
}

interface WordsFieldProps {
  readonly label: string;
  readonly hint: string;
  /** What the field begins with. */
  readonly text: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

/** Several words with spaces between them, kept as they were typed. */
export function WordsField({ label, hint, text, error, onChange }: WordsFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <Input
          {...attributes}
          className="font-mono"
          spellCheck={false}
          defaultValue={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
