"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Badge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { Menu, MenuContent, MenuLinkItem, MenuSeparator, MenuTrigger } from "../ui/menu";
import { Name } from "../ui/name";
import { RelativeTime } from "../ui/relative-time";
import { isAt, PLACES, placeHref } from "./navigation";
import type { Estate } from "./use-estate";

interface EstateSwitcherProps {
  readonly estates: readonly Estate[];
  readonly estate: Estate | null;
}

/** Names the estate on the page and leads to the others; the page stays the same, what was selected in it does not. */
export function EstateSwitcher({ estates, estate }: EstateSwitcherProps) {
  const path = usePathname();
  const place = PLACES.find(({ href }) => href !== "/welcome" && isAt(path, href))?.href ?? "/";
  return (
    <Menu>
      <MenuTrigger className={`${buttonLook("ghost")} min-w-0 shrink`}>
        <span className="sr-only">Estate: </span>
        <span className="min-w-0 truncate">
          {estate === null ? "No such estate" : <Name text={estate.name} max={28} />}
        </span>
        <ChevronsUpDown aria-hidden="true" className="text-muted" />
      </MenuTrigger>
      <MenuContent>
        {estates.map((one) => (
          <MenuLinkItem key={one.id} render={<Link href={placeHref(place, one.id)} />}>
            <span className="size-4 shrink-0">
              {one.id === estate?.id ? <Check aria-hidden="true" /> : null}
            </span>
            <span className="min-w-0 flex-1">
              <Name text={one.name} max={32} />
              {one.id === estate?.id ? <span className="sr-only"> (shown)</span> : null}
              <span className="block text-muted text-xs">
                {one.latest === null ? (
                  "nothing imported yet"
                ) : (
                  <>
                    {one.latest.resourceCount.toLocaleString("en")} resources,{" "}
                    <RelativeTime date={one.latest.lastSeenAt} />
                  </>
                )}
              </span>
            </span>
            {one.isSample ? <Badge tone="accent">SAMPLE</Badge> : null}
          </MenuLinkItem>
        ))}
        <MenuSeparator />
        <MenuLinkItem render={<Link href="/welcome" />}>
          <Plus aria-hidden="true" />
          Import a network
        </MenuLinkItem>
      </MenuContent>
    </Menu>
  );
}
