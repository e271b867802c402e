"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { toast } from "sonner";
import { ExecutorNote } from "../executor/executor-note";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { buttonLook } from "../ui/button-look";
import { messageOf, PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RuleForm } from "./rule-form";

/** Whatever Auto has to be earned by, a rule that is not saved yet has not done. */
const NOT_SAVED_YET = { auto: ["save it first, and let it show what it does"] };

/** A new rule, made from an alert: everything is filled in, saving needs no typing. */
export function NewRulePage() {
  const [fromAlert] = useQueryState("fromAlert", parseAsString);
  return (
    <EstateGate>
      {(estateId) => (
        <div className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
          <h1 className="font-semibold text-xl">New remediation rule</h1>
          <ExecutorNote />
          {fromAlert === null ? (
            <NoAlert estateId={estateId} title="A rule is made from an alert">
              Open an alert and choose "Create remediation rule".
            </NoAlert>
          ) : (
            <FromAlert key={fromAlert} estateId={estateId} alertId={fromAlert} />
          )}
        </div>
      )}
    </EstateGate>
  );
}

function FromAlert({ estateId, alertId }: { readonly estateId: string; readonly alertId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  // The form keeps what is typed: the draft is asked for once.
  const query = useQuery(
    trpc.rule.draft.queryOptions({ estateId, alertId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const create = useMutation(
    trpc.rule.create.mutationOptions({
      onSuccess: async ({ ruleId }) => {
        await client.invalidateQueries({ queryKey: trpc.rule.pathKey() });
        announce("Rule saved");
        router.push(`/rules/${encodeURIComponent(ruleId)}?estate=${encodeURIComponent(estateId)}`);
      },
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  if (query.isPending) return <PanelLoading label="Preparing the rule" rowCount={8} />;
  if (query.isError)
    return (
      <PanelError
        title="The rule could not be prepared"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  const { rule, alert } = query.data;
  if (rule === null)
    return (
      <NoAlert estateId={estateId} title="No cure is known for this kind of alert">
        Rules can be made where changes can be proposed: exposures, zonal dependences and lost ways out.
      </NoAlert>
    );
  return (
    <>
      <p className="text-muted">
        From the alert{" "}
        <Link
          className="text-accent underline"
          href={`/alerts/${encodeURIComponent(alert.id)}?estate=${encodeURIComponent(estateId)}`}
        >
          <Prose text={alert.title} />
        </Link>
      </p>
      <RuleForm
        initial={rule}
        closedModes={NOT_SAVED_YET}
        saveLabel="Save rule"
        isSaving={create.isPending}
        onSave={(next) => create.mutate({ estateId, rule: next })}
      />
    </>
  );
}

function NoAlert({
  estateId,
  title,
  children,
}: {
  readonly estateId: string;
  readonly title: string;
  readonly children: string;
}) {
  return (
    <PanelEmpty title={title}>
      <p>{children}</p>
      <Link href={`/alerts?estate=${encodeURIComponent(estateId)}`} className={buttonLook("primary")}>
        Open alerts
      </Link>
    </PanelEmpty>
  );
}
