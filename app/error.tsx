"use client";

import { useEffect } from "react";
import { PanelError } from "../components/ui/panel-state";

interface PageErrorProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** A page that broke; the frame around it stays. */
export default function PageError({ error, retry }: PageErrorProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <>
      <h1 className="sr-only">Error</h1>
      <PanelError title="This page stopped working" error={error} onRetry={retry} />
    </>
  );
}
