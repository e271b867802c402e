"use client";

import { type ReactNode, Suspense } from "react";
import { PlaceLink } from "../shell/place-link";
import { classNames } from "../ui/class-names";

/** The pages of the settings, in the order of their row. */
const SETTINGS = [
  { href: "/settings/notifications", name: "Notifications" },
  { href: "/settings/sources", name: "Sources" },
  { href: "/settings/executors", name: "Executors" },
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
  return (
    <nav aria-label="Settings" className="flex gap-1 border-line border-b">
      {SETTINGS.map(({ href, name }) => (
        <PlaceLink
          key={href}
          href={href}
          look={(isHere) =>
            classNames(
              "-mb-px inline-flex min-h-9 items-center border-b-2 px-3 font-medium",
              isHere ? "border-accent text-accent" : "border-transparent text-muted hover:text-text",
            )
          }
        >
          {() => name}
        </PlaceLink>
      ))}
    </nav>
  );
}
