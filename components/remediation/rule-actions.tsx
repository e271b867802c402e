"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Zap } from "lucide-react";
import { toast } from "sonner";
import type { RuleMode } from "../../server/engine/remediation/rule.schema";
import { ActionList } from "../action/action-list";
import { useActions } from "../action/use-actions";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { messageOf, PanelError, PanelLoading } from "../ui/panel-state";

interface RuleActionsProps {
  readonly estateId: string;
  readonly ruleId: string;
  readonly mode: RuleMode;
}

/** What the rule wanted done so far, and the way to have it ask for the alerts that are open now. */
export function RuleActions({ estateId, ruleId, mode }: RuleActionsProps) {
  const query = useActions({ estateId, ruleId });
  return (
    <Card title="Actions" flush aside={mode === "off" ? null : <Fire ruleId={ruleId} mode={mode} />}>
      {query.isPending ? <PanelLoading label="Loading the actions" rowCount={2} /> : null}
      {query.isError && query.data === undefined ? (
        <PanelError
          title="The actions could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : query.data.actions.length === 0 ? (
        <p className="p-4 text-muted">
          It has wanted nothing yet. It does when an alert is raised that fits it, and when it is asked to for
          those that are open.
        </p>
      ) : (
        <ActionList label="Actions of this rule" actions={query.data.actions} />
      )}
    </Card>
  );
}

function Fire({ ruleId, mode }: { readonly ruleId: string; readonly mode: RuleMode }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const fire = useMutation(
    trpc.rule.fire.mutationOptions({
      onSuccess: async ({ actionIds }) => {
        await client.invalidateQueries({ queryKey: trpc.action.pathKey() });
        const text =
          actionIds.length === 0
            ? "Nothing new: no open alert fits, or it was asked for already"
            : `${countOf(actionIds.length, "action")} asked for`;
        toast(text);
        announce(text);
      },
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  return (
    <Button size="small" disabled={fire.isPending} onClick={() => fire.mutate({ ruleId })}>
      <Zap aria-hidden="true" />
      {mode === "dry-run" ? "Try now on the open alerts" : "Ask now for the open alerts"}
    </Button>
  );
}
