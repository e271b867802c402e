import type { ReactNode } from "react";

/** A sentence that somebody has to know before they rely on what stands beside it. */
export function RiskNote({ children }: { readonly children: ReactNode }) {
  return <p className="rounded-md border border-risk bg-risk-soft px-3 py-2 text-risk-text">{children}</p>;
}
