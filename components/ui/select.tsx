"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { classNames } from "./class-names";
import { menuItemLook, menuPopupLook } from "./menu";

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly className?: string;
}

/** One choice of a few. `label` names it for readers; show a label beside it where the values do not speak for themselves. */
export function Select({ label, value, onValueChange, options, className }: SelectProps) {
  return (
    <Base.Root items={options} value={value} onValueChange={(next) => onValueChange(String(next))}>
      <Base.Trigger
        aria-label={label}
        className={classNames(
          "inline-flex h-8 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-2 text-text hover:bg-hover",
          className,
        )}
      >
        <Base.Value />
        <Base.Icon>
          <ChevronDown aria-hidden="true" className="size-4" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={menuPopupLook}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={menuItemLook}>
                <span className="flex size-4 items-center">
                  <Base.ItemIndicator>
                    <Check aria-hidden="true" />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
