"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

interface CardProps {
  readonly title: ReactNode;
  /** Stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** Leaves the space around the content to the content, for lists and tables. */
  readonly flush?: boolean;
}

/** A part of a page with a heading of its own. */
export function Card({ title, aside, children, className, flush = false }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={classNames("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-1.5">
        <h2 id={id} className="min-w-0 flex-1 font-semibold text-base">
          {title}
        </h2>
        {aside}
      </div>
      <div className={flush ? undefined : "p-4"}>{children}</div>
    </section>
  );
}
