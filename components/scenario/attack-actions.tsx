"use client";

import { Play, Save } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { BreachAsk } from "../../server/engine/scenario/breach/breach.schema";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { NameDialog } from "./name-dialog";
import { runHref } from "./run-table";
import { useScenarioChanges } from "./use-scenario-changes";

interface AttackActionsProps {
  readonly estateId: string;
  /** Null: the latest. */
  readonly snapshotId: string | null;
  /** What is supposed, in words. */
  readonly title: string;
  readonly request: Partial<BreachAsk>;
}

/** An attack for later: kept under a name, or run now on a page of its own, with what stops it. */
export function AttackActions({ estateId, snapshotId, title, request }: AttackActionsProps) {
  const changes = useScenarioChanges();
  const [isSaving, setIsSaving] = useState(false);
  const name = title.charAt(0).toUpperCase() + title.slice(1);
  const run = changes.start.data;
  const scenarioId = changes.create.data?.scenarioId;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {scenarioId === undefined ? (
        <Button size="small" onClick={() => setIsSaving(true)}>
          <Save aria-hidden="true" />
          Save as scenario…
        </Button>
      ) : (
        <Link
          href={`/scenarios/${scenarioId}?estate=${encodeURIComponent(estateId)}`}
          className={buttonLook("secondary", "small")}
        >
          Open scenario
        </Link>
      )}
      {run === undefined ? (
        <Button
          size="small"
          disabled={changes.start.isPending}
          onClick={() =>
            changes.start.mutate({
              estateId,
              ...(snapshotId === null ? {} : { snapshotId }),
              kind: "breach",
              request: { ...request },
              title: name,
            })
          }
        >
          <Play aria-hidden="true" />
          Run in background: what stops it
        </Button>
      ) : (
        <Link href={runHref({ id: run.runId, estateId })} className={buttonLook("secondary", "small")}>
          Open run
        </Link>
      )}
      <NameDialog
        isOpen={isSaving}
        onOpenChange={setIsSaving}
        title="Save as scenario"
        description="It can be run again, on whatever the network is then."
        name={name}
        action="Save"
        isBusy={changes.create.isPending}
        onDone={async (chosen) =>
          void (await changes.create.mutateAsync({
            estateId,
            name: chosen,
            kind: "breach",
            request: { ...request },
          }))
        }
      />
    </div>
  );
}
