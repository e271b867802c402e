"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AttackStep } from "../../server/engine/scenario";
import type { BreachAnswer } from "../../server/engine/scenario/breach/breach-result.schema";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import type { Band, BandEntry, OverlayState } from "./overlay-bands";
import { attackInput, attackOf } from "./use-compromise";
import type { TopologyAddress } from "./use-topology-address";

/** How far an attack gets, in rings of steps: the one in the address, else the one from where attacks begin. */
export function useBlastOverlay(estateId: string, address: TopologyAddress, isOn: boolean): OverlayState {
  const trpc = useTRPC();
  const { at, attack, level, bug } = address;
  const asked = useMemo(() => attackOf({ attack, level, bug }), [attack, level, bug]);
  const query = useQuery(
    trpc.breach.run.queryOptions(attackInput(estateId, at, asked), {
      enabled: isOn,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  );
  const { data } = query;
  const entries = useMemo(() => (data === undefined ? new Map<string, BandEntry>() : ringsOf(data)), [data]);
  return {
    entries,
    isPending: isOn && query.isPending,
    error: query.error,
    // The card of the attack says it already.
    note: data === undefined || asked !== undefined ? null : data.sentence,
    retry: () => void query.refetch(),
  };
}

/** What each resource is in an attack; the worst that is true of it. */
export function ringsOf(answer: BreachAnswer): ReadonlyMap<string, BandEntry> {
  const rings = new Map<string, BandEntry>();
  for (const { id } of answer.undecided) rings.set(id, { band: "blast-undecided" });
  for (const { element, stepCount, chain } of answer.dataReachable)
    rings.set(element.id, { band: "blast-reachable", label: ringLabel(stepCount, chain) });
  for (const { element, stepCount, chain } of answer.disrupted)
    rings.set(element.id, { band: "blast-disrupted", label: ringLabel(stepCount, chain) });
  for (const { element, stepCount, chain } of answer.compromised)
    rings.set(
      element.id,
      chain.length === 0 && stepCount === 0
        ? { band: "blast-origin" }
        : { band: ringOf(stepCount), label: ringLabel(stepCount, chain) },
    );
  for (const { element, stepCount, chain, dataClass } of answer.dataAtRisk)
    rings.set(element.id, {
      band: "blast-data",
      label: [dataClass ?? "unclassified", ringLabel(stepCount, chain)].join(", "),
    });
  return rings;
}

function ringOf(stepCount: number): Band {
  if (stepCount <= 1) return "blast-1";
  return stepCount === 2 ? "blast-2" : "blast-3";
}

/** "3 steps, via sg-app:5432": the last rule and service that let the attack through. */
function ringLabel(stepCount: number, chain: readonly AttackStep[]): string {
  const last = chain.findLast(({ service }) => service !== null);
  const steps = countOf(stepCount, "step");
  if (last === undefined) return steps;
  const group = last.rules.findLast((rule) => / ingress /.test(rule))?.split(" ")[0];
  const port = last.service?.split("/")[1] ?? "";
  return `${steps}, via ${group === undefined ? last.service : `${group}:${port}`}`;
}
