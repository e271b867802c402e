"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { ActionRecord } from "../../server/application/ports/action-store";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { messageOf } from "../ui/panel-state";
import { AT_WORK } from "./action-words";

/** Word of a change may be lost, so what is at work is also asked for now and then. */
const BUSY_EVERY_MS = 3_000;

interface Wanted {
  readonly estateId: string;
  /** Of one rule, or about one alert. */
  readonly ruleId?: string;
  readonly alertId?: string;
}

/** The actions of an estate, newest first. */
export function useActions(wanted: Wanted) {
  const trpc = useTRPC();
  return useQuery(
    trpc.action.list.queryOptions(wanted, {
      refetchInterval: ({ state }) => (state.data?.actions.some(isAtWork) ? BUSY_EVERY_MS : false),
    }),
  );
}

/** One action with its life so far. */
export function useAction(actionId: string) {
  const trpc = useTRPC();
  return useQuery(
    trpc.action.read.queryOptions(
      { actionId },
      {
        refetchInterval: ({ state }) =>
          state.data !== undefined && isAtWork(state.data.action) ? BUSY_EVERY_MS : false,
      },
    ),
  );
}

/** An action with its life, as the API gives it. */
export type ActionDetail = NonNullable<ReturnType<typeof useAction>["data"]>;

/** What can be decided about an action. */
export function useActionChanges() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const told = (text: string) => ({
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: trpc.action.pathKey() }),
        client.invalidateQueries({ queryKey: trpc.automation.pathKey() }),
      ]);
      toast(text);
      announce(text);
    },
    onError: (error: unknown) => void toast.error(messageOf(error)),
  });
  return {
    approve: useMutation(trpc.action.approve.mutationOptions(told("Plan approved"))),
    reject: useMutation(trpc.action.reject.mutationOptions(told("Plan rejected"))),
    cancel: useMutation(trpc.action.cancel.mutationOptions(told("Action cancelled"))),
  };
}

function isAtWork({ state }: Pick<ActionRecord, "state">): boolean {
  return AT_WORK.includes(state);
}
