"use client";

import type { ApplicationFlow } from "../../server/application/ports/application-answers";
import { FacetButtons } from "../ui/facet-buttons";
import { Input } from "../ui/input";
import { ORIGIN_WORDS, STATE_WORDS } from "./flow-words";
import { ORIGINS, STATES, type useApplicationFilters } from "./use-application-filters";

type Filters = ReturnType<typeof useApplicationFilters>;

interface ApplicationFiltersProps extends Pick<Filters, "filters" | "setFilters"> {
  /** Undefined while loading. */
  readonly flows: readonly ApplicationFlow[] | undefined;
}

/** Narrows the list: by words, by what flows do now, by who says that they are needed. */
export function ApplicationFilters({ filters, setFilters, flows }: ApplicationFiltersProps) {
  const counts = (of: (flow: ApplicationFlow) => string, values: readonly string[]) =>
    flows && values.map((value) => ({ value, count: flows.filter((flow) => of(flow) === value).length }));
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Input
        aria-label="Find flows"
        placeholder="Find flows"
        type="search"
        className="w-56"
        value={filters.q}
        onChange={({ target }) => setFilters({ q: target.value === "" ? null : target.value })}
      />
      <FacetButtons
        label="State"
        values={STATES}
        words={(value) => STATE_WORDS[value]}
        chosen={filters.state}
        counts={counts(({ state }) => state, STATES)}
        onChoose={(state) => setFilters({ state }, { history: "push" })}
      />
      <FacetButtons
        label="Origin"
        values={ORIGINS}
        words={(value) => ORIGIN_WORDS[value]}
        chosen={filters.origin}
        counts={counts(({ origin }) => origin, ORIGINS)}
        onChoose={(origin) => setFilters({ origin }, { history: "push" })}
      />
    </div>
  );
}
