"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ScenarioRecord } from "../../server/application/ports/scenario-store";
import { type BreachAsk, breachAskSchema } from "../../server/engine/scenario/breach/breach.schema";
import { whatIfRequestSchema } from "../../server/engine/scenario/outage/outage.schema";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Dialog } from "../ui/dialog";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { FailureList } from "./failure-list";
import { NameDialog } from "./name-dialog";
import { Runs } from "./run-list";
import { RunNowButton } from "./run-now-button";
import { ScheduleDialog } from "./schedule-dialog";
import { Schedules } from "./schedule-list";
import { useScenarioChanges } from "./use-scenario-changes";

/** One scenario: what is supposed, when it runs, and what its runs came to. */
export function ScenarioPage({ scenarioId }: { readonly scenarioId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.scenario.read.queryOptions({ scenarioId }));
  if (query.isPending) return <PanelLoading label="Loading the scenario" rowCount={8} />;
  if (query.isError)
    return (
      <PanelError
        title="The scenario could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  const scenario = query.data;
  return (
    <article className="flex max-w-6xl flex-col gap-4 p-4 wide:p-5">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 flex-1 basis-60 break-words font-semibold text-xl">
          {visibleText(scenario.name)}
        </h1>
        <Actions scenario={scenario} />
      </div>
      <Card title="What is supposed">
        <Definition scenario={scenario} />
      </Card>
      <Card title="Schedules" flush>
        <Schedules estateId={scenario.estateId} scenarioId={scenario.id} />
      </Card>
      <Card title="Runs" flush>
        <Runs of={{ scenarioId: scenario.id }} />
      </Card>
    </article>
  );
}

function Definition({ scenario }: { readonly scenario: ScenarioRecord }) {
  const attack = breachAskSchema.safeParse(scenario.request);
  if (scenario.kind === "breach" && attack.success) return <AttackDefinition ask={attack.data} />;
  const request = whatIfRequestSchema.safeParse(scenario.request);
  if (scenario.kind !== "what-if" || !request.success) return <p>All checks, on the latest snapshot.</p>;
  const { failures, horizon, view } = request.data;
  return (
    <div className="flex flex-col gap-2">
      <FailureList estateId={scenario.estateId} failures={failures} />
      <p className="text-muted">
        Horizon {horizon}, {VIEW_WORDS[view]}, on the latest snapshot at the time of each run.
      </p>
    </div>
  );
}

function AttackDefinition({ ask }: { readonly ask: BreachAsk }) {
  const { starts, bugs, failures } = ask;
  return (
    <ul aria-label="Supposed attack" className="flex flex-col gap-1">
      {starts.length === 0 ? (
        <li>An attack from where attacks begin: as declared, else the internet</li>
      ) : null}
      {starts.map(({ from, level }) => (
        <li key={from}>
          An attack that begins at <code className="font-mono text-xs">{visibleText(from)}</code>, as {level}
        </li>
      ))}
      {bugs.map((bug) => (
        <li key={bug}>
          A supposed bug in <code className="font-mono text-xs">{visibleText(bug)}</code>
        </li>
      ))}
      {failures.map(({ id }) => (
        <li key={id}>
          After the loss of <code className="font-mono text-xs">{visibleText(id)}</code>
        </li>
      ))}
      <li className="text-muted">On the latest snapshot at the time of each run.</li>
    </ul>
  );
}

const VIEW_WORDS = {
  both: "as configured and with the recorded health of targets and tunnels, the worse answer leading",
  observed: "with the recorded health of targets and tunnels",
  configured: "as configured",
} as const;

function Actions({ scenario }: { readonly scenario: ScenarioRecord }) {
  const { id, estateId, name } = scenario;
  const router = useRouter();
  const { rename, remove } = useScenarioChanges();
  const [open, setOpen] = useState<"rename" | "schedule" | "delete" | null>(null);
  const close = (isOpen: boolean) => setOpen(isOpen ? open : null);
  return (
    <>
      <RunNowButton variant="primary" scenarioId={id} estateId={estateId} />
      <Button onClick={() => setOpen("schedule")}>
        <CalendarClock aria-hidden="true" />
        Schedule…
      </Button>
      <Button onClick={() => setOpen("rename")}>
        <Pencil aria-hidden="true" />
        Rename…
      </Button>
      <Button variant="danger" onClick={() => setOpen("delete")}>
        <Trash2 aria-hidden="true" />
        Delete…
      </Button>
      <ScheduleDialog scenarioId={id} isOpen={open === "schedule"} onOpenChange={close} />
      <NameDialog
        isOpen={open === "rename"}
        onOpenChange={close}
        title="Rename the scenario"
        name={name}
        action="Rename"
        isBusy={rename.isPending}
        onDone={async (next) => void (await rename.mutateAsync({ scenarioId: id, name: next }))}
      />
      <Dialog
        open={open === "delete"}
        onOpenChange={close}
        title="Delete this scenario"
        footer={
          <>
            <Button onClick={() => setOpen(null)}>Keep it</Button>
            <Button
              variant="danger"
              disabled={remove.isPending}
              onClick={() =>
                remove.mutate(
                  { scenarioId: id },
                  { onSuccess: () => router.push(`/scenarios?estate=${encodeURIComponent(estateId)}`) },
                )
              }
            >
              Delete
            </Button>
          </>
        }
      >
        <p>Its schedules go with it. Its runs stay.</p>
      </Dialog>
    </>
  );
}
