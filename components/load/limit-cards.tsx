import type { LoadAnswer, LoadRow } from "../../server/application/ports/load-answers";
import { ResourceLink } from "../resource/resource-link";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { visibleText } from "../ui/visible-text";
import { DataTable } from "./data-table";
import { amount, elementText, FLAGS, figure, measureOf, percent, STATES } from "./load-words";

/** Rows that are drawn; the worst come first. */
const SHOWN = 200;

interface LimitCardsProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly growth: number;
  readonly answer: LoadAnswer;
}

/** Every limit that carries traffic; those that nobody publishes apart, for nothing is said about them. */
export function LimitCards({ estateId, at, growth, answer }: LimitCardsProps) {
  const known = answer.rows.filter(({ limit }) => limit !== null);
  const unknown = answer.rows.filter(({ limit }) => limit === null);
  const link = (row: LoadRow) => <LimitElement estateId={estateId} at={at} row={row} />;
  return (
    <>
      {known.length === 0 ? null : (
        <Card title={`Limits at ${figure(growth)} times the traffic (${known.length})`} flush>
          <div className="overflow-x-auto px-2">
            <DataTable
              caption="Limits, the fullest first"
              head={["Element", "What is counted", "Used", "Share", "State", "Notes"]}
              rows={known.slice(0, SHOWN).map((row) => ({
                key: row.key,
                cells: [
                  link(row),
                  measureOf(row),
                  amount(row),
                  percent(row.utilizationRatio ?? 0),
                  <StateBadge key="state" state={answer.basis === "assumed" ? "assumed" : row.state} />,
                  [...row.flags.map((flag) => FLAGS[flag]), row.warning ?? ""].filter(Boolean).join("; "),
                ],
              }))}
            />
          </div>
          <More count={known.length} />
        </Card>
      )}
      {unknown.length === 0 ? null : (
        <Card title={`Limits that are not known (${unknown.length})`} flush>
          <div className="overflow-x-auto px-2">
            <DataTable
              caption="Limits that are not known: nothing is said about them"
              head={["Element", "What is counted", "Load", "Why it is not known"]}
              rows={unknown.slice(0, SHOWN).map((row) => ({
                key: row.key,
                cells: [
                  link(row),
                  measureOf(row),
                  amount(row),
                  visibleText([row.why ?? "", row.warning ?? ""].filter(Boolean).join("; ")),
                ],
              }))}
            />
          </div>
          <More count={unknown.length} />
        </Card>
      )}
    </>
  );
}

function More({ count }: { readonly count: number }) {
  return count <= SHOWN ? null : <p className="px-4 py-2 text-muted">and {count - SHOWN} more</p>;
}

function StateBadge({ state }: { readonly state: LoadRow["state"] | "assumed" }) {
  const { word, tone } = STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}

/** A single flow is no resource that could be opened. */
function LimitElement({
  estateId,
  at,
  row,
}: Pick<LimitCardsProps, "estateId" | "at"> & { readonly row: LoadRow }) {
  const { element } = row;
  if (element.kind === "demand") return <span className="break-words">{elementText(element)}</span>;
  return <ResourceLink estateId={estateId} at={at} element={element} />;
}
