import { vi } from "vitest";
import { LOCAL_ACTOR } from "../application/actor";
import type { Ports } from "../application/ports/ports";
import { addSink, listDeadDeliveries } from "../application/sinks";
import { startWebhookReceiver } from "./webhook-receiver";

/** Adds a sink that is gone for good, and waits for a message that it did not take. Alerts are open, and sent. */
export async function deadDelivery(ports: Ports) {
  const { url, answerWith, stop } = await startWebhookReceiver();
  answerWith({ status: 410 });
  const sink = { kind: "webhook", name: "hook", address: url, minSeverity: "info" } as const;
  const { sinkId } = await addSink(ports, LOCAL_ACTOR, sink);
  const deliveryId = await vi.waitFor(
    async () => {
      const [dead] = await listDeadDeliveries(ports, LOCAL_ACTOR, sinkId);
      if (!dead) throw new Error("nothing was given up yet");
      return dead.id;
    },
    { timeout: 20_000 },
  );
  return { sinkId, deliveryId, stop };
}
