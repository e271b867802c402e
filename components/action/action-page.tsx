"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { RiskNote } from "../ui/risk-note";
import { visibleText } from "../ui/visible-text";
import { ActionBadge } from "./action-badge";
import { ActionChange } from "./action-change";
import { ActionDecision } from "./action-decision";
import { ActionEffect } from "./action-effect";
import { ActionLife } from "./action-life";
import { ActionTerms } from "./action-terms";
import { ACTION_STATES } from "./action-words";
import { actorWords } from "./actor-words";
import { MissingExecutor } from "./missing-executor";
import { type ActionDetail, useAction } from "./use-actions";

/** One action: what would change, what that does, who has said what, and what became of it. */
export function ActionPage({ actionId }: { readonly actionId: string }) {
  const query = useAction(actionId);
  if (query.isPending) return <PanelLoading label="Loading the action" rowCount={10} />;
  if (query.data === undefined)
    return (
      <PanelError
        title="The action could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  return <OneAction detail={query.data} />;
}

function OneAction({ detail }: { readonly detail: ActionDetail }) {
  const { action } = detail;
  return (
    <article className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
      <Link
        href={`/approvals?estate=${encodeURIComponent(action.estateId)}`}
        className={`${buttonLook("ghost", "small")} self-start`}
      >
        <ArrowLeft aria-hidden="true" />
        All approvals
      </Link>
      <ActionHeader detail={detail} />
      {action.plan === null ? null : (
        <Card title="The change">
          <ActionChange plan={action.plan} texts={detail.texts} />
        </Card>
      )}
      <Card title="Before and after">
        <ActionEffect detail={detail} />
      </Card>
      <Card title="Guard and terms">
        <ActionTerms action={action} />
      </Card>
      <ActionDecision key={action.planHash} detail={detail} />
      <Card title="What happened">
        <ActionLife detail={detail} />
      </Card>
    </article>
  );
}

function ActionHeader({ detail: { action, waits } }: { readonly detail: ActionDetail }) {
  const { estateId, rule, state, reason, plan } = action;
  const estate = `?estate=${encodeURIComponent(estateId)}`;
  return (
    <header className="flex flex-col gap-2">
      <h1 className="min-w-0 break-words font-semibold text-xl">
        <Prose text={plan?.title ?? rule.name} />
      </h1>
      <p role="status" className="flex flex-wrap items-center gap-2">
        <ActionBadge state={state} />
        <span className="min-w-0 break-words" data-testid="action-sentence">
          {reason === null ? null : <Prose text={`${reason}. `} isSentence />}
          {ACTION_STATES[state].says}
        </span>
      </p>
      {waits === null ? null : (
        <RiskNote>
          Not carried out now: <Prose text={waits} />.
        </RiskNote>
      )}
      {plan !== null && state === "approved" ? <MissingExecutor plan={plan} estateId={estateId} /> : null}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        <Fact label="Alert">
          <Link
            href={`/alerts/${encodeURIComponent(action.alertId)}${estate}`}
            className="text-accent underline"
          >
            <Prose text={action.alertTitle} />
          </Link>
        </Fact>
        <Fact label="Rule">
          <Link
            href={`/rules/${encodeURIComponent(action.ruleId)}${estate}`}
            className="text-accent underline"
          >
            {visibleText(rule.name)}
          </Link>
        </Fact>
        <Fact label="Asked for">
          by {visibleText(actorWords(action.requestedBy))}, <RelativeTime date={action.createdAt} />
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
