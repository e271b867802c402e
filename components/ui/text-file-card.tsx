"use client";

import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { buttonLook } from "./button-look";
import { Card } from "./card";
import { CopyButton } from "./copy-button";
import { PanelError, PanelLoading } from "./panel-state";

interface TextFileCardProps {
  readonly title: string;
  /** Said above the text. */
  readonly children: ReactNode;
  /** What the text is, in words: "script". */
  readonly noun: string;
  /** Names the part that scrolls. */
  readonly label: string;
  readonly url: string;
  readonly fileName: string;
  readonly query: {
    readonly data: string | undefined;
    readonly isPending: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
}

/** A text file shown in full, to be read, copied or saved. */
export function TextFileCard({ title, children, noun, label, url, fileName, query }: TextFileCardProps) {
  const { data, isPending, error, refetch } = query;
  return (
    <Card
      title={title}
      flush
      aside={
        data === undefined ? null : (
          <>
            <CopyButton text={data} label={`Copy ${noun}`} />
            <a href={url} download={fileName} className={buttonLook("secondary", "small")}>
              <Download aria-hidden="true" />
              Download
            </a>
          </>
        )
      }
    >
      <p className="max-w-prose p-4 text-muted">{children}</p>
      {isPending ? <PanelLoading label={`Loading the ${noun}`} rowCount={8} /> : null}
      {error ? (
        <PanelError title={`The ${noun} could not be loaded`} error={error} onRetry={() => refetch()} />
      ) : null}
      {data === undefined ? null : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={label}
          className="max-h-112 overflow-auto border-line border-t bg-sunken outline-offset-[-2px]"
        >
          <pre className="p-4 font-mono text-xs leading-5">{data}</pre>
        </section>
      )}
    </Card>
  );
}

/** The text at an address of our own; what does not change while the server runs is asked for once. */
export async function loadText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}
