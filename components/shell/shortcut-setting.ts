"use client";

import { useSyncExternalStore } from "react";

const STORAGE_KEY = "umbra.shortcuts";
const CHANGED = "umbra:shortcuts";

/** Whether single letters are shortcuts (WCAG 2.1.4: they can be switched off). On unless switched off. */
export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, read, () => true);
}

/** Switches them on or off, for this browser. */
export function chooseShortcuts(isOn: boolean): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, isOn ? "on" : "off");
  } catch {
    // Storage can be switched off: the shortcuts then stay on.
  }
  window.dispatchEvent(new Event(CHANGED));
}

function read(): boolean {
  try {
    return window.localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

/** Letters typed into a field are text; a dialog has keys of its own. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null;
}
