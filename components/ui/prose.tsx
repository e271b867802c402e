"use client";

import { visibleText } from "./visible-text";

/** A message of ours: ids stand in backticks and are shown in monospace. Always text, whatever the ids hold. */
export function Prose({ text }: { readonly text: string }) {
  return visibleText(text)
    .split(/`([^`]*)`/)
    .map((part, index) =>
      index % 2 === 0 ? (
        part
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        <code key={index} className="font-mono text-[0.93em]">
          {part}
        </code>
      ),
    );
}
