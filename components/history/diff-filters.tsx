"use client";

import type { ChangeRow } from "../../server/application/ports/change-answers";
import { FacetButtons } from "../ui/facet-buttons";
import { Input } from "../ui/input";
import { CHANGE_OPS, type ChangeOp } from "./diff-lines";
import type { DiffAddress } from "./use-diff-address";

export const OP_WORDS: Record<ChangeOp, string> = { added: "Added", removed: "Removed", changed: "Changed" };

interface DiffFiltersProps {
  readonly page: DiffAddress;
  readonly rows: readonly ChangeRow[];
  readonly shownCount: number;
  readonly cosmeticCount: number;
}

/** Which changes to list. What is cosmetic is left out unless asked for, and counted. */
export function DiffFilters({ page, rows, shownCount, cosmeticCount }: DiffFiltersProps) {
  const { address, choose, type } = page;
  const counted = rows.filter((row) => address.cosmetic || !row.isCosmetic);
  return (
    <search aria-label="Filter changes" className="flex flex-col gap-2 border-line border-b p-3">
      <Input
        type="search"
        aria-label="Search changes"
        placeholder="Name, id, kind, rule"
        maxLength={256}
        // Not controlled by the address, which lags behind typing.
        key={address.q === "" ? "empty" : "asked"}
        defaultValue={address.q}
        onChange={(event) => type(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FacetButtons
          label="Kind of change"
          values={CHANGE_OPS}
          words={(op) => OP_WORDS[op]}
          chosen={address.op}
          counts={CHANGE_OPS.map((op) => ({
            value: op,
            count: counted.filter((row) => row.op === op).length,
          }))}
          onChoose={(op) => choose({ op: op.length === 0 ? null : op })}
        />
        <label className="flex min-h-6 items-center gap-1.5 text-xs">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={address.cosmetic}
            onChange={(event) => choose({ cosmetic: event.target.checked || null })}
          />
          Tags, names, descriptions ({cosmeticCount.toLocaleString("en")})
        </label>
      </div>
      <p role="status" className="text-muted text-xs">
        {shownCount.toLocaleString("en")} of {rows.length.toLocaleString("en")} shown. This compares settings;
        which flows a change opens or closes is not part of it: a trace on the map of either snapshot answers
        that.
      </p>
    </search>
  );
}
