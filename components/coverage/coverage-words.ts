import type { GapSort } from "../../server/application/ports/fidelity";
import type { CoverageStatus } from "../../server/engine/configuration";
import type { Tone } from "../ui/badge";

/** A status as it stands in a badge. */
export const STATUS_LOOK: Record<CoverageStatus, { readonly word: string; readonly tone: Tone }> = {
  ok: { word: "Known", tone: "ok" },
  stale: { word: "Out of date", tone: "undecided" },
  denied: { word: "Access denied", tone: "undecided" },
  unsupported: { word: "Known in part", tone: "undecided" },
  suspicious: { word: "Not to be relied on", tone: "undecided" },
  absent: { word: "Not in the input", tone: "undecided" },
};

/** Gaps of one sort under a heading, in the order of the page. */
export const GAP_SORTS: readonly { readonly sort: GapSort; readonly title: string }[] = [
  { sort: "unreadable", title: "Could not be read" },
  { sort: "missing", title: "Missing from the input" },
  { sort: "dangling", title: "Named, but not in the input" },
  { sort: "assumed", title: "Assumed" },
  { sort: "approximated", title: "Modeled roughly" },
  { sort: "ignored-part", title: "Ignored files and kinds" },
  { sort: "ignored-attribute", title: "Ignored attributes" },
];
