"use client";

import type { AttackStep } from "../../server/engine/scenario";
import { Badge } from "../ui/badge";
import { ElementLabel } from "../ui/element-label";
import { visibleText } from "../ui/visible-text";
import { STEP_WORDS } from "./breach-words";

/** The steps of an attack in the order they are taken, each with what lets it pass. */
export function AttackChain({
  label,
  chain,
}: {
  readonly label: string;
  readonly chain: readonly AttackStep[];
}) {
  if (chain.length === 0) return <p className="text-muted">The attack starts here.</p>;
  return (
    <ol aria-label={label} className="flex list-decimal flex-col gap-1.5 pl-6">
      {chain.map((step, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one chain never move
        <li key={position}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { readonly step: AttackStep }) {
  const { kind, on, by, from, service, through, weakness } = step;
  const passed = [...step.rules, ...step.routes, ...step.aclEntries];
  return (
    <>
      <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
        <span className="font-medium">{STEP_WORDS[kind]}</span>
        <ElementLabel element={on} />
        {service === null ? null : <code className="font-mono text-xs">{service}</code>}
        {by === null ? null : <span>by {visibleText(by)}</span>}
        {from === null ? null : (
          <span className="text-muted">
            from <ElementLabel element={from} />
          </span>
        )}
        {through === null ? null : (
          <span className="text-muted">
            through <ElementLabel element={through} />
          </span>
        )}
        {weakness?.isHypothesis ? <Badge tone="simulated">supposed bug</Badge> : null}
        {weakness?.isPortAssumed ? <Badge>assumed port</Badge> : null}
        {weakness?.knownExploited ? <Badge tone="lost">known to be exploited</Badge> : null}
        {weakness?.exploitProbability === undefined ? null : (
          <Badge>EPSS {weakness.exploitProbability}</Badge>
        )}
      </span>
      {passed.length === 0 ? null : (
        <ul aria-label="What lets it pass" className="text-muted text-xs">
          {passed.map((text) => (
            <li key={text} className="break-words font-mono">
              {visibleText(text)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
