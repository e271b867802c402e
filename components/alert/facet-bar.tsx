"use client";

import { FacetButtons } from "../ui/facet-buttons";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { type AlertFilters, FAMILIES, SEVERITIES, STATUSES, type Status } from "./alert-filters";
import { FAMILY_WORDS, kindWords } from "./alert-words";

interface FacetCount {
  readonly value: string;
  readonly count: number;
}

interface FacetBarProps {
  readonly filters: AlertFilters;
  readonly facets:
    | { readonly severity: readonly FacetCount[]; readonly family: readonly FacetCount[] }
    | undefined;
}

const STATUS_OPTIONS = STATUSES.map((value) => ({
  value,
  label: value === "all" ? "All states" : kindWords(value),
}));

/** Which alerts to list. A value with no alert stays choosable. */
export function FacetBar({ filters: { filters, choose, type }, facets }: FacetBarProps) {
  return (
    <search aria-label="Filter alerts" className="flex flex-col gap-2 border-line border-b bg-surface p-3">
      <div className="flex gap-2">
        <Input
          type="search"
          aria-label="Search alerts"
          placeholder="Title, resource, kind"
          className="flex-1"
          maxLength={256}
          // Not controlled by the address, which lags behind typing.
          key={filters.q === "" ? "empty" : "asked"}
          defaultValue={filters.q}
          onChange={(event) => type(event.target.value)}
        />
        <Select
          label="State"
          value={filters.status}
          onValueChange={(value) =>
            choose({ status: STATUSES.find((one) => one === value) ?? ("open" satisfies Status) })
          }
          options={STATUS_OPTIONS}
        />
      </div>
      <FacetButtons
        label="Severity"
        values={SEVERITIES}
        words={kindWords}
        chosen={filters.sev}
        counts={facets?.severity}
        onChoose={(sev) => choose({ sev })}
      />
      <FacetButtons
        label="Family"
        values={FAMILIES}
        words={(family) => FAMILY_WORDS[family]}
        chosen={filters.family}
        counts={facets?.family}
        onChoose={(family) => choose({ family })}
      />
    </search>
  );
}
