import type { Notification } from "../../application/notification.schema";
import type { Clock } from "../../application/ports/clock";
import type { Notifier, OpenSink } from "../../application/ports/notifier";
import type { Outbound, OutboundMessage } from "../../application/ports/outbound";
import { alertsUrl, postOf, tellingOf, toldForm } from "./alertmanager";
import { signedMessage, testBody, webhookBody } from "./webhook";

const TEST_LASTS_MS = 60_000;

interface NotifierSettings {
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** The start of links to the pages; undefined leaves links out. */
  readonly publicUrl: string | undefined;
}

/** Opens the notifier over the one way to other machines. */
export function openNotifier({ outbound, clock, publicUrl }: NotifierSettings): Notifier {
  const post = (sink: OpenSink, alerts: readonly object[], signal: AbortSignal) =>
    outbound.post({ url: alertsUrl(sink.address), body: JSON.stringify(alerts) }, signal);
  return {
    tell: async (sink, { id, notification, told }, signal) => {
      const link = linkTo(publicUrl, notification);
      const at = clock.now();
      if (sink.kind === "webhook") {
        const message = signed(sink, { id, body: webhookBody(notification, link), at });
        return { outcome: await outbound.post(message, signal), told: null };
      }
      const now = tellingOf(notification, link);
      const alerts = postOf(told, now, at);
      return alerts.length === 0
        ? { outcome: null, told: null }
        : { outcome: await post(sink, alerts, signal), told: now };
    },
    repeat: (sink, told, signal) => {
      const at = clock.now();
      return post(
        sink,
        told.map((one) => toldForm(one, at)),
        signal,
      );
    },
    test: (sink, id, signal) => {
      const at = clock.now();
      return sink.kind === "webhook"
        ? outbound.post(signed(sink, { id, body: testBody(at), at }), signal)
        : post(sink, [testAlert(at)], signal);
    },
  };
}

function signed(
  { address, secret }: OpenSink,
  message: { readonly id: string; readonly body: string; readonly at: Date },
): OutboundMessage {
  if (secret === null) throw new Error("a webhook has a secret");
  return signedMessage({ address, secret }, message);
}

function linkTo(publicUrl: string | undefined, { alert, estate }: Notification): string | null {
  if (publicUrl === undefined) return null;
  return `${publicUrl}/alerts/${encodeURIComponent(alert.id)}?estate=${encodeURIComponent(estate.id)}`;
}

/** Fires for a minute, then ends by itself. */
function testAlert(at: Date): object {
  return {
    labels: { alertname: "UmbraTestMessage", severity: "info" },
    annotations: {
      title: "Test message from Umbra",
      description: "This is a test. Nothing has happened in any network.",
    },
    startsAt: at.toISOString(),
    endsAt: new Date(at.getTime() + TEST_LASTS_MS).toISOString(),
  };
}
