"use client";

import { useId } from "react";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { Select } from "../ui/select";
import { GROWTH_LIMIT, type LoadAddress, type SetLoadAddress } from "./use-load-address";

/** Farther than this the slider does not go; the number beside it does. */
const SLIDER_LIMIT = 10;
const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.9, 1];
const ALL = "all";

interface LoadControlsProps {
  readonly address: LoadAddress;
  readonly setAddress: SetLoadAddress;
  readonly applications: readonly string[];
  /** Single failures are tried on stated traffic only. */
  readonly canFail: boolean;
}

/** How much the traffic grows, whose, and what counts as full. */
export function LoadControls({ address, setAddress, applications, canFail }: LoadControlsProps) {
  const id = useId();
  const { growth, app, threshold, down } = address;
  const grow = (value: number) => {
    if (Number.isFinite(value) && value >= 1 && value <= GROWTH_LIMIT)
      void setAddress({ growth: value }, { history: "replace" });
  };
  const names = [...new Set([...applications, ...(app === null ? [] : [app])])].sort();
  const thresholds = [...new Set([...THRESHOLDS, threshold])].sort((a, b) => a - b);
  return (
    <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
      <Labelled label="Growth factor" htmlFor={id}>
        <span className="flex items-center gap-2">
          <input
            id={id}
            type="range"
            min={1}
            max={SLIDER_LIMIT}
            step={0.05}
            value={Math.min(growth, SLIDER_LIMIT)}
            aria-valuetext={`${growth} times the traffic`}
            onChange={({ target }) => grow(target.valueAsNumber)}
            className="h-8 w-48 accent-accent"
          />
          <Input
            key={growth}
            type="number"
            aria-label="Growth factor as a number"
            min={1}
            max={GROWTH_LIMIT}
            step="any"
            defaultValue={growth}
            onBlur={({ target }) => grow(target.valueAsNumber)}
            onKeyDown={(event) => {
              if (event.key === "Enter") grow(event.currentTarget.valueAsNumber);
            }}
            className="w-24"
          />
          <span className="text-muted">times</span>
        </span>
      </Labelled>
      <Labelled label="What grows">
        <Select
          label="What grows"
          value={app ?? ALL}
          onValueChange={(value) => void setAddress({ app: value === ALL ? null : value })}
          options={[
            { value: ALL, label: "All traffic" },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
        />
      </Labelled>
      <Labelled label="Counts as full at">
        <Select
          label="Counts as full at"
          value={String(threshold)}
          onValueChange={(value) => void setAddress({ threshold: Number(value) })}
          options={thresholds.map((each) => ({ value: String(each), label: `${Math.round(each * 100)} %` }))}
        />
      </Labelled>
      <label className="flex h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={down && canFail}
          disabled={!canFail}
          onChange={({ target }) => void setAddress({ down: target.checked })}
          className="size-4 accent-accent"
        />
        With any one thing down
      </label>
    </div>
  );
}
