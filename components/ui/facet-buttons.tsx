"use client";

import { classNames } from "./class-names";

interface FacetButtonsProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly words: (value: Value) => string;
  /** None chosen means all. */
  readonly chosen: readonly Value[];
  /** Undefined while loading: then no number is shown. */
  readonly counts: readonly { readonly value: string; readonly count: number }[] | undefined;
  readonly onChoose: (chosen: Value[]) => void;
}

/** Toggles for the values of one facet, each with how much it would leave. */
export function FacetButtons<Value extends string>(props: FacetButtonsProps<Value>) {
  const { label, values, words, chosen, counts, onChoose } = props;
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">{label}</legend>
      {values.map((value) => {
        const isChosen = chosen.includes(value);
        const count = counts?.find((one) => one.value === value)?.count ?? 0;
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(isChosen ? chosen.filter((one) => one !== value) : [...chosen, value])}
            className={classNames(
              "inline-flex h-6 items-center gap-1.5 rounded border px-2 text-xs",
              isChosen
                ? "border-accent bg-accent-soft font-medium text-accent"
                : "border-line text-text hover:bg-hover",
            )}
          >
            {words(value)}
            {counts === undefined ? null : (
              <span className={isChosen ? undefined : "text-muted"}>{count.toLocaleString("en")}</span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
