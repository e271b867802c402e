"use client";

import Link from "next/link";
import type { Element } from "../../server/engine/configuration";
import { ElementLabel } from "../ui/element-label";
import { resourceHref } from "./resource-href";

interface ResourceLinkProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly element: Element;
  readonly hideKind?: boolean;
}

/** A resource that leads to its page in the same snapshot. */
export function ResourceLink({ estateId, at, element, hideKind = false }: ResourceLinkProps) {
  return (
    <Link
      href={resourceHref(estateId, element.id, { at })}
      prefetch={false}
      className="inline-block min-h-6 hover:underline"
    >
      <ElementLabel element={element} hideKind={hideKind} />
    </Link>
  );
}
