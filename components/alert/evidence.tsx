"use client";

import type { Alert } from "../../server/engine/alert/alert.schema";
import { ElementLabel } from "../ui/element-label";
import type { EvidenceHop } from "../ui/evidence-hop";
import { HopList } from "../ui/hop-list";
import { Name } from "../ui/name";
import { AttackEvidence } from "./attack-evidence";
import { LoadEvidence } from "./load-evidence";

interface EvidenceProps {
  readonly family: Alert["family"];
  readonly evidence: Alert["evidence"];
}

const PLACE_WORDS: Record<Alert["family"], string> = {
  outage: "Stops at",
  breach: "Let in at",
  load: "Fills up at",
  exposure: "Let in at",
  dependence: "Decided at",
  anomaly: "Differs at",
};

/** The path before, the path after, and the element and rule that decide; of attacks the steps, of load the figures. */
export function Evidence({ family, evidence: { before, after, at, attack, load } }: EvidenceProps) {
  const isOnePath = after.length === 0 || JSON.stringify(before) === JSON.stringify(after);
  return (
    <div className="flex flex-col gap-3">
      {at === null ? null : (
        <p className="flex flex-wrap items-baseline gap-x-2 rounded-md border border-line bg-surface px-3 py-2">
          <span className="font-medium">{PLACE_WORDS[family]}</span>
          <ElementLabel element={at} />
          {at.rule === undefined ? null : (
            <span className="text-muted">
              by <Name text={at.rule} max={160} mono />
            </span>
          )}
        </p>
      )}
      {attack === undefined ? null : <AttackEvidence attack={attack} />}
      {load === undefined ? null : <LoadEvidence loads={load} />}
      {attack !== undefined || family === "load" ? null : before.length === 0 && after.length === 0 ? (
        <p className="text-muted">
          {family === "anomaly"
            ? "No packet is followed for this kind: what differs is read off the configuration, as stated above."
            : "No packet is followed for this kind: route tables alone decide it, as stated above."}
        </p>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          <Path title={isOnePath ? "Path" : "Path before"} hops={before} />
          {isOnePath ? null : <Path title="Path after" hops={after} />}
        </div>
      )}
    </div>
  );
}

function Path({ title, hops }: { readonly title: string; readonly hops: readonly EvidenceHop[] }) {
  if (hops.length === 0) return null;
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface p-3">
      <p className="mb-2 font-medium">{title}</p>
      <HopList label={title} hops={hops} />
    </div>
  );
}
