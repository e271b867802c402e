"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import type { RuleRecord } from "../../server/application/ports/rule-store";
import { ExecutorNote } from "../executor/executor-note";
import { RunProgress } from "../scenario/run-progress";
import { useRun } from "../scenario/use-run";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { messageOf, PanelError, PanelLoading } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { DryRunResult } from "./dry-run-result";
import { RuleActions } from "./rule-actions";
import { RuleForm } from "./rule-form";
import { RuleTroubles } from "./rule-troubles";
import { useClosedModes } from "./use-closed-modes";

/** One rule: what it says, and what it would have done. */
export function RulePage({ ruleId }: { readonly ruleId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.rule.read.queryOptions({ ruleId }));
  if (query.isPending) return <PanelLoading label="Loading the rule" rowCount={8} />;
  if (query.isError)
    return (
      <PanelError title="The rule could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  return <OneRule key={query.data.revision} record={query.data} />;
}

function OneRule({ record }: { readonly record: RuleRecord }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const { id, estateId, rule, revision, latestRunId } = record;
  const closedModes = useClosedModes(id);
  const listHref = `/rules?estate=${encodeURIComponent(estateId)}`;
  const refresh = () => client.invalidateQueries({ queryKey: trpc.rule.pathKey() });
  const onError = (error: unknown) => toast.error(messageOf(error));
  const change = useMutation(
    trpc.rule.change.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast("Rule saved");
        announce("Rule saved");
      },
      onError,
    }),
  );
  const remove = useMutation(
    trpc.rule.remove.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.rule.list.queryKey() });
        announce("Rule removed");
        router.push(listHref);
      },
      onError,
    }),
  );
  const dryRun = useMutation(trpc.rule.dryRun.mutationOptions({ onSuccess: refresh, onError }));
  return (
    <div className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
      <Link href={listHref} className={`${buttonLook("ghost", "small")} self-start`}>
        <ArrowLeft aria-hidden="true" />
        All rules
      </Link>
      <h1 className="min-w-0 break-words font-semibold text-xl">{visibleText(rule.name)}</h1>
      <RuleTroubles troubles={record.troubles} />
      <ExecutorNote />
      <Card
        title="Dry-run"
        aside={
          <Button
            size="small"
            variant="primary"
            disabled={dryRun.isPending}
            onClick={() => dryRun.mutate({ ruleId: id })}
          >
            <Play aria-hidden="true" />
            {latestRunId === null ? "Run the dry-run" : "Run it again"}
          </Button>
        }
      >
        {latestRunId === null ? (
          <p className="text-muted">
            Replays the snapshots of the last 30 days and says when the rule would have fired, with the exact
            change and what it would have done.
          </p>
        ) : (
          <LatestDryRun runId={latestRunId} estateId={estateId} />
        )}
      </Card>
      <RuleActions estateId={estateId} ruleId={id} mode={rule.mode} />
      <Card title="Rule">
        <RuleForm
          initial={rule}
          closedModes={closedModes}
          saveLabel="Save changes"
          isSaving={change.isPending}
          onSave={(next, typedName) =>
            change.mutate({
              ruleId: id,
              revision,
              rule: next,
              ...(typedName === undefined ? {} : { typedName }),
            })
          }
        />
      </Card>
      <div>
        <Button size="small" disabled={remove.isPending} onClick={() => remove.mutate({ ruleId: id })}>
          <Trash2 aria-hidden="true" />
          Remove rule
        </Button>
      </div>
    </div>
  );
}

function LatestDryRun({ runId, estateId }: { readonly runId: string; readonly estateId: string }) {
  const { run, query, isCancelling, cancel } = useRun(runId);
  if (query.isError)
    return (
      <PanelError
        title="The dry-run could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  if (run === undefined) return <PanelLoading label="Loading the dry-run" />;
  return (
    <div className="flex flex-col gap-3">
      <RunProgress run={run} isCancelling={isCancelling} onCancel={cancel} />
      {run.error === null ? null : <p role="alert">The dry-run failed: {visibleText(run.error)}</p>}
      {run.kind === "dry-run" && run.result !== null ? (
        <DryRunResult result={run.result} runId={runId} estateId={estateId} />
      ) : null}
      <Link className="self-start text-accent underline" href={`/runs/${encodeURIComponent(runId)}`}>
        Open the run
      </Link>
    </div>
  );
}
