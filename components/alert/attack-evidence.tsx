"use client";

import type { Alert } from "../../server/engine/alert/alert.schema";
import { Badge } from "../ui/badge";
import { ElementLabel } from "../ui/element-label";
import { HopList } from "../ui/hop-list";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";

type Attack = NonNullable<Alert["evidence"]["attack"]>;
type Step = Attack["steps"][number];

/** An attack: each step with what it uses and what lets its packets pass, how far it gets, and what stops it alone. */
export function AttackEvidence({ attack }: { readonly attack: Attack }) {
  const { steps, starts, dataAtRisk, chokePoints, notes } = attack;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        From {starts.join(", ")}: {reachText(attack)}
      </p>
      <ol aria-label="Steps of the attack" className="flex flex-col gap-2">
        {steps.map((step, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told in order and never change places.
          <AttackStep key={position} step={step} number={position + 1} />
        ))}
      </ol>
      {dataAtRisk.length === 0 ? null : (
        <ul aria-label="Data at risk" className="flex flex-wrap gap-x-4 gap-y-1">
          {dataAtRisk.map(({ element, dataClass, leaves }) => (
            <li key={element.id} className="flex flex-wrap items-center gap-2">
              <ElementLabel element={element} />
              <Badge tone="risk">{dataClass ?? "class not declared"}</Badge>
              <span className="text-muted">{leaves ? "can be sent out" : "no way out is known"}</span>
            </li>
          ))}
        </ul>
      )}
      <ChokePoints chokePoints={chokePoints} />
      {notes.map((note) => (
        <p key={note} className="break-words text-muted">
          <Prose text={note} />
        </p>
      ))}
    </div>
  );
}

function AttackStep({ step, number }: { readonly step: Step; readonly number: number }) {
  const { text, to, weakness, service, hops } = step;
  const rules = [...new Set(hops.flatMap(({ action, rule }) => (action === "allow" && rule ? [rule] : [])))];
  return (
    <li className="min-w-0 rounded-md border border-line bg-surface px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium tabular-nums">{number}.</span>
        <span className="min-w-0 break-words">
          <Prose text={text} />
        </span>
        <ElementLabel element={to} />
        {service === null ? null : <span className="font-mono text-muted">{service}</span>}
        {weakness === null ? null : <WeaknessBadges weakness={weakness} />}
      </div>
      {rules.length === 0 ? null : (
        <div className="mt-1 text-muted">
          <p>let through by</p>
          <ul aria-label={`Rules that let step ${number} through`} className="list-disc pl-5">
            {rules.map((rule) => (
              <li key={rule}>
                <Name text={rule} max={160} mono />
              </li>
            ))}
          </ul>
        </div>
      )}
      {hops.length === 0 ? null : (
        <details className="mt-1">
          <summary className="cursor-pointer text-muted">Hop by hop, there and back</summary>
          <HopList label={`Path of step ${number}`} hops={hops} />
        </details>
      )}
    </li>
  );
}

function WeaknessBadges({ weakness }: { readonly weakness: NonNullable<Step["weakness"]> }) {
  const { name, baseScore, knownExploited, exploitProbability, isPortAssumed } = weakness;
  return (
    <>
      {name === "hypothesis" ? <Badge tone="simulated">supposed bug</Badge> : null}
      {knownExploited ? <Badge tone="lost">known exploited (KEV)</Badge> : null}
      {exploitProbability === null ? null : (
        <Badge tone="risk">EPSS {Math.round(exploitProbability * 1000) / 10} %</Badge>
      )}
      <Badge tone={baseScore === null ? "undecided" : "neutral"}>
        {baseScore === null ? "severity unknown" : `CVSS ${baseScore.toFixed(1)}`}
      </Badge>
      {isPortAssumed ? <Badge tone="undecided">assumed port</Badge> : null}
    </>
  );
}

function ChokePoints({ chokePoints }: Pick<Attack, "chokePoints">) {
  if (chokePoints === null)
    return <p className="text-muted">What stops it alone was not tried: the network is large.</p>;
  if (chokePoints.length === 0)
    return <p className="text-muted">Nothing stops it alone, as tried on copies.</p>;
  return (
    <div>
      <p className="font-medium">Each of these alone stops it, as tried on a copy</p>
      <ul className="mt-1 list-disc pl-5">
        {chokePoints.map((text) => (
          <li key={text} className="break-words">
            <Name text={text} max={200} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function reachText({ blastRadius, behind }: Attack): string {
  const { hostCount, storeCount, roleCount, depth } = blastRadius;
  const parts = [counted(hostCount, "host"), counted(storeCount, "data store"), counted(roleCount, "role")];
  return `${parts.join(", ")} fall in all, in ${counted(depth, "step")} at most${behind.length === 0 ? "" : `; ${counted(behind.length, "host")} behind this one`}.`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
