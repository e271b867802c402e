"use client";

import { useRouter } from "next/navigation";
import { parseAsArrayOf, parseAsString, useQueryState } from "nuqs";
import { type FormEvent, useId, useState } from "react";
import type { Failure } from "../../server/engine/semantics";
import { EstateGate } from "../shell/estate-gate";
import { failureCode, parseFailureCode } from "../topology/failure-code";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { AttackFields, attackRequest, NO_ATTACK } from "./attack-fields";
import { FailurePicker } from "./failure-picker";
import { runHref } from "./run-table";
import { ScheduleForm } from "./schedule-form";
import { termsOf, usualChoice } from "./schedule-terms";
import { useScenarioChanges } from "./use-scenario-changes";

const TARGET_LIMIT = 64;

/** Chooses what fails together or where an attack begins, and when that is tried: now, or by the clock. The choice is in the address. */
export function ScenarioBuilder() {
  return <EstateGate>{(estateId) => <Builder key={estateId} estateId={estateId} />}</EstateGate>;
}

function Builder({ estateId }: { readonly estateId: string }) {
  const id = useId();
  const [targets, setTargets] = useQueryState("targets", parseAsArrayOf(parseAsString).withDefault([]));
  const failures = targets.flatMap((code) => parseFailureCode(code) ?? []).slice(0, TARGET_LIMIT);
  const setFailures = (next: readonly Failure[]) =>
    void setTargets(next.length === 0 ? null : next.map(failureCode));
  const [kind, setKind] = useState<"what-if" | "breach">("what-if");
  const [attack, setAttack] = useState(NO_ATTACK);
  const [name, setName] = useState("");
  const [isScheduled, setIsScheduled] = useState(false);
  const [choice, setChoice] = useState(usualChoice);
  const { submit, isBusy } = useSubmit(estateId);
  const request =
    kind === "breach"
      ? attackRequest(attack)
      : failures.length > 0
        ? { failures: failures.map((failure) => ({ ...failure })) }
        : undefined;
  const isReady = request !== undefined && name.trim() !== "";

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (request !== undefined && isReady)
      void submit({ name: name.trim(), kind, request, terms: isScheduled ? termsOf(choice) : null });
  }

  return (
    <form onSubmit={onSubmit} className="flex max-w-4xl flex-col gap-4 p-4 wide:p-5">
      <h1 className="font-semibold text-xl">New scenario</h1>
      <Select
        className="self-start"
        label="What is supposed"
        value={kind}
        onValueChange={(next) => setKind(next === "breach" ? "breach" : "what-if")}
        options={[
          { value: "what-if", label: "Failures" },
          { value: "breach", label: "An attack" },
        ]}
      />
      {kind === "breach" ? (
        <Card title="The attack">
          <AttackFields choice={attack} onChoice={setAttack} />
        </Card>
      ) : (
        <Card title={`What fails (${countOf(failures.length, "resource")})`}>
          <FailurePicker estateId={estateId} failures={failures} onFailures={setFailures} />
        </Card>
      )}
      <Card title="Name">
        <label htmlFor={`${id}-name`} className="sr-only">
          Name of the scenario
        </label>
        <Input
          id={`${id}-name`}
          className="w-full max-w-120"
          maxLength={200}
          placeholder="Loss of a zone"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Card>
      <Card title="When">
        <label className="flex min-h-6 items-center gap-2 pb-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={isScheduled}
            onChange={(event) => setIsScheduled(event.target.checked)}
          />
          On a schedule, not only now
        </label>
        {isScheduled ? <ScheduleForm choice={choice} onChoice={setChoice} /> : null}
      </Card>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={!isReady || isBusy}>
          {isScheduled ? "Save and schedule" : "Save and run now"}
        </Button>
        {isReady ? null : (
          <span className="text-muted">
            {request !== undefined
              ? "Give it a name."
              : kind === "breach"
                ? "Say where the attack begins."
                : "Choose at least one resource that fails."}
          </span>
        )}
      </div>
    </form>
  );
}

/** Saves the scenario, then schedules or runs it, and leads there. */
function useSubmit(estateId: string) {
  const router = useRouter();
  const { create, schedule, run } = useScenarioChanges();
  const estate = `?estate=${encodeURIComponent(estateId)}`;
  async function submit(wanted: {
    readonly name: string;
    readonly kind: "what-if" | "breach";
    readonly request: Record<string, unknown>;
    readonly terms: ReturnType<typeof termsOf> | null;
  }): Promise<void> {
    const { terms, ...scenario } = wanted;
    try {
      const { scenarioId } = await create.mutateAsync({ estateId, ...scenario });
      if (terms !== null) {
        await schedule.mutateAsync({ scenarioId, ...terms });
        router.push(`/schedules${estate}`);
      } else {
        const { runId } = await run.mutateAsync({ scenarioId });
        router.push(runHref({ id: runId, estateId }));
      }
    } catch {
      // Each of them has shown its refusal; what is on the page stays.
    }
  }
  return { submit, isBusy: create.isPending || schedule.isPending || run.isPending };
}
