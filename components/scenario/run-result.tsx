"use client";

import type { ReactNode } from "react";
import { DryRunResult } from "../remediation/dry-run-result";
import { FixRunResult } from "../remediation/fix-run-result";
import { BreachRunResult } from "./breach-run-result";
import { CutsRunResult } from "./cuts-run-result";
import { SuiteRunResult } from "./suite-run-result";
import type { Run } from "./use-run";
import { WhatIfRunResult } from "./what-if-run-result";

type RunOf<K extends Run["kind"]> = Extract<Run, { kind: K }>;
/** A run that is done. */
export type DoneRun<K extends Run["kind"]> = RunOf<K> & {
  readonly result: NonNullable<RunOf<K>["result"]>;
};

/** How each kind shows what came of it: verdict sentence first. */
const RESULT_VIEWS: { readonly [K in Run["kind"]]: (run: DoneRun<K>) => ReactNode } = {
  "what-if": (run) => <WhatIfRunResult run={run} />,
  breach: (run) => <BreachRunResult run={run} />,
  cuts: (run) => <CutsRunResult run={run} />,
  suite: (run) => <SuiteRunResult run={run} />,
  fix: (run) => <FixRunResult result={run.result} runId={run.id} />,
  "dry-run": (run) => <DryRunResult result={run.result} runId={run.id} estateId={run.estateId} />,
};

/** What came of a run; nothing before it is done. */
export function RunResult({ run }: { readonly run: Run }) {
  if (run.state !== "done" || run.result === null) return null;
  // The table is typed by kind; a union over kinds cannot follow that the run is of its own kind.
  return (RESULT_VIEWS[run.kind] as (run: Run) => ReactNode)(run);
}
