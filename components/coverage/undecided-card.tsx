import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { PanelEmpty } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import type { FidelityData } from "./use-fidelity";

const SHOWN_CAUSES = 50;

/** The share of answers that stay open, and what would decide each. */
export function UndecidedCard({ undecided }: Pick<FidelityData, "undecided">) {
  return (
    <Card flush title="Undecided answers">
      {undecided === null ? (
        <PanelEmpty title="Not counted yet">
          <p>The analysis of this snapshot has not finished: what it has not reached is open.</p>
        </PanelEmpty>
      ) : (
        <Share undecided={undecided} />
      )}
    </Card>
  );
}

function Share({ undecided }: { readonly undecided: NonNullable<FidelityData["undecided"]> }) {
  const { askedCount, undecidedCount, causes, of } = undecided;
  const percent = askedCount === 0 ? 0 : (undecidedCount / askedCount) * 100;
  const shown = causes.slice(0, SHOWN_CAUSES);
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={undecidedCount === 0 ? "ok" : "undecided"}>
          {undecidedCount === 0 ? "All decided" : `${percentText(percent)} undecided`}
        </Badge>
        <span>
          {undecidedCount.toLocaleString("en")} of {askedCount.toLocaleString("en")} {of} could not be
          decided.
        </span>
      </p>
      {shown.length === 0 ? null : (
        <ul aria-label="Why answers are undecided" className="flex flex-col gap-2">
          {shown.map(({ missing, count, decides }) => (
            <li key={missing} className="flex flex-col">
              <span className="break-words">
                <Prose text={missing} isSentence />{" "}
                <span className="text-muted">({countOf(count, "answer")})</span>
              </span>
              <span className="break-words text-muted">
                Decided by <Prose text={decides} />.
              </span>
            </li>
          ))}
        </ul>
      )}
      {causes.length > shown.length ? (
        <p className="text-muted">and {countOf(causes.length - shown.length, "more cause")}</p>
      ) : null}
    </div>
  );
}

function percentText(percent: number): string {
  return percent < 1 ? "under 1 %" : `${Math.round(percent)} %`;
}
