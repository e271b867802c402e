"use client";

import { CopyButton } from "../ui/copy-button";

/** A configuration as it is kept, to read and to copy. */
export function RawJson({ text }: { readonly text: string }) {
  return (
    <div className="flex flex-col gap-2 p-3">
      <div>
        <CopyButton label="Copy JSON" text={text} />
      </div>
      {/* What is around it scrolls and takes the focus. */}
      <pre className="break-all whitespace-pre-wrap rounded-md border border-line bg-sunken p-2 font-mono text-xs">
        {text}
      </pre>
    </div>
  );
}
