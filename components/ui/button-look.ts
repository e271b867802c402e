import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "normal" | "small" | "icon";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-accent-contrast hover:border-accent-hover hover:bg-accent-hover",
  secondary: "border-line-strong bg-surface text-text hover:bg-hover",
  ghost: "border-transparent text-text hover:bg-hover",
  danger: "border-lost bg-surface text-lost-text hover:bg-lost-soft",
};
const SIZES: Record<ButtonSize, string> = {
  normal: "h-8 gap-1.5 px-3",
  small: "h-7 gap-1 px-2",
  icon: "size-8 justify-center",
};

/** The look of a button, for links and for triggers of menus and dialogs. */
export function buttonLook(variant: ButtonVariant = "secondary", size: ButtonSize = "normal"): string {
  return classNames(
    "inline-flex shrink-0 items-center rounded-md border font-medium whitespace-nowrap transition-colors duration-150",
    "disabled:cursor-not-allowed disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
  );
}
