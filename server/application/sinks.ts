import { randomBytes } from "node:crypto";
import type { Severity } from "../engine/alert/alert.schema";
import type { Actor } from "./actor";
import { isTaken, openSink, outcomeText } from "./deliveries";
import type { SinkKind } from "./notification.schema";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { DeliveryRecord, SinkRecord, SinkStanding } from "./ports/sink-store";

/** A sink as people see it: without its address and its secret, sealed or not. */
export type SinkView = Omit<SinkStanding, "address" | "secret" | "createdBy">;

const MOST_SINKS = 20;
/** Standard Webhooks asks for 24 to 64; a multiple of three ends in no padding. */
const SECRET_BYTES = 33;
const HINT_LENGTH = 4;

/** The sinks of the workspace, oldest first. */
export async function listSinks(ports: Ports, actor: Actor): Promise<readonly SinkView[]> {
  return (await ports.store.inWorkspace(actor.workspaceId).listSinks()).map(viewOf);
}

/** What a new sink is made of. */
export interface NewSink {
  readonly kind: SinkKind;
  readonly name: string;
  readonly address: string;
  readonly minSeverity: Severity;
}

/**
 * Adds a sink, which is told of every alert that is open now and of every change from now on. A webhook's secret
 * is made here and given out this once. Fails BAD_INPUT for an address that messages may not be sent to, with what
 * to do; UNAVAILABLE without a key to keep secrets with; CONFLICT above twenty sinks.
 */
export async function addSink(
  ports: Ports,
  actor: Actor,
  given: NewSink,
): Promise<{ readonly sinkId: string; readonly secret: string | null }> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const address = given.address.trim();
  const refusal = addressFault(given.kind, address) ?? (await ports.outbound.refusal(address));
  if (refusal !== undefined) throw new Failure("BAD_INPUT", refusal);
  if ((await store.listSinks()).length >= MOST_SINKS)
    throw new Failure("CONFLICT", `there are ${MOST_SINKS} sinks already: remove one first`);
  const id = ports.ids.next();
  const secret = given.kind === "webhook" ? `whsec_${randomBytes(SECRET_BYTES).toString("base64")}` : null;
  const seal = (field: string, text: string) =>
    ports.sealer.seal(text, { workspaceId: actor.workspaceId, table: "Sink", row: id, field });
  await store.addSink({
    id,
    kind: given.kind,
    name: given.name,
    place: placeOf(given.kind, address),
    address: seal("address", address),
    secret: secret === null ? null : seal("secret", secret),
    secretHint: secret?.slice(-HINT_LENGTH) ?? null,
    minSeverity: given.minSeverity,
    isEnabled: true,
    disabledReason: null,
    createdAt: ports.clock.now(),
    createdBy: actor.id,
  });
  tell(ports, actor, id);
  return { sinkId: id, secret };
}

/** Enables a sink, which is then told what it missed, or disables it. Fails NOT_FOUND. */
export async function setSinkEnabled(
  ports: Ports,
  actor: Actor,
  request: { readonly sinkId: string; readonly isEnabled: boolean },
): Promise<void> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  if (!(await store.setSinkEnabled(request.sinkId, request.isEnabled, ports.clock.now())))
    throw sinkNotFound();
  tell(ports, actor, request.sinkId);
}

/** Removes a sink with everything that was to be sent to it. Fails NOT_FOUND. */
export async function removeSink(ports: Ports, actor: Actor, sinkId: string): Promise<void> {
  if (!(await ports.store.inWorkspace(actor.workspaceId).removeSink(sinkId))) throw sinkNotFound();
  tell(ports, actor, sinkId);
}

/** What came of a test message. */
export interface TestOutcome {
  readonly isTaken: boolean;
  readonly outcome: string;
}

/** Sends a message that says it is a test, and waits for the answer. Fails NOT_FOUND. */
export async function testSink(
  ports: Ports,
  actor: Actor,
  sinkId: string,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const sink = await ports.store.inWorkspace(actor.workspaceId).findSink(sinkId);
  if (!sink) throw sinkNotFound();
  const opened = openSink(ports, actor.workspaceId, sink);
  const outcome = await ports.notifier.test(opened, `test_${ports.ids.next()}`, signal);
  if (isTaken(outcome)) await ports.store.hastenDeliveries(actor.workspaceId, sinkId, ports.clock.now());
  return { isTaken: isTaken(outcome), outcome: outcomeText(outcome) };
}

/** What could not be delivered and is not tried any more, newest first. Fails NOT_FOUND. */
export async function listDeadDeliveries(
  ports: Ports,
  actor: Actor,
  sinkId: string,
): Promise<readonly DeliveryRecord[]> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  if (!(await store.findSink(sinkId))) throw sinkNotFound();
  return store.listDeliveries({ sinkId, state: "dead" });
}

/** Sends a dead message again, under its old id. Fails NOT_FOUND when it is not dead. */
export async function resendDelivery(ports: Ports, actor: Actor, deliveryId: string): Promise<void> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  if (!(await store.reviveDelivery(deliveryId, ports.clock.now())))
    throw new Failure("NOT_FOUND", "no such message waits to be sent again: reload to see what does");
  tell(ports, actor, undefined);
}

/** One message of an alert, with the sink it goes to. */
export interface AlertDelivery extends DeliveryRecord {
  readonly sinkName: string;
  readonly sinkKind: SinkKind;
}

/** Where changes of an alert were sent, newest first. Fails NOT_FOUND. */
export async function listAlertDeliveries(
  ports: Ports,
  actor: Actor,
  alert: { readonly estateId: string; readonly id: string },
): Promise<readonly AlertDelivery[]> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const sinks = new Map((await store.listSinks()).map((sink) => [sink.id, sink]));
  const deliveries = await store.listDeliveries({
    alert: { estateId: alert.estateId, alertId: alert.id },
  });
  if (deliveries.length === 0 && !(await store.findAlert(alert.estateId, alert.id)))
    throw new Failure("NOT_FOUND", "no such alert in this estate: choose one from its list of alerts");
  return deliveries.flatMap((delivery) => {
    const sink = sinks.get(delivery.sinkId);
    return sink ? [{ ...delivery, sinkName: sink.name, sinkKind: sink.kind }] : [];
  });
}

/** Whoever sends looks at once, and pages look again. */
function tell(ports: Ports, { workspaceId }: Actor, id: string | undefined): void {
  ports.events.publish({ workspaceId, estateId: "", kind: "sink", id });
}

function viewOf({ address: _, secret: __, createdBy: ___, ...shown }: SinkStanding): SinkView {
  return shown;
}

/** An Alertmanager is told under its base address; a query there would be a mistake, and would be shown. */
function addressFault(kind: SinkKind, address: string): string | undefined {
  if (kind !== "alertmanager" || !URL.canParse(address)) return undefined;
  const { search, hash } = new URL(address);
  return search === "" && hash === ""
    ? undefined
    : "write Alertmanager's base address, such as https://alertmanager.example.org, without ? and #";
}

/** What may be shown of an address: of a webhook only the machine, for its path may be a password. */
function placeOf(kind: SinkKind, address: string): SinkRecord["place"] {
  const { origin, pathname, search } = new URL(address);
  const path = pathname.replace(/\/+$/, "");
  return kind === "alertmanager"
    ? `${origin}${path}`
    : `${origin}${path === "" && search === "" ? "" : "/…"}`;
}

function sinkNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such sink: choose one from the list of sinks");
}
