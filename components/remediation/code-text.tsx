"use client";

import { CopyButton } from "../ui/copy-button";
import { visibleText } from "../ui/visible-text";

/** Changes as code, folded away, to be read and copied. */
export function CodeText({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer py-0.5">{title}</summary>
      <div className="mt-1 flex flex-col items-start gap-1">
        <CopyButton label={`Copy ${title}`} text={() => text} />
        <pre className="w-full whitespace-pre-wrap rounded bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]">
          {text.split("\n").map(visibleText).join("\n")}
        </pre>
      </div>
    </details>
  );
}
