"use client";

import Link from "next/link";
import { SeverityBadge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { Name } from "../ui/name";
import { visibleText } from "../ui/visible-text";
import type { ResourceAnswer } from "./resource-answer";

interface ResourceAlertsProps {
  readonly estateId: string;
  readonly alerts: ResourceAnswer["alerts"];
  readonly title: string;
}

/** Its open alerts, each a link. */
export function ResourceAlerts({ estateId, alerts, title: heading }: ResourceAlertsProps) {
  if (alerts.length === 0) return null;
  return (
    <section aria-label="Alerts" className="flex flex-col gap-1">
      <h3 className="font-semibold">{heading}</h3>
      <ul className="flex flex-col gap-1">
        {alerts.map(({ id, title, severity }) => (
          <li key={id} className="flex flex-wrap items-start gap-2">
            <SeverityBadge severity={severity} />
            <Link
              href={`/alerts/${encodeURIComponent(id)}?estate=${encodeURIComponent(estateId)}`}
              className="min-h-6 min-w-0 flex-1 text-accent underline"
            >
              {visibleText(title)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What its configuration says, a line each, and its tags. */
export function ResourceFacts({ resource }: { readonly resource: Pick<ResourceAnswer, "facts" | "tags"> }) {
  return (
    <section aria-label="Facts">
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-1">
        {resource.facts.map(({ label, value, copy, name }, position) => (
          <div key={`${label} ${value}`} className="contents">
            <dt className="py-0.5 text-muted">
              {/* One of several values of an attribute stands under the first. */}
              <span className={resource.facts[position - 1]?.label === label ? "sr-only" : undefined}>
                {label}
              </span>
            </dt>
            <dd className="flex min-w-0 items-start gap-1 py-0.5">
              <span className="min-w-0 flex-1">
                <Name text={value} mono={copy === true} max={120} />
                {name === undefined ? null : (
                  <span className="text-muted">
                    {" "}
                    <Name text={name} max={40} />
                  </span>
                )}
              </span>
              {copy ? (
                <span className="-my-1.5">
                  <CopyButton iconOnly label={`Copy ${label.toLowerCase()}`} text={value} />
                </span>
              ) : null}
            </dd>
          </div>
        ))}
        {resource.tags.map(({ key, value }) => (
          <div key={`tag ${key}`} className="contents">
            <dt className="py-0.5 text-muted">
              tag <Name text={key} max={24} />
            </dt>
            <dd className="min-w-0 py-0.5">
              <Name text={value} max={80} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
