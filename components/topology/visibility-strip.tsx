"use client";

import { EyeOff, Focus, X } from "lucide-react";
import type { ReactNode } from "react";
import type { TopologyView } from "../../server/engine/topology";
import { Button } from "../ui/button";
import { Name } from "../ui/name";
import { placeWord } from "./row-words";
import type { Topology } from "./use-topology";

type Left = TopologyView["hidden"][number];
const SHOWN_COUNT = 12;

/** What is isolated and what is hidden, each with the way back. */
export function VisibilityStrip({ topology }: { readonly topology: Topology }) {
  const { view, visibility } = topology;
  if (view === undefined) return null;
  const { hidden, isolated } = view;
  return (
    <>
      <Strip
        label="Isolated"
        icon={<Focus aria-hidden="true" className="size-4 shrink-0" />}
        items={isolated}
        verb="Stop isolating"
        onTake={visibility.release}
        all={
          <Button size="small" onClick={visibility.showAll}>
            Show everything
          </Button>
        }
      />
      <Strip
        label="Hidden"
        icon={<EyeOff aria-hidden="true" className="size-4 shrink-0" />}
        items={hidden}
        verb="Show"
        onTake={visibility.unhide}
        all={
          <Button size="small" onClick={visibility.showHidden}>
            Show all
          </Button>
        }
      />
    </>
  );
}

interface StripProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly items: readonly Left[];
  readonly verb: string;
  readonly onTake: (id: string) => void;
  readonly all: ReactNode;
}

function Strip({ label, icon, items, verb, onTake, all }: StripProps) {
  if (items.length === 0) return null;
  const rest = items.length - SHOWN_COUNT;
  return (
    <fieldset
      aria-label={label}
      className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-sunken px-3 py-1"
    >
      <p className="flex items-center gap-1.5 font-medium">
        {icon}
        {label} {items.length}
      </p>
      <ul className="flex min-w-0 flex-1 flex-wrap gap-1">
        {items.slice(0, SHOWN_COUNT).map(({ id, kind, label: name }) => (
          <li key={id}>
            <button
              type="button"
              aria-label={`${verb} ${name}`}
              title={`${verb}: ${placeWord(kind)} ${name}`}
              className="inline-flex min-h-6 items-center gap-1 rounded border border-line bg-surface px-1.5 text-xs hover:bg-hover"
              onClick={() => onTake(id)}
            >
              <Name text={name} max={28} />
              <X aria-hidden="true" className="size-3" />
            </button>
          </li>
        ))}
        {rest > 0 ? <li className="text-muted text-xs">and {rest} more</li> : null}
      </ul>
      {all}
    </fieldset>
  );
}
