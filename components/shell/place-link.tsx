"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isAt, placeHref } from "./navigation";
import { useEstate } from "./use-estate";

interface PlaceLinkProps {
  readonly href: string;
  readonly look: (isHere: boolean) => string;
  readonly children: (isHere: boolean) => ReactNode;
}

/** A link to a place of the application in the same estate, which says when one is there. */
export function PlaceLink({ href, look, children }: PlaceLinkProps) {
  const path = usePathname();
  const { wanted } = useEstate();
  const isHere = isAt(path, href);
  return (
    <Link href={placeHref(href, wanted)} aria-current={isHere ? "page" : undefined} className={look(isHere)}>
      {children(isHere)}
    </Link>
  );
}
