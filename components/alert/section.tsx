"use client";

import { type ReactNode, useId } from "react";

interface SectionProps {
  readonly title: string;
  /** Of the alert's own heading; this one is a level below. */
  readonly level: 1 | 2;
  readonly children: ReactNode;
}

/** A part of an alert. */
export function Section({ title, level, children }: SectionProps) {
  const id = useId();
  const Heading = level === 1 ? "h2" : "h3";
  return (
    <section aria-labelledby={id} className="min-w-0">
      <Heading id={id} className="mb-2 border-line border-b pb-1 font-semibold text-base">
        {title}
      </Heading>
      {children}
    </section>
  );
}
