"use client";

import { useSyncExternalStore } from "react";

/** `system` follows the operating system. */
export type ThemeChoice = "light" | "dark" | "system";
export type DrawnTheme = "light" | "dark";

const STORAGE_KEY = "umbra.theme";

interface Theme {
  readonly choice: ThemeChoice;
  readonly drawn: DrawnTheme;
}

/** The theme, as `public/theme.js` has set it on <html> before the first paint. Light while rendering on the server. */
export function useTheme(): Theme {
  const drawn = useSyncExternalStore(
    subscribe,
    () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light"),
    () => "light" as const,
  );
  const choice = useSyncExternalStore(subscribe, readChoice, () => "system" as const);
  return { choice, drawn };
}

/** Stores the choice and draws it at once, in this tab and the others. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // Storage can be switched off: the theme then stays the system's.
  }
  window.dispatchEvent(new Event("umbra:theme"));
}

function readChoice(): ThemeChoice {
  const { themeChoice } = document.documentElement.dataset;
  return themeChoice === "light" || themeChoice === "dark" ? themeChoice : "system";
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-theme-choice"] });
  return () => observer.disconnect();
}
