"use client";

import { useState } from "react";
import { STEP_WORDS } from "../action/step-words";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Name } from "../ui/name";
import { PanelError } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { type Executor, isConnected, useExecutorChanges } from "./use-executors";

/** One executor: whether it is there, what it may do, and the way to shut it out. */
export function ExecutorRow({ executor }: { readonly executor: Executor }) {
  const { name, accountId, allows, webhooks, lastSeenAt, revokedAt } = executor;
  return (
    <div className="flex flex-col gap-1 px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1 font-medium">
          <Name text={name} />
        </span>
        <Presence executor={executor} />
        {revokedAt === null ? <Revoke executor={executor} /> : null}
      </div>
      <p className="text-muted">
        {lastSeenAt === null ? (
          "Not heard of yet"
        ) : (
          <>
            Last seen <RelativeTime date={lastSeenAt} />
          </>
        )}
        {accountId === null ? null : <>, account {visibleText(accountId)}</>}
        {revokedAt === null ? null : (
          <>
            , revoked <RelativeTime date={revokedAt} />
          </>
        )}
      </p>
      {allows === null ? null : (
        <p className="break-words">May {allows.map((kind) => STEP_WORDS[kind]).join(", ")}.</p>
      )}
      {webhooks === null || webhooks.length === 0 ? null : (
        <p className="break-words text-muted">Knows the endpoints {visibleText(webhooks.join(", "))}.</p>
      )}
    </div>
  );
}

function Presence({ executor }: { readonly executor: Executor }) {
  if (executor.revokedAt !== null) return <Badge>Revoked</Badge>;
  if (isConnected(executor, Date.now())) return <Badge tone="accent">Connected</Badge>;
  return <Badge tone={executor.lastSeenAt === null ? "neutral" : "risk"}>Not connected</Badge>;
}

function Revoke({ executor }: { readonly executor: Executor }) {
  const [isOpen, setIsOpen] = useState(false);
  const { revoke } = useExecutorChanges();
  return (
    <>
      <Button size="small" variant="danger" onClick={() => setIsOpen(true)}>
        Revoke…
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={`Revoke ${visibleText(executor.name)}`}
        footer={
          <>
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
            <Button
              variant="danger"
              disabled={revoke.isPending}
              onClick={() =>
                revoke.mutate({ executorId: executor.id }, { onSuccess: () => setIsOpen(false) })
              }
            >
              Revoke
            </Button>
          </>
        }
      >
        <p>
          Its token stops working at once: it gets no further work, and what it reports is not taken. Take its
          keys away at the provider too.
        </p>
        {revoke.isError ? <PanelError title="Nothing was changed" error={revoke.error} /> : null}
      </Dialog>
    </>
  );
}
