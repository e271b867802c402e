"use client";

import Link from "next/link";
import type { Plan } from "../../server/engine/remediation/plan/plan.schema";
import { isConnected, useExecutors } from "../executor/use-executors";
import { placeHref } from "../shell/navigation";
import { RiskNote } from "../ui/risk-note";
import { STEP_WORDS } from "./step-words";

interface MissingExecutorProps {
  readonly plan: Plan;
  readonly estateId: string;
}

/** Says of an approved plan that nobody is there who may carry it out; nothing where somebody is, or nobody knows. */
export function MissingExecutor({ plan, estateId }: MissingExecutorProps) {
  const { data } = useExecutors();
  if (data === undefined) return null;
  const kinds = [...new Set(plan.steps.map(({ kind }) => kind))];
  const connected = data.filter((executor) => isConnected(executor, Date.now()));
  if (connected.some(({ allows }) => kinds.every((kind) => allows?.includes(kind)))) return null;
  return (
    <RiskNote>
      {connected.length === 0
        ? "No executor is connected: it waits until one is. "
        : `No executor that is connected may ${kinds.map((kind) => STEP_WORDS[kind]).join(" and ")}: it waits until one is allowed to. `}
      <Link href={placeHref("/settings/executors", estateId)} className="underline">
        Executors
      </Link>
    </RiskNote>
  );
}
