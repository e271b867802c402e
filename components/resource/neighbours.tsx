"use client";

import type { ReactNode } from "react";
import type { Element } from "../../server/engine/configuration";
import type { ResourceAnswer } from "./resource-answer";

const SHOWN_COUNT = 40;

interface NeighboursProps {
  readonly resource: Pick<
    ResourceAnswer,
    "refersTo" | "referredBy" | "refersToCount" | "referredByCount" | "neighbourCount"
  >;
  /** One neighbour, with what leads to it. */
  readonly render: (element: Element) => ReactNode;
}

/** What its configuration names, and what names it. */
export function Neighbours({ resource, render }: NeighboursProps) {
  if (resource.neighbourCount === 0)
    return <p className="text-muted">Nothing refers to it, and it refers to nothing.</p>;
  return (
    <section aria-label="Neighbours" className="flex flex-col gap-3">
      <List title="Refers to" count={resource.refersToCount} elements={resource.refersTo} render={render} />
      <List
        title="Referred to by"
        count={resource.referredByCount}
        elements={resource.referredBy}
        render={render}
      />
    </section>
  );
}

interface ListProps {
  readonly title: string;
  /** Of all of them; `elements` may be the first of many. */
  readonly count: number;
  readonly elements: readonly Element[];
  readonly render: NeighboursProps["render"];
}

function List({ title, count, elements, render }: ListProps) {
  if (elements.length === 0) return null;
  const rest = elements.slice(SHOWN_COUNT);
  const rows = (part: readonly Element[]) =>
    part.map((element) => (
      <li key={element.id} className="py-0.5">
        {render(element)}
      </li>
    ));
  return (
    <div>
      <h3 className="font-semibold">
        {title} <span className="font-normal text-muted">{count.toLocaleString("en")}</span>
      </h3>
      <ul aria-label={title}>{rows(elements.slice(0, SHOWN_COUNT))}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary className="min-h-6 text-accent">and {rest.length.toLocaleString("en")} more</summary>
          <ul aria-label={`${title}, the rest`}>{rows(rest)}</ul>
          {count > elements.length ? (
            <p className="text-muted">
              and {(count - elements.length).toLocaleString("en")} more that are not listed here
            </p>
          ) : null}
        </details>
      )}
    </div>
  );
}
