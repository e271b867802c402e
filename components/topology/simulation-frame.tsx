"use client";

import { RotateCcw, Sparkles, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { messageOf } from "../ui/panel-state";

interface SimulationFrameProps {
  /** Names the card for readers. */
  readonly label: string;
  readonly title: ReactNode;
  /** Stands beside the title, and before the button that ends it. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  readonly query: {
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly onCancel: () => void;
  readonly onReset: () => void;
  readonly children: ReactNode;
}

/** The card of something supposed: what it is, that it is only supposed, how to end it, and what went wrong. */
export function SimulationFrame(props: SimulationFrameProps) {
  const { label, title, aside, actions, query, onCancel, onReset, children } = props;
  return (
    <section
      aria-label={label}
      className="flex max-h-[46%] min-h-0 shrink-0 flex-col border-simulated border-t-2 border-dashed bg-surface"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-2">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold text-base">
          <Sparkles aria-hidden="true" className="size-4 shrink-0 text-simulated" />
          <span className="min-w-0 break-words">{title}</span>
        </h2>
        {aside}
        <span className="flex-1" />
        {actions}
        <Button size="small" onClick={query.isPending ? onCancel : onReset}>
          {query.isPending ? <X aria-hidden="true" /> : <RotateCcw aria-hidden="true" />}
          {query.isPending ? "Cancel" : "Reset view"}
        </Button>
      </div>
      <p className="px-3 pb-2 text-muted text-xs">Simulation on shadow copy. Production is not touched.</p>
      {query.isError ? (
        <div role="alert" className="flex flex-wrap items-center gap-2 px-3 pb-3">
          <p>
            <span className="font-medium">The simulation could not be answered.</span>{" "}
            <span className="text-muted">{messageOf(query.error)}</span>
          </p>
          <Button size="small" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      ) : null}
      {children}
    </section>
  );
}
