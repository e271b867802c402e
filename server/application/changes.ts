import type { Actor } from "./actor";
import type { Change } from "./ports/events";
import type { Ports } from "./ports/ports";

/** Changes that wait for a slow reader; more are dropped, oldest first. */
const WAITING_LIMIT = 1_000;

/** The changes of the actor's workspace as they happen, until `signal` fires or the server stops. */
export async function* watchChanges(
  ports: Ports,
  actor: Actor,
  signal?: AbortSignal,
): AsyncGenerator<Change, void> {
  const waiting: Change[] = [];
  const bell = makeBell(signal);
  const unsubscribe = ports.events.subscribe((change) => {
    if (change.workspaceId !== actor.workspaceId) return;
    waiting.push(change);
    if (waiting.length > WAITING_LIMIT) waiting.shift();
    bell.ring();
  }, bell.end);
  try {
    for (;;) {
      const change = waiting.shift();
      if (change) yield change;
      else if (!(await bell.wait())) return;
    }
  } finally {
    unsubscribe();
  }
}

/** Waits for the next ring; one that came while nobody waited counts. */
export function makeBell(signal?: AbortSignal) {
  let hasRung = false;
  let isOver = signal?.aborted ?? false;
  let wake: () => void = () => undefined;
  const end = () => {
    isOver = true;
    wake();
  };
  signal?.addEventListener("abort", end, { once: true });
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    end,
    /** True after a ring or `atMostMs`; false once nothing will ring any more. */
    wait: async (atMostMs?: number): Promise<boolean> => {
      if (!hasRung && !isOver)
        await new Promise<void>((resolve) => {
          const timer = atMostMs === undefined ? undefined : setTimeout(resolve, atMostMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      hasRung = false;
      return !isOver;
    },
  };
}
