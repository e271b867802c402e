import type { UnresolvedDemand } from "../../server/engine/scenario";
import { Button } from "../ui/button";
import { visibleText } from "../ui/visible-text";
import type { StatedOnPage } from "./demand-dialog";
import type { DemandChanges } from "./use-demand-changes";

interface UnresolvedProps {
  readonly unresolved: readonly UnresolvedDemand[];
  /** Null: only looked at. */
  readonly changes: DemandChanges | null;
  readonly onEdit: (stated: StatedOnPage) => void;
}

/** Traffic that names what this snapshot does not hold: it may have been meant to load anything. */
export function Unresolved({ unresolved, changes, onEdit }: UnresolvedProps) {
  if (unresolved.length === 0) return null;
  return (
    <ul aria-label="Traffic with an end that is not here" className="flex flex-col px-4 py-2">
      {unresolved.map(({ fact, decisionId, message }) => {
        const text = `${endText(fact.from)} > ${endText(fact.to)}`;
        return (
          <li key={`${decisionId} ${text} ${message}`} className="flex flex-wrap items-center gap-2 py-1">
            <span className="min-w-0 flex-1 break-words text-risk-text">
              {visibleText(text)}: {visibleText(message)}
            </span>
            {changes === null || decisionId === null ? null : (
              <>
                <Button size="small" onClick={() => onEdit({ id: decisionId, fact })}>
                  Edit
                </Button>
                <Button size="small" disabled={changes.isBusy} onClick={() => changes.remove(decisionId)}>
                  Remove
                </Button>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function endText(end: UnresolvedDemand["fact"]["from"]): string {
  return typeof end === "string" ? end : end.join(" + ");
}
