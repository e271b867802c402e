"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { PanelError } from "../ui/panel-state";

/** The sample network: loaded with one click, and always marked as a sample. Has the focus when the page opens. */
export function SampleCard() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);

  const create = useMutation(
    trpc.estate.createSample.mutationOptions({
      onSuccess: async ({ estateId }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.estate.list.queryKey() });
        router.push(`/topology?estate=${encodeURIComponent(estateId)}`);
      },
    }),
  );
  const isBusy = create.isPending || create.isSuccess;

  return (
    <Card title="Explore the sample network" aside={<Badge tone="accent">SAMPLE</Badge>}>
      <p className="text-muted">
        A shop in three tiers over two zones, about 60 resources. Weaknesses are planted in it, to be found:
      </p>
      <ul className="mt-3 flex list-disc flex-col gap-1 pl-5 text-muted">
        <li>a single point of failure</li>
        <li>a database open to the internet</li>
        <li>a bottleneck: one cache that every application server needs</li>
      </ul>
      <Button
        ref={button}
        variant="primary"
        className="mt-4"
        disabled={isBusy}
        onClick={() => create.mutate()}
      >
        {isBusy ? "Loading the sample…" : "Explore the sample network"}
        <ArrowRight aria-hidden="true" />
      </Button>
      {create.isError ? (
        <div className="-mx-4 -mb-4">
          <PanelError
            title="The sample could not be loaded"
            error={create.error}
            onRetry={() => create.mutate()}
          />
        </div>
      ) : null}
    </Card>
  );
}
