"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

/** Looks shared with context menus, which are built of the same parts. */
export const menuPopupLook =
  "z-50 min-w-44 max-w-80 rounded-md border border-line bg-raised p-1 text-sm text-text shadow-raised outline-none transition-opacity duration-150 data-starting-style:opacity-0 data-ending-style:opacity-0";
export const menuItemLook =
  "flex min-h-7 cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none select-none data-highlighted:bg-accent-soft data-disabled:cursor-not-allowed data-disabled:text-muted [&_svg]:size-4 [&_svg]:shrink-0";

export const Menu = Base.Root;
export const MenuTrigger = Base.Trigger;
export const MenuRadioGroup = Base.RadioGroup;

interface MenuContentProps {
  readonly children: ReactNode;
  readonly align?: "start" | "end";
}

/** The popup, below its trigger. */
export function MenuContent({ children, align = "start" }: MenuContentProps) {
  return (
    <Base.Portal>
      <Base.Positioner className="z-50 outline-none" sideOffset={4} align={align}>
        <Base.Popup className={menuPopupLook}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** A command that leads to a page; `render` carries the link. */
export function MenuLinkItem({
  className,
  ...props
}: ComponentProps<typeof Base.LinkItem> & { readonly className?: string }) {
  return <Base.LinkItem closeOnClick className={classNames(menuItemLook, className)} {...props} />;
}

interface MenuRadioItemProps {
  readonly value: string;
  readonly children: ReactNode;
}

/** One of several choices; the chosen one has a tick. */
export function MenuRadioItem({ value, children }: MenuRadioItemProps) {
  return (
    <Base.RadioItem value={value} closeOnClick className={menuItemLook}>
      <span className="flex size-4 items-center">
        <Base.RadioItemIndicator>
          <Check aria-hidden="true" />
        </Base.RadioItemIndicator>
      </span>
      {children}
    </Base.RadioItem>
  );
}

/** A line between groups of commands. */
export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
