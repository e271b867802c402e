"use client";

import { type ReactNode, useId } from "react";

interface FieldProps {
  readonly label: string;
  /** What is wrong with the value; undefined when nothing is. */
  readonly error: string | undefined;
  readonly hint?: string;
  /** Renders the input with these attributes, which tie it to its label, hint and error. */
  readonly children: (attributes: {
    readonly id: string;
    readonly "aria-invalid": boolean;
    readonly "aria-describedby": string | undefined;
  }) => ReactNode;
}

/** A labelled input with what is wrong beside it. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ];
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-invalid": error !== undefined,
        "aria-describedby": described.length === 0 ? undefined : described.join(" "),
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} role="alert" className="text-lost-text">
          {error}
        </p>
      )}
    </div>
  );
}
