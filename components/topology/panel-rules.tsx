"use client";

import { Sparkles } from "lucide-react";
import type { ResourceAnswer } from "../resource/resource-answer";
import { Button } from "../ui/button";
import { ElementLabel } from "../ui/element-label";
import { Name } from "../ui/name";
import { visibleText } from "../ui/visible-text";
import type { Topology } from "./use-topology";

interface PanelRulesProps {
  readonly topology: Topology;
  readonly rules: ResourceAnswer["rules"];
}

type WhatIf = NonNullable<ResourceAnswer["rules"][number]["rows"][number]["whatIfs"]>[number];

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

/** The rules that apply to a resource, in the order in which they are tried. */
export function PanelRules({ topology, rules }: PanelRulesProps) {
  if (rules.length === 0)
    return (
      <p className="p-3 text-muted">
        No rule applies to this kind of resource; its interfaces and subnets have them.
      </p>
    );
  return (
    <div className="flex flex-col gap-4 p-3">
      {rules.map((list) => {
        const row = topology.rowOf(list.element.id);
        return (
          <section
            key={`${list.title} ${list.direction} ${list.element.id}`}
            aria-label={visibleText(list.title)}
          >
            <h3 className="font-semibold">{visibleText(list.title)}</h3>
            {row === null ? (
              <ElementLabel element={list.element} />
            ) : (
              <button
                type="button"
                className="min-h-6 text-left hover:underline"
                onClick={() => topology.select(row)}
              >
                <ElementLabel element={list.element} />
              </button>
            )}
            {list.rows.length === 0 ? (
              <p className="text-muted">no rules</p>
            ) : (
              <ol className="mt-1 border-line border-t">
                {list.rows.map(({ rule, detail, verdict, withdrawable, whatIfs = [] }, i) => (
                  // Two rules may read alike: the place in the order is the rule's identity.
                  // biome-ignore lint/suspicious/noArrayIndexKey: an ordered list that is replaced as a whole
                  <li key={i} className="flex flex-wrap items-baseline gap-x-2 border-line border-b py-1">
                    <Name text={rule} mono max={100} />
                    <span className="text-muted">
                      <Name text={detail} max={120} />
                    </span>
                    {verdict === undefined ? null : (
                      <span className="font-medium">{visibleText(verdict)}</span>
                    )}
                    {withdrawable === undefined ? null : (
                      <Button
                        size="small"
                        aria-label={`Simulate withdrawing ${withdrawable}`}
                        onClick={() =>
                          topology.simulation.start([
                            {
                              kind: "routeTable",
                              id: list.element.id,
                              mode: "withdrawn",
                              route: withdrawable,
                            },
                          ])
                        }
                      >
                        <Sparkles aria-hidden="true" />
                        Simulate withdrawing
                      </Button>
                    )}
                    {whatIfs.length === 0 ? null : (
                      <WhatIfs
                        rule={rule}
                        whatIfs={whatIfs}
                        onChoose={(changes) =>
                          void topology.setAddress(
                            { change: [...changes], fail: null, cut: null },
                            { history: "push" },
                          )
                        }
                      />
                    )}
                  </li>
                ))}
              </ol>
            )}
          </section>
        );
      })}
    </div>
  );
}
