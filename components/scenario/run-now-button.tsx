"use client";

import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { Button } from "../ui/button";
import { runHref } from "./run-table";
import { useScenarioChanges } from "./use-scenario-changes";

interface RunNowButtonProps extends Pick<ComponentProps<typeof Button>, "size" | "variant" | "aria-label"> {
  readonly scenarioId: string;
  readonly estateId: string;
}

/** Runs a scenario on the latest snapshot and goes to the run. */
export function RunNowButton({ scenarioId, estateId, ...look }: RunNowButtonProps) {
  const router = useRouter();
  const { run } = useScenarioChanges();
  return (
    <Button
      {...look}
      disabled={run.isPending}
      onClick={() =>
        run.mutate(
          { scenarioId },
          { onSuccess: ({ runId }) => router.push(runHref({ id: runId, estateId })) },
        )
      }
    >
      <Play aria-hidden="true" />
      Run now
    </Button>
  );
}
