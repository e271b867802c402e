"use client";

import type { ReactNode } from "react";
import type { FixTrial } from "../../server/engine/remediation";
import { Prose } from "../ui/prose";
import { FlowRows, RequiredFlowRows } from "./flow-rows";

interface TrialDetailProps {
  readonly trial: FixTrial;
  /** False where the reasons stand above it already. */
  readonly isReasoned?: boolean;
}

/** What trying changes on a copy showed: why they are verified or not, and everything they open and close. */
export function TrialDetail({ trial, isReasoned = true }: TrialDetailProps) {
  const { verdict, reasons, intended, opened, closed, movedAlerts, comparedCount } = trial;
  return (
    <div className="flex min-w-0 flex-col gap-2 border-line border-l-2 pl-3">
      {verdict === "verified" ? (
        <p>
          Tried on a copy: the finding is gone, no required flow is lost, nothing is newly reachable and
          nothing newly undecided.
        </p>
      ) : isReasoned ? (
        <Part title="Why it is not verified">
          <ul className="flex list-disc flex-col gap-0.5 pl-5">
            {reasons.map(({ code, text }) => (
              <li key={`${code} ${text}`} className="break-words">
                <Prose text={text} />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {comparedCount === null ? null : (
        <>
          <FlowRows title="Closes" flows={closed} none="It closes no flow." />
          <FlowRows title="Opens" flows={opened} none="It opens no flow." />
        </>
      )}
      {intended.length === 0 ? null : (
        <Part title="What it is meant to change">
          <RequiredFlowRows flows={intended} isMeant />
        </Part>
      )}
      {movedAlerts.length === 0 ? null : (
        <Part title="Told of by another alert then">
          <ul className="flex list-disc flex-col gap-0.5 pl-5">
            {movedAlerts.map(({ fingerprint, severity, title }) => (
              <li key={fingerprint} className="break-words">
                {severity}: <Prose text={title} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{title}</p>
      {children}
    </div>
  );
}
