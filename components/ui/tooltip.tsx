"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

interface TooltipProps {
  readonly text: ReactNode;
  /** One focusable element; its own name must not depend on the tooltip. */
  readonly children: ReactElement;
  readonly side?: "top" | "right" | "bottom" | "left";
}

/** A hint on hover and focus; `Esc` hides it and the pointer may enter it (WCAG 1.4.13). */
export function Tooltip({ text, children, side = "bottom" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={100} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-72 rounded-md border border-line bg-raised px-2 py-1 text-text text-xs shadow-raised">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
