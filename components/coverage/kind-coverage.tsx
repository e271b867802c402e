import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { kindLabel } from "../ui/kind-label";
import { PanelEmpty } from "../ui/panel-state";
import { STATUS_LOOK } from "./coverage-words";
import type { FidelityData } from "./use-fidelity";

type Kind = FidelityData["kinds"][number];

/** Every kind by status, a table for each account and region. */
export function KindCoverage({ kinds }: Pick<FidelityData, "kinds">) {
  const places = new Map<string, Kind[]>();
  for (const kind of kinds) {
    const key = placeText(kind);
    places.set(key, [...(places.get(key) ?? []), kind]);
  }
  if (places.size === 0)
    return (
      <Card flush title="Kinds">
        <PanelEmpty title="Nothing is known">
          <p>The input names no account and no region of which anything could be read.</p>
        </PanelEmpty>
      </Card>
    );
  return [...places].map(([place, own]) => <Place key={place} place={place} kinds={own} />);
}

function placeText({ accountId, region, kind }: Kind): string {
  if (accountId === "" && region === "" && (kind === "site" || kind === "appliance"))
    return "Declared by their owner";
  return `${accountId === "" ? "Account not named" : `Account ${accountId}`}, ${region === "" ? "region not named" : region}`;
}

function Place({ place, kinds }: { readonly place: string; readonly kinds: readonly Kind[] }) {
  const rows = kinds.filter(({ status, count }) => status !== "ok" || count > 0);
  const none = kinds.filter(({ status, count }) => status === "ok" && count === 0);
  const openCount = kinds.filter(({ status }) => status !== "ok").length;
  return (
    <Card
      flush
      title={place}
      aside={
        openCount === 0 ? (
          <Badge tone="ok">All kinds known</Badge>
        ) : (
          <Badge tone="undecided">{openCount} not fully known</Badge>
        )
      }
    >
      <div className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">Kinds of {place}</caption>
          <thead>
            <tr className="text-left text-muted">
              <th scope="col" className="px-4 py-1.5 font-normal">
                Kind
              </th>
              <th scope="col" className="px-2 py-1.5 text-right font-normal">
                Found
              </th>
              <th scope="col" className="px-2 py-1.5 font-normal">
                Status
              </th>
              <th scope="col" className="px-4 py-1.5 font-normal">
                What it weakens
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <KindRow key={row.kind} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {none.length === 0 ? null : (
        <p className="border-line border-t px-4 py-2 text-muted">
          Known, and none there: {none.map(({ kind }) => kindLabel(kind)).join(", ")}.
        </p>
      )}
    </Card>
  );
}

function KindRow({ row }: { readonly row: Kind }) {
  const { kind, status, count, danglingCount, approximation, weakens, decides } = row;
  const { word, tone } = STATUS_LOOK[status];
  return (
    <tr className="border-line border-t align-top">
      <th scope="row" className="px-4 py-1.5 text-left font-normal first-letter:uppercase">
        {kindLabel(kind)}
      </th>
      <td className="px-2 py-1.5 text-right">{count.toLocaleString("en")}</td>
      <td className="px-2 py-1.5">
        <Badge tone={tone}>{word}</Badge>
      </td>
      <td className="min-w-56 px-4 py-1.5">
        {weakens === null ? null : (
          <p>
            Weakens {weakens}. <span className="text-muted">Settled by {decides}.</span>
          </p>
        )}
        {approximation === null ? null : <p className="text-muted">Roughly modeled: {approximation}.</p>}
        {danglingCount === 0 ? null : (
          <p className="text-muted">
            {danglingCount.toLocaleString("en")} of them name something that is not in the input.
          </p>
        )}
        {weakens === null && approximation === null && danglingCount === 0 ? (
          <p className="text-muted">Nothing</p>
        ) : null}
      </td>
    </tr>
  );
}
