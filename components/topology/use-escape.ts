"use client";

import { useEffect, useRef } from "react";

/** Layers that `Esc` closes, the innermost first; each says whether it was open and is now closed. */
export function useEscape(layers: readonly (() => boolean)[]) {
  const latest = useRef(layers);
  latest.current = layers;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // Dialogs and menus have an Esc of their own.
      if (
        event.target instanceof Element &&
        event.target.closest("[role=dialog], [role=menu], [role=listbox]")
      )
        return;
      if (latest.current.some((close) => close())) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
