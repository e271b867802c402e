"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { isAt, placeHref } from "../shell/navigation";
import { useEstate } from "../shell/use-estate";
import { classNames } from "../ui/class-names";

/** The pages of the settings, in the order of their row. */
const SETTINGS = [
  { href: "/settings/notifications", name: "Notifications" },
  { href: "/settings/sources", name: "Sources" },
];

/** A page of the settings under the row that leads to the others. */
export function SettingsFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
      <Suspense>
        <SettingsRow />
      </Suspense>
      {children}
    </div>
  );
}

function SettingsRow() {
  const path = usePathname();
  const { wanted } = useEstate();
  return (
    <nav aria-label="Settings" className="flex gap-1 border-line border-b">
      {SETTINGS.map(({ href, name }) => {
        const isHere = isAt(path, href);
        return (
          <Link
            key={href}
            href={placeHref(href, wanted)}
            aria-current={isHere ? "page" : undefined}
            className={classNames(
              "-mb-px inline-flex min-h-9 items-center border-b-2 px-3 font-medium",
              isHere ? "border-accent text-accent" : "border-transparent text-muted hover:text-text",
            )}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
