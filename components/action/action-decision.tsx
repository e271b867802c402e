"use client";

import { Check, X } from "lucide-react";
import { useId, useState } from "react";
import { useAutomation } from "../automation/use-automation";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { TextArea } from "../ui/input";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { CAN_CANCEL } from "./action-words";
import { actorWords } from "./actor-words";
import { type ActionDetail, useActionChanges } from "./use-actions";

const REASON_LENGTH = 2_000;

/** Where somebody says yes or no, with a reason; what was said so far. Nothing where nothing is to be said. */
export function ActionDecision({ detail }: { readonly detail: ActionDetail }) {
  const { action } = detail;
  const isWaiting = action.state === "awaiting-approval";
  const canCancel = CAN_CANCEL.includes(action.state);
  if (!isWaiting && !canCancel && action.approvals.length === 0) return null;
  return (
    <Card title="Approval" aside={isWaiting ? <SingleUserBadge /> : null}>
      <div className="flex flex-col gap-3">
        <Approvals action={action} />
        {isWaiting ? <ApproveForm detail={detail} /> : null}
        {canCancel ? <CancelForm actionId={action.id} /> : null}
      </div>
    </Card>
  );
}

function SingleUserBadge() {
  const { data } = useAutomation();
  return data?.isSingleUser === true ? <Badge tone="risk">Single approval: one person only</Badge> : null;
}

function Approvals({ action: { approvals } }: Pick<ActionDetail, "action">) {
  if (approvals.length === 0) return null;
  return (
    <ul aria-label="Approvals" className="flex flex-col gap-1">
      {approvals.map(({ actorId, decision, reason, at, isSingleUser }) => (
        <li key={`${actorId} ${at.toISOString()}`} className="flex flex-wrap items-center gap-2">
          <Badge tone={decision === "approved" ? "accent" : "neutral"}>
            {decision === "approved" ? "Approved" : "Rejected"}
          </Badge>
          <span className="min-w-0 break-words">
            by {visibleText(actorWords(actorId))}, <RelativeTime date={at} />: {visibleText(reason)}
          </span>
          {isSingleUser ? <Badge tone="risk">Single approval: one person only</Badge> : null}
        </li>
      ))}
    </ul>
  );
}

function ApproveForm({ detail: { action, approval } }: { readonly detail: ActionDetail }) {
  const id = useId();
  const { approve, reject } = useActionChanges();
  const { reason, field, isGiven } = useReason(id);
  const isBusy = approve.isPending || reject.isPending;
  const { planHash } = action;
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => event.preventDefault()}>
      {field}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          disabled={isBusy || !approval.isAllowed || planHash === null}
          aria-describedby={approval.isAllowed ? undefined : `${id}-why`}
          onClick={() => {
            if (isGiven() && planHash !== null) approve.mutate({ actionId: action.id, planHash, reason });
          }}
        >
          <Check aria-hidden="true" />
          Approve
        </Button>
        <Button
          variant="danger"
          disabled={isBusy}
          onClick={() => (isGiven() ? reject.mutate({ actionId: action.id, reason }) : undefined)}
        >
          <X aria-hidden="true" />
          Reject
        </Button>
      </div>
      {approval.isAllowed || approval.why === null ? null : (
        <p id={`${id}-why`} className="text-muted">
          You cannot approve it: {visibleText(approval.why)}.
        </p>
      )}
    </form>
  );
}

function CancelForm({ actionId }: { readonly actionId: string }) {
  const id = useId();
  const { cancel } = useActionChanges();
  const { reason, field, isGiven } = useReason(id);
  return (
    <form className="flex flex-col items-start gap-2" onSubmit={(event) => event.preventDefault()}>
      {field}
      <Button
        variant="danger"
        disabled={cancel.isPending}
        onClick={() => (isGiven() ? cancel.mutate({ actionId, reason }) : undefined)}
      >
        <X aria-hidden="true" />
        Call it off
      </Button>
    </form>
  );
}

/** A field for a reason that must be given, what is in it, and a look whether there is anything. */
function useReason(id: string) {
  const [text, setText] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const reason = text.trim();
  const isGiven = () => {
    setIsMissing(reason === "");
    if (reason === "") document.getElementById(`${id}-reason`)?.focus();
    return reason !== "";
  };
  const field = (
    <div className="flex w-full max-w-prose flex-col gap-1">
      <label htmlFor={`${id}-reason`} className="font-medium">
        Reason
      </label>
      <TextArea
        id={`${id}-reason`}
        rows={2}
        maxLength={REASON_LENGTH}
        value={text}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? `${id}-missing` : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {isMissing ? (
        <p id={`${id}-missing`} role="alert" className="text-lost-text">
          Say why: the audit keeps it.
        </p>
      ) : null}
    </div>
  );
  return { reason, field, isGiven };
}
