"use client";

import Link from "next/link";
import { failureCode } from "../topology/failure-code";
import { CutsAnswer } from "./cuts-answer";
import type { DoneRun } from "./run-result";

/** What it takes to break something; each set leads to the map. */
export function CutsRunResult({ run }: { readonly run: DoneRun<"cuts"> }) {
  const { result, estateId, snapshotId } = run;
  return (
    <CutsAnswer
      result={result}
      actionOf={({ failures }) => {
        const address = new URLSearchParams({
          estate: estateId,
          at: snapshotId,
          fail: failures.map(failureCode).join(","),
        });
        return (
          <Link href={`/topology?${address}`} className="min-h-6 text-accent underline">
            Show on the map
          </Link>
        );
      }}
    />
  );
}
