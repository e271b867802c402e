"use client";

import { useEffect, useState } from "react";

const TICK_MS = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Until when something may be approved: "expires in 3 h 20 min"; the time itself is on hover and in the markup. */
export function Expiry({ at }: { readonly at: Date }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at.toISOString()} title={at.toLocaleString("en-GB")} suppressHydrationWarning>
      {expiryText(at.getTime() - now)}
    </time>
  );
}

/** What is left, in words: rounded down, so that nobody counts on time that is not there. */
export function expiryText(leftMs: number): string {
  if (leftMs <= 0) return "its time is over";
  if (leftMs < MINUTE_MS) return "expires in less than a minute";
  const minutes = Math.floor(leftMs / MINUTE_MS) % 60;
  const hours = Math.floor(leftMs / HOUR_MS);
  const parts = [hours === 0 ? "" : `${hours} h`, minutes === 0 ? "" : `${minutes} min`];
  return `expires in ${parts.filter((part) => part !== "").join(" ")}`;
}
