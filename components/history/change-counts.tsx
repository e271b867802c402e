"use client";

import { countOf } from "../ui/count";

interface ChangeCountsProps {
  readonly changes: {
    readonly addedCount: number;
    readonly removedCount: number;
    readonly changedCount: number;
    readonly cosmeticCount: number;
    readonly coverageCount: number;
  };
}

/** How much differs: `+1 −0 ~2` with the words for readers, what is cosmetic and what is only known otherwise apart. */
export function ChangeCounts({ changes }: ChangeCountsProps) {
  const { addedCount, removedCount, changedCount, cosmeticCount, coverageCount } = changes;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Count sign="+" count={addedCount} word="added" />
      <Count sign="−" count={removedCount} word="removed" />
      <Count sign="~" count={changedCount} word="changed" />
      {cosmeticCount > 0 ? (
        <span className="text-muted text-xs">{cosmeticCount.toLocaleString("en")} cosmetic only</span>
      ) : null}
      {coverageCount > 0 ? (
        <span className="text-muted text-xs">
          {countOf(coverageCount, "part")} read otherwise than before
        </span>
      ) : null}
    </span>
  );
}

function Count({
  sign,
  count,
  word,
}: {
  readonly sign: string;
  readonly count: number;
  readonly word: string;
}) {
  return (
    <span className={count === 0 ? "text-muted" : "font-semibold"}>
      <span aria-hidden="true" className="font-mono">
        {sign}
        {count.toLocaleString("en")}
      </span>
      <span className="sr-only">{`${count.toLocaleString("en")} ${word}`}</span>
      <span aria-hidden="true" className="ml-1 font-normal text-muted text-xs">
        {word}
      </span>
    </span>
  );
}
