"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { Button } from "../ui/button";
import { visibleText } from "../ui/visible-text";
import { NetworkHits } from "./network-hits";
import { useSearch } from "./use-search";
import type { Topology } from "./use-topology";

/** What the search found, and the way through it. */
export function SearchStrip({ topology }: { readonly topology: Topology }) {
  const { q, hits, query, step, position } = useSearch(topology);
  if (q === "") return null;
  const clear = () => void topology.setAddress({ q: null });
  const count = hits?.length ?? 0;
  return (
    <fieldset
      aria-label="Search results"
      className="flex min-h-9 flex-wrap items-center gap-2 border-line border-b bg-accent-soft px-3 py-1"
    >
      <p role="status" className="min-w-0 flex-1">
        {query.isPending
          ? "Searching…"
          : query.isError
            ? "The search could not be answered. Try again."
            : count === 0
              ? `Nothing found for “${visibleText(q)}”. Search by name, id, IP, CIDR or tag.`
              : `${position < 0 ? `${count} found` : `${position + 1} of ${count}`} for “${visibleText(q)}”`}
      </p>
      {count > 1 ? (
        <>
          <Button variant="ghost" size="icon" aria-label="Previous result" onClick={() => step(-1)}>
            <ChevronUp aria-hidden="true" />
          </Button>
          <Button variant="ghost" size="icon" aria-label="Next result" onClick={() => step(1)}>
            <ChevronDown aria-hidden="true" />
          </Button>
        </>
      ) : null}
      <Button variant="ghost" size="icon" aria-label="Clear the search" onClick={clear}>
        <X aria-hidden="true" />
      </Button>
      <NetworkHits topology={topology} />
    </fieldset>
  );
}
