"use client";

import { useEffect } from "react";

interface GlobalErrorProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** The frame itself broke: nothing of it can be used here, its styles included. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", padding: 24 }}>
        <title>Error - Umbra</title>
        <h1 style={{ fontSize: 20 }}>Umbra stopped working in this tab</h1>
        <p>Nothing stored has changed. Try again, or load the page anew.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  );
}
