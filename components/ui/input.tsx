"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const LOOK =
  "min-w-0 rounded-md border border-line-strong bg-surface px-2 text-text aria-invalid:border-lost disabled:opacity-60";

/** One line of text. Name it with a label or `aria-label`. */
export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={classNames(LOOK, "h-8", className)} {...props} />;
}

/** Several lines of text. */
export function TextArea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={classNames(LOOK, "py-1.5", className)} {...props} />;
}
