"use client";

import { Sparkles } from "lucide-react";
import type { RuleList, RuleRow } from "../../server/engine/inspection";
import { Button } from "../ui/button";
import { visibleText } from "../ui/visible-text";
import type { Topology } from "./use-topology";

type WhatIf = NonNullable<RuleRow["whatIfs"]>[number];

interface RuleActionsProps {
  readonly topology: Topology;
  readonly list: RuleList;
  readonly row: RuleRow;
}

/** What can be supposed of one rule: that it is withdrawn, removed, or leads elsewhere. */
export function RuleActions({ topology, list, row }: RuleActionsProps) {
  const { withdrawable, whatIfs = [], rule } = row;
  return (
    <>
      {withdrawable === undefined ? null : (
        <Button
          size="small"
          aria-label={`Simulate withdrawing ${withdrawable}`}
          onClick={() =>
            topology.simulation.start([
              { kind: list.element.kind, id: list.element.id, mode: "withdrawn", route: withdrawable },
            ])
          }
        >
          <Sparkles aria-hidden="true" />
          Simulate withdrawing
        </Button>
      )}
      <WhatIfs
        rule={rule}
        whatIfs={whatIfs}
        onChoose={(changes) =>
          void topology.setAddress({ change: [...changes], fail: null, cut: null }, { history: "push" })
        }
      />
    </>
  );
}

/** One is a button; several are behind one. */
function WhatIfs({
  rule,
  whatIfs,
  onChoose,
}: {
  readonly rule: string;
  readonly whatIfs: readonly WhatIf[];
  readonly onChoose: (changes: WhatIf["changes"]) => void;
}) {
  const [only, ...others] = whatIfs;
  if (only === undefined) return null;
  const buttons = whatIfs.map(({ label, changes }) => (
    <Button
      key={label}
      size="small"
      aria-label={`${visibleText(label)} ${visibleText(rule)}`}
      onClick={() => onChoose(changes)}
    >
      <Sparkles aria-hidden="true" />
      {visibleText(label)}
    </Button>
  ));
  if (others.length === 0) return buttons;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-accent">What if I change this route?</summary>
      <div className="flex flex-wrap gap-1 py-1">{buttons}</div>
    </details>
  );
}
