import { randomUUID } from "node:crypto";
import type { Db } from "pg-boss";
import * as z from "zod";
import type { Change, ChangeKind, Events } from "../../application/ports/events";
import type { WorkspaceId } from "../../application/ports/store";

const CHANNEL = "umbra_changes";
const changeSchema = z.object({
  from: z.string(),
  workspaceId: z.string().transform((id) => id as WorkspaceId),
  estateId: z.string(),
  kind: z.enum([
    "estate",
    "snapshot",
    "analysis",
    "alerts",
    "run",
    "schedule",
    "source",
    "sink",
    "rule",
    "action",
    "automation",
    "application",
  ] as const satisfies readonly ChangeKind[]),
  id: z.string().optional(),
});

/**
 * Changes in this process at once, and through `shared` to and from every other process that uses the database.
 * Those of this process come back on that way too, and are then known.
 */
export async function openEvents(
  shared: Db | undefined,
  reportBug: (error: unknown) => void,
): Promise<Events & { readonly close: () => Promise<void> }> {
  const self = randomUUID();
  const listeners = new Set<{ onChange: (change: Change) => void; onEnd: (() => void) | undefined }>();
  let hasEnded = false;
  const tell = (change: Change) => {
    for (const { onChange } of [...listeners]) onChange(change);
  };
  const listening = await shared?.listen?.(
    CHANNEL,
    (payload) => {
      const { from, ...change } = changeSchema.parse(JSON.parse(payload));
      if (from !== self) tell(change);
    },
    () => undefined,
  );
  return {
    publish: (change) => {
      if (hasEnded) return;
      tell(change);
      const payload = JSON.stringify({ from: self, ...change });
      shared?.executeSql("SELECT pg_notify($1, $2)", [CHANNEL, payload]).catch(reportBug);
    },
    subscribe: (onChange, onEnd) => {
      const listener = { onChange, onEnd };
      if (hasEnded) onEnd?.();
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: () => {
      hasEnded = true;
      for (const { onEnd } of [...listeners]) onEnd?.();
      listeners.clear();
    },
    close: async () => {
      await listening?.close();
    },
  };
}
