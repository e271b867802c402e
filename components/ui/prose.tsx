"use client";

import { visibleText } from "./visible-text";

interface ProseProps {
  readonly text: string;
  /** Begins with a capital, unless an id begins it. */
  readonly isSentence?: boolean;
}

/** A message of ours: ids stand in backticks and are shown in monospace. Always text, whatever the ids hold. */
export function Prose({ text, isSentence = false }: ProseProps) {
  const whole = visibleText(text);
  return (isSentence ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole)
    .split(/`([^`]*)`/)
    .map((part, index) =>
      index % 2 === 0 ? (
        part
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        <code key={index} className="font-mono text-[0.93em] break-words">
          {part}
        </code>
      ),
    );
}
