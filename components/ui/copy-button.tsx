"use client";

import { Check, Copy, type LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { announce } from "./announcer";
import { Button } from "./button";

interface CopyButtonProps {
  /** What is copied; a function where it is costly or depends on the page's address. */
  readonly text: string | (() => string);
  /** Says what is copied: "Copy as Markdown". */
  readonly label: string;
  /** Shows the icon alone; the label then names it. */
  readonly iconOnly?: boolean;
  readonly icon?: LucideIcon;
}

const TICK_MS = 2000;

/** Copies text, and says that it did. */
export function CopyButton({ text, label, iconOnly = false, icon: Icon = Copy }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TICK_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      setCopied(true);
      announce("Copied");
    } catch {
      toast.error("The browser did not allow copying. Select the text and copy it by hand.");
    }
  }

  return (
    <Button
      variant={iconOnly ? "ghost" : "secondary"}
      size={iconOnly ? "icon" : "small"}
      onClick={copy}
      {...(iconOnly ? { "aria-label": label, title: label } : {})}
    >
      {copied ? <Check aria-hidden="true" /> : <Icon aria-hidden="true" />}
      {iconOnly ? null : copied ? "Copied" : label}
    </Button>
  );
}
