"use client";

import { Ban, CircleDot } from "lucide-react";
import type { ReactNode } from "react";
import type { Element } from "../../server/engine/configuration";
import type { RuleList, RuleRow } from "../../server/engine/inspection";
import { Badge } from "../ui/badge";
import { classNames } from "../ui/class-names";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";

interface RuleListsProps {
  readonly lists: readonly RuleList[];
  /** A resource, with what leads to it. */
  readonly render: (element: Element) => ReactNode;
  /** What can be supposed of a rule. */
  readonly renderActions?: ((list: RuleList, row: RuleRow) => ReactNode) | undefined;
}

/** The rules that apply to a resource, in the order in which they are tried, with what each does in the flow asked about. */
export function RuleLists({ lists, render, renderActions }: RuleListsProps) {
  if (lists.length === 0)
    return (
      <p className="text-muted">
        No rule applies to this kind of resource; its interfaces and subnets have them.
      </p>
    );
  return (
    <div className="flex flex-col gap-4">
      {lists.map((list) => (
        <section
          key={`${list.title} ${list.direction} ${list.element.id}`}
          aria-label={visibleText(list.title)}
        >
          <h3 className="font-semibold">{visibleText(list.title)}</h3>
          <p className="flex flex-wrap gap-x-2">
            {render(list.element)}
            <span className="text-muted">
              {list.match === "any" ? "any match admits" : "the first match decides"}
              {list.consulted === false ? "; this flow is not put to these rules" : ""}
            </span>
          </p>
          <ol className={classNames("mt-1 border-line border-t", list.consulted === false && "text-muted")}>
            {list.rows.map((row, position) => (
              <Row
                // Two rules may read alike: the place in the order is the rule's identity.
                // biome-ignore lint/suspicious/noArrayIndexKey: an ordered list that is replaced as a whole
                key={position}
                row={row}
                match={list.match}
                render={render}
                actions={renderActions?.(list, row)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: RuleRow;
  readonly match: RuleList["match"];
  readonly render: RuleListsProps["render"];
  readonly actions: ReactNode;
}

const MARK_WORDS = { passedOver: "does not match", notReached: "not reached" };

function Row({ row, match, render, actions }: RowProps) {
  const { rule, detail, verdict, owner, idle, mark } = row;
  const isDim = mark === "passedOver" || mark === "notReached";
  return (
    <li
      className={classNames(
        "flex flex-wrap items-baseline gap-x-2 border-line border-b py-1",
        mark === "decides" && "-mx-2 border-l-2 border-l-accent bg-accent-soft px-2",
      )}
    >
      <span className={isDim ? "text-muted" : undefined}>
        <Name text={rule.replaceAll("`", "")} mono max={120} />
      </span>
      {verdict === undefined ? null : (
        <span className={isDim ? "text-muted" : "font-medium"}>{visibleText(verdict)}</span>
      )}
      {owner === undefined ? null : <span className="text-muted">of {render(owner)}</span>}
      {detail === "" ? null : (
        <span className="text-muted">
          <Name text={detail} max={160} />
        </span>
      )}
      {mark === undefined ? null : mark === "decides" ? (
        <Badge tone="accent" icon={CircleDot}>
          decides
        </Badge>
      ) : (
        <span className="text-muted text-xs">
          {/* Where any match admits, one that is not needed may match as well. */}
          {match === "any" ? "does not decide" : MARK_WORDS[mark]}
        </span>
      )}
      {idle === undefined ? null : (
        <span className="inline-flex items-baseline gap-1 text-risk-text">
          <Ban aria-hidden="true" className="size-3.5 shrink-0 self-center" />
          <span>
            <Prose text={idle} />
          </span>
        </span>
      )}
      {actions}
    </li>
  );
}
