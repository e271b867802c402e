import type { ReactNode } from "react";

interface LabelledProps {
  readonly label: string;
  /** The input's id; a choice that names itself to readers has none. */
  readonly htmlFor?: string;
  readonly children: ReactNode;
}

/** A caption above an input or a choice. */
export function Labelled({ label, htmlFor, children }: LabelledProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {htmlFor === undefined ? (
        <span aria-hidden="true" className="font-medium">
          {label}
        </span>
      ) : (
        <label htmlFor={htmlFor} className="font-medium">
          {label}
        </label>
      )}
      {children}
    </div>
  );
}
