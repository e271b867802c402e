"use client";

import type { FindingStanding } from "../../server/engine/scenario";
import { Badge, type Tone } from "../ui/badge";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { visibleText } from "../ui/visible-text";

const TONES: { readonly [S in FindingStanding["standing"]]: Tone } = {
  used: "lost",
  undecided: "undecided",
  latent: "neutral",
  excluded: "neutral",
};
const ORDER: readonly FindingStanding["standing"][] = ["used", "undecided", "latent", "excluded"];
/** More rows than this are counted, not listed. */
const MAX_ROWS = 200;

/** What became of each vulnerability in an attack, the used ones first. */
export function BreachFindings({ findings }: { readonly findings: readonly FindingStanding[] }) {
  if (findings.length === 0)
    return (
      <p className="text-muted">
        No vulnerability is declared or found by a scanner: only credentials, roles and open services counted.
      </p>
    );
  const rows = ORDER.flatMap((standing) => findings.filter((each) => each.standing === standing));
  return (
    <>
      <ul
        aria-label="Vulnerabilities"
        className="divide-y divide-line rounded-md border border-line bg-surface"
      >
        {rows.slice(0, MAX_ROWS).map(({ host, weakness, standing, why }) => (
          <li key={weakness.key} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5">
            <Badge tone={TONES[standing]}>{standing}</Badge>
            <span className="font-medium">{visibleText(weakness.name)}</span>
            <ElementLabel element={host} />
            <span className="text-muted">{weakness.service?.name ?? "on the host"}</span>
            {why === null ? null : <span className="text-muted">{visibleText(why)}</span>}
          </li>
        ))}
      </ul>
      {rows.length > MAX_ROWS ? (
        <p className="pt-1.5 text-muted">
          and {countOf(rows.length - MAX_ROWS, "more vulnerability", "more vulnerabilities")}
        </p>
      ) : null}
    </>
  );
}
