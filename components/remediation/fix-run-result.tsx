"use client";

import type { FixResult } from "../../server/engine/remediation";
import { SeverityBadge } from "../ui/badge";
import { Prose } from "../ui/prose";
import { FixCard } from "./fix-card";

interface FixRunResultProps {
  readonly result: FixResult;
  readonly runId: string;
}

/** What came of trying the cures of one alert: the count first, then each. */
export function FixRunResult({ result, runId }: FixRunResultProps) {
  const { alert, options } = result;
  const verified = options.filter(({ trial }) => trial.verdict === "verified").length;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-base" data-testid="run-sentence">
        {alert === null
          ? "The network has no such alert: there is nothing to cure."
          : options.length === 0
            ? "No change can be proposed for this kind of alert."
            : `${verified} of ${options.length} verified by simulation.`}
      </p>
      {alert === null ? null : (
        <p className="flex flex-wrap items-center gap-2">
          <SeverityBadge severity={alert.severity} />
          <span className="min-w-0 break-words">
            <Prose text={alert.title} />
          </span>
        </p>
      )}
      <ul className="grid gap-3 lg:grid-cols-2">
        {options.map((option) => (
          <li key={option.id} className="min-w-0">
            <FixCard fix={option} trial={option.trial} runId={runId} />
          </li>
        ))}
      </ul>
    </div>
  );
}
