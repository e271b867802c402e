"use client";

import { clipMiddle, visibleText } from "./visible-text";

interface NameProps {
  readonly text: string;
  /** Characters shown before the middle is clipped. */
  readonly max?: number;
  /** Ids, addresses and rules are monospace. */
  readonly mono?: boolean;
}

/** A name from the customer's input: always text, hidden characters shown, the middle clipped, the whole on hover and to readers. */
export function Name({ text, max = 48, mono = false }: NameProps) {
  const whole = visibleText(text);
  const clipped = clipMiddle(whole, max);
  const look = mono ? "font-mono text-[0.93em] break-words" : "break-words";
  if (clipped === whole) return <span className={look}>{whole}</span>;
  return (
    <span className={look} title={whole}>
      <span aria-hidden="true">{clipped}</span>
      <span className="sr-only">{whole}</span>
    </span>
  );
}
