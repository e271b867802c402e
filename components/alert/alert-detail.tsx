"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { AffectedFlows } from "./affected-flows";
import { AlertActions } from "./alert-actions";
import { AlertHeader } from "./alert-header";
import { Evidence } from "./evidence";
import { LifeSoFar } from "./life-so-far";
import { Recommendations } from "./recommendations";
import { SameChange } from "./same-change";
import { Section } from "./section";
import { SentTo } from "./sent-to";
import { SolverCheck } from "./solver-check";

interface AlertDetailProps {
  readonly estateId: string;
  readonly alertId: string;
  /** 2 beside a list, 1 on a page of its own. */
  readonly headingLevel: 1 | 2;
}

/** One alert: what would happen, why we know, whom it touches, what to do, what was decided about it. */
export function AlertDetail({ estateId, alertId, headingLevel }: AlertDetailProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.alert.read.queryOptions({ estateId, id: alertId }));
  if (query.isPending) return <PanelLoading label="Loading the alert" rowCount={10} />;
  if (query.isError) {
    return (
      <PanelError title="The alert could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  }
  const alert = query.data;
  return (
    <article className="flex max-w-5xl flex-col gap-5 p-4 wide:p-5">
      <AlertHeader estateId={estateId} alert={alert} headingLevel={headingLevel} />
      <Section title="What would happen" level={headingLevel}>
        <p className="max-w-prose break-words text-base">
          <Prose text={alert.description} />
        </p>
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
          <dt className="text-muted">Supposed</dt>
          <dd className="break-words">
            <Prose text={alert.scenario} />
          </dd>
          <dt className="text-muted">Likelihood</dt>
          <dd className="break-words">
            {alert.likelihood.value} of 4: <Prose text={alert.likelihood.source} />
          </dd>
          <dt className="text-muted">Impact</dt>
          <dd className="break-words">
            {alert.impact.value} of 4: <Prose text={alert.impact.source} />
          </dd>
        </dl>
      </Section>
      {alert.parentAlert === null && alert.children.length === 0 ? null : (
        <Section title="The same change" level={headingLevel}>
          <SameChange estateId={estateId} parent={alert.parentAlert} rows={alert.children} />
        </Section>
      )}
      <Section title="Why we know" level={headingLevel}>
        <Evidence family={alert.family} evidence={alert.evidence} />
      </Section>
      <Section title="Independent check (Z3)" level={headingLevel}>
        <SolverCheck record={alert.evidence.solver} />
      </Section>
      <Section title={`Affected flows (${alert.affected.length})`} level={headingLevel}>
        <AffectedFlows flows={alert.affected} />
      </Section>
      <Section title="Recommendations" level={headingLevel}>
        <Recommendations estateId={estateId} alert={alert} />
      </Section>
      <AlertActions estateId={estateId} alertId={alertId} headingLevel={headingLevel} />
      <Section title="Sent to" level={headingLevel}>
        <SentTo estateId={estateId} alertId={alertId} />
      </Section>
      <Section title="History" level={headingLevel}>
        <LifeSoFar alert={alert} />
      </Section>
    </article>
  );
}
