"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

interface Tab {
  readonly value: string;
  readonly label: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly tabs: readonly Tab[];
  /** `TabPanel`s, one for each tab. */
  readonly children: ReactNode;
}

/** Tabs with arrow keys; the chosen one lives with the caller, usually in the URL. */
export function Tabs({ label, value, onValueChange, tabs, children }: TabsProps) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onValueChange(String(next))}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Base.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-2">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="h-9 shrink-0 border-transparent border-b-2 px-2 font-medium text-muted outline-offset-[-2px] hover:text-text data-active:border-accent data-active:text-text"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {children}
    </Base.Root>
  );
}

interface TabPanelProps {
  readonly value: string;
  readonly children: ReactNode;
}

/** What one tab shows; it is not in the page while another is chosen. */
export function TabPanel({ value, children }: TabPanelProps) {
  return (
    <Base.Panel value={value} className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]">
      {children}
    </Base.Panel>
  );
}
