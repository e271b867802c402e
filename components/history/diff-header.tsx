"use client";

import { ArrowLeftRight } from "lucide-react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { ChangeCounts } from "./change-counts";
import { whoText } from "./history-words";
import { SnapshotPicker } from "./snapshot-picker";
import type { DiffAddress } from "./use-diff-address";
import type { Snapshot } from "./use-history";

type End = Omit<Snapshot, "transitions">;

interface DiffHeaderProps {
  readonly estateId: string;
  readonly page: DiffAddress;
  readonly diff:
    | {
        readonly base: End | null;
        readonly head: End;
        readonly summary: Parameters<typeof ChangeCounts>[0]["changes"];
      }
    | undefined;
}

/** Which two snapshots are compared, and how much differs. */
export function DiffHeader({ estateId, page, diff }: DiffHeaderProps) {
  const { choose } = page;
  const base = diff?.base ?? null;
  return (
    <header className="flex flex-col gap-2 border-line border-b bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-2 font-semibold text-base">What changed</h1>
        <SnapshotPicker
          label="Before"
          estateId={estateId}
          shown={base}
          onChoose={(snapshotId) => choose({ base: snapshotId, sel: null })}
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label="Swap the two"
          title="Swap the two"
          disabled={base === null || diff === undefined}
          onClick={() =>
            choose({ base: diff?.head.snapshotId ?? null, head: base?.snapshotId ?? null, sel: null })
          }
        >
          <ArrowLeftRight aria-hidden="true" />
        </Button>
        <SnapshotPicker
          label="After"
          estateId={estateId}
          shown={diff?.head ?? null}
          onChoose={(snapshotId) => choose({ base: base?.snapshotId ?? null, head: snapshotId, sel: null })}
        />
        <span className="flex-1" />
        <CopyButton label="Copy link" text={() => exactLink(diff)} />
      </div>
      {diff === undefined || base === null ? null : (
        <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1" role="status">
          <ChangeCounts changes={diff.summary} />
          <span className="text-muted text-xs">{rangeText(base, diff.head)}</span>
        </div>
      )}
    </header>
  );
}

/** A link to these two snapshots, whatever comes after them. */
function exactLink(diff: DiffHeaderProps["diff"]): string {
  const url = new URL(window.location.href);
  if (diff?.base) {
    url.searchParams.set("base", diff.base.snapshotId);
    url.searchParams.set("head", diff.head.snapshotId);
  }
  return url.href;
}

/** Who brought what is compared: one reading, or several. */
function rangeText(base: End, head: End): string {
  const step = head.number - base.number;
  if (step === 1) return `brought by ${whoText(head)} in one reading`;
  if (step === 0) return "the same snapshot twice";
  if (step < 0) return "the later one is on the left: what is shown as added is what has since gone";
  return `${step} readings lie between; each change says which brought it`;
}
