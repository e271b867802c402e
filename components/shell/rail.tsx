"use client";

import Link from "next/link";
import { classNames } from "../ui/class-names";
import { PLACES, placeHref } from "./navigation";
import { PlaceLink } from "./place-link";
import { useEstate } from "./use-estate";
import { WaitingCount } from "./waiting-count";

/** Where one can go: a rail at the left, a row at the bottom of a narrow window, which scrolls where it must. Names are always shown. */
export function Rail() {
  const { wanted } = useEstate();
  return (
    <nav
      aria-label="Main"
      data-print="hide"
      className="order-last flex shrink-0 overflow-x-auto border-line border-t bg-surface wide:order-first wide:w-22 wide:flex-col wide:gap-0.5 wide:border-t-0 wide:border-r wide:p-1.5"
    >
      <Link
        href={placeHref("/", wanted)}
        aria-label="Umbra, overview"
        className="mb-2 hidden h-10 items-center justify-center rounded-md wide:flex"
      >
        <Mark />
      </Link>
      {PLACES.map(({ href, name, icon: Icon }) => (
        <PlaceLink
          key={href}
          href={href}
          look={(isHere) =>
            classNames(
              "relative flex min-h-13 min-w-16 flex-1 shrink-0 flex-col items-center justify-center gap-1 rounded-md font-medium text-[11px] leading-4 outline-offset-[-2px] transition-colors duration-150 wide:min-h-11 wide:min-w-0 wide:flex-none",
              isHere ? "bg-accent-soft text-accent" : "text-muted hover:bg-hover hover:text-text",
            )
          }
        >
          {(isHere) => (
            <>
              <Icon aria-hidden="true" className="size-4.5" strokeWidth={isHere ? 2.25 : 1.75} />
              {name}
              {href === "/approvals" ? <WaitingCount /> : null}
            </>
          )}
        </PlaceLink>
      ))}
    </nav>
  );
}

/** The mark: a disc and the shadow that crosses it. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
      <path className="fill-text" d="M21 5.500a11 11 0 1 0 0 21 9 9 0 0 1 0-21z" />
      <circle className="fill-accent" cx="22" cy="16" r="4.500" />
    </svg>
  );
}
