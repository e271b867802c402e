"use client";

import { useEffect, useState } from "react";

const TICK_MS = 100;

/** The time since it is on the page. */
export function Elapsed() {
  const [startedAt] = useState(() => performance.now());
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), TICK_MS);
    return () => clearInterval(timer);
  }, [startedAt]);
  return <ElapsedTime elapsedMs={elapsedMs} />;
}

/** How long something took. */
export function ElapsedTime({ elapsedMs }: { readonly elapsedMs: number }) {
  return (
    <span className="text-muted">
      <span className="sr-only">elapsed </span>
      {(elapsedMs / 1000).toFixed(1)} s
    </span>
  );
}
