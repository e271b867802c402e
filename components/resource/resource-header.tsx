"use client";

import { ArrowLeft, Map as MapIcon, Route, Sparkles } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Element } from "../../server/engine/configuration";
import { mapAtHref } from "../history/history-words";
import { failureCode, simulable } from "../topology/failure-code";
import { KindIcon } from "../topology/kind-icons";
import { buttonLook } from "../ui/button-look";
import { CopyButton } from "../ui/copy-button";
import { kindLabel } from "../ui/kind-label";
import { Name } from "../ui/name";
import { resourcesHref } from "./resource-href";

interface ResourceHeaderProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly element: Element;
  /** Stands beside the links. */
  readonly children: ReactNode;
}

/** Which resource this is, and where one can go with it. */
export function ResourceHeader({ estateId, at, element, children }: ResourceHeaderProps) {
  const { kind, id, name } = element;
  const failure = simulable(element);
  const map = mapAtHref(estateId, at, id);
  return (
    <header className="flex flex-col gap-2">
      <div>
        <Link href={resourcesHref(estateId, at)} className={buttonLook("ghost", "small")}>
          <ArrowLeft aria-hidden="true" />
          All resources
        </Link>
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <KindIcon kind={kind} className="mt-1.5 size-5 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-xl">
            <Name text={name ?? id} max={80} />
          </h1>
          <p className="flex flex-wrap items-center gap-1 text-muted">
            {kindLabel(kind)} <Name text={id} mono max={64} />
            <CopyButton iconOnly label="Copy id" text={id} />
          </p>
        </div>
        <div data-print="hide" className="flex flex-wrap items-center gap-2">
          {children}
          <Link href={map} className={buttonLook("secondary", "small")}>
            <MapIcon aria-hidden="true" />
            Open on map
          </Link>
          <Link
            href={`/paths?${new URLSearchParams({ estate: estateId, from: id, ...(at === null ? {} : { at }) })}`}
            className={buttonLook("secondary", "small")}
          >
            <Route aria-hidden="true" />
            Paths from here
          </Link>
          {failure.kind === "failure" ? (
            <Link
              href={`${map}&${new URLSearchParams({ fail: failureCode(failure.failure) })}`}
              className={buttonLook("secondary", "small")}
            >
              <Sparkles aria-hidden="true" />
              {failure.verb === "block" ? "What if it blocks everything" : "What if it fails"}
            </Link>
          ) : null}
        </div>
      </div>
    </header>
  );
}
