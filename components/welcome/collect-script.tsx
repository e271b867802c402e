"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { PanelError, PanelLoading } from "../ui/panel-state";

const SCRIPT_URL = "/api/collect.sh";

/** The script that reads an account, in full: nobody should run what they could not read first. */
export function CollectScript() {
  const query = useQuery({
    queryKey: [SCRIPT_URL],
    queryFn: loadScript,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Card
      title="Collect an account with the AWS command line"
      flush
      aside={
        query.data === undefined ? null : (
          <>
            <CopyButton text={query.data} label="Copy script" />
            <a href={SCRIPT_URL} download="umbra-collect.sh" className={buttonLook("secondary", "small")}>
              <Download aria-hidden="true" />
              Download
            </a>
          </>
        )
      }
    >
      <p className="max-w-prose p-4 text-muted">
        Read-only. It asks for every page of every call, removes secrets, and writes one zip to drop above.
        Read it, then run <code className="font-mono text-text">sh umbra-collect.sh</code>.
      </p>
      {query.isPending ? <PanelLoading label="Loading the script" rowCount={8} /> : null}
      {query.isError ? (
        <PanelError
          title="The script could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Collection script"
          className="max-h-112 overflow-auto border-line border-t bg-sunken outline-offset-[-2px]"
        >
          <pre className="p-4 font-mono text-xs leading-5">{query.data}</pre>
        </section>
      )}
    </Card>
  );
}

async function loadScript(): Promise<string> {
  const response = await fetch(SCRIPT_URL);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}
