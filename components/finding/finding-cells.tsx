/* biome-ignore-all lint/a11y/useSemanticElements: a table with only the rows in sight has no place for table markup */
/* biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read, the links in them take the focus */
"use client";

import { CircleHelp, Flame } from "lucide-react";
import type { ReactNode } from "react";
import type { FindingRow } from "../../server/application/ports/finding-answers";
import type { Band } from "../../server/engine/vulnerability/scan-report.schema";
import { ResourceLink } from "../resource/resource-link";
import { Badge, SeverityBadge } from "../ui/badge";
import { visibleText } from "../ui/visible-text";
import { BAND_WORDS, methodText, percentText, portText } from "./finding-words";

interface FindingCellsProps {
  readonly estateId: string;
  readonly row: FindingRow | undefined;
}

/** The cells of one finding. */
export function FindingCells({ estateId, row }: FindingCellsProps) {
  if (row === undefined)
    return (
      <span role="cell" className="text-muted">
        …
      </span>
    );
  const version = row.version === null ? "" : ` ${row.version}`;
  const fix = row.fixedIn.length === 0 ? "" : `, fixed in ${row.fixedIn.join(", ")}`;
  return (
    <>
      <Cell whole={scoreText(row)}>
        <BandBadge band={row.band} />
      </Cell>
      <Cell whole={[row.id, ...row.aliases].join(", ")}>
        <span className="font-medium font-mono text-[0.93em]">{visibleText(row.id)}</span>{" "}
        {row.isKnownExploited ? (
          <Badge tone="lost" icon={Flame}>
            KEV
          </Badge>
        ) : null}
      </Cell>
      <Cell whole={`${row.component ?? ""}${version}${fix}`} />
      <Cell whole={row.epss === null ? "unknown" : `${row.epss}`}>
        <span className={row.epss === null ? "text-muted" : "tabular-nums"}>
          {row.epss === null ? "unknown" : percentText(row.epss)}
        </span>
      </Cell>
      <PlaceCell estateId={estateId} row={row} />
      <Cell whole={row.why ?? `${portText(row)}, ${methodText(row.method)}`}>
        {row.why === null ? (
          <>
            {row.portBasis === "assumed" ? (
              <Badge tone="undecided">assumed port</Badge>
            ) : (
              <span className="font-mono text-[0.93em]">{portText(row)}</span>
            )}{" "}
            <span className="text-muted">{methodText(row.method)}</span>
          </>
        ) : null}
      </Cell>
      <Cell whole={row.report} />
    </>
  );
}

function PlaceCell({ estateId, row }: { readonly estateId: string; readonly row: FindingRow }) {
  const [first] = row.instances;
  if (first === undefined) return <Cell whole={row.subject === "" ? "not said" : row.subject} />;
  const more = row.instanceCount - 1;
  return (
    <Cell whole={row.instances.map(({ id, name }) => name ?? id).join(", ")}>
      <ResourceLink estateId={estateId} at={null} element={first} hideKind />
      {more > 0 ? <span className="text-muted"> and {more.toLocaleString("en")} more</span> : null}
    </Cell>
  );
}

function BandBadge({ band }: { readonly band: Band }) {
  if (band === "unknown")
    return (
      <Badge tone="undecided" icon={CircleHelp}>
        {BAND_WORDS.unknown}
      </Badge>
    );
  if (band === "none") return <Badge>{BAND_WORDS.none}</Badge>;
  return <SeverityBadge severity={band} />;
}

function scoreText({ band, score }: FindingRow): string {
  const word = BAND_WORDS[band];
  if (band === "unknown") return `${word}: sorted as high`;
  return score === null ? word : `${word}, score ${score}`;
}

/** One cell of at most two lines; where it is too narrow, the whole is on hover. */
function Cell({ whole, children }: { readonly whole: string; readonly children?: ReactNode }) {
  const text = visibleText(whole);
  return (
    <span role="cell" title={text} className="line-clamp-2 min-w-0 break-words pr-3">
      {children ?? text}
    </span>
  );
}
