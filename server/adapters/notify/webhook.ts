import { Webhook } from "standardwebhooks";
import type { Notification } from "../../application/notification.schema";
import type { OutboundMessage } from "../../application/ports/outbound";

/** Our side of the Standard Webhooks specification: the version of `data` is in it, fields may be added. */
const BODY_VERSION = 1;

/** What happened, in one word: the end of the message's type. */
export function eventOf({ from, to }: Notification["transition"]): string {
  if (to === "resolved" || to === "dismissed" || to === "unverified") return to;
  if (from === null) return "opened";
  return from === "open" || from === "unverified" ? "updated" : "reopened";
}

/** The body: the same for every try of one message. */
export function webhookBody(notification: Notification, link: string | null): string {
  const { workspaceId, estate, alert, transition, snapshotId, recommendations } = notification;
  const { solver, ...summary } = alert;
  return JSON.stringify({
    type: `alert.${eventOf(transition)}`,
    timestamp: transition.at,
    data: {
      version: BODY_VERSION,
      workspace: workspaceId,
      estate,
      alert: { ...summary, state: transition.to },
      transition,
      snapshotId,
      recommendations,
      solver,
      link,
    },
  });
}

/** A body that nobody can take for an alert. */
export function testBody(at: Date): string {
  return JSON.stringify({
    type: "test",
    timestamp: at.toISOString(),
    data: {
      version: BODY_VERSION,
      message: "This is a test message from Umbra. Nothing has happened in any network.",
    },
  });
}

/** Signs a body with the sink's secret; receivers know a repeated message by its id. */
export function signedMessage(
  sink: { readonly address: string; readonly secret: string },
  message: { readonly id: string; readonly body: string; readonly at: Date },
): OutboundMessage {
  const { id, body, at } = message;
  return {
    url: sink.address,
    body,
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(sink.secret).sign(id, at, body),
    },
  };
}
