import { createHash } from "node:crypto";
import { isReading, networkClassOf } from "../../../engine/baseline";
import type { ChangeEvent } from "../../../engine/baseline/trail/change-event.schema";
import { type Fields, fieldsOf, textIn } from "./fields";
import { actorOf, sourceNetworkOf } from "./identity";
import { touchedIds } from "./touched-ids";

/** An entry as an event, or why it is none; the message never quotes it. */
export type ReadEvent =
  | { readonly kind: "event"; readonly event: ChangeEvent; readonly digest: string }
  | { readonly kind: "left-out"; readonly message: string };

/** Reads one record of a trail in its normal form. */
export function readEvent(value: unknown): ReadEvent {
  const fields = fieldsOf(value);
  if (fields.size === 0) return leftOut("no record: it is no object with fields");
  const action = textIn(fields, "eventName");
  if (action === undefined) return leftOut("no record of a call: `eventName` is missing");
  if (!/^[A-Za-z][\w.:-]{0,127}$/.test(action)) return leftOut("`eventName` is no name of a call");
  const source = textIn(fields, "eventSource");
  if (source === undefined || !/^[a-z0-9.-]{1,100}$/.test(source))
    return leftOut("`eventSource` names no service");
  const at = instantOf(textIn(fields, "eventTime"));
  if (at === undefined) return leftOut("`eventTime` is no instant: write it as 2026-01-31T12:00:00Z");
  return eventOf(fields, { action, service: source.replace(/\.amazonaws\.com(\.cn)?$/, ""), at, value });
}

interface Known {
  readonly action: string;
  readonly service: string;
  readonly at: string;
  readonly value: unknown;
}

function eventOf(fields: Fields, { action, service, at, value }: Known): ReadEvent {
  const identity = fieldsOf(fields.get("useridentity"));
  const account = textIn(fields, "recipientAccountId") ?? textIn(identity, "accountId") ?? "unknown";
  const region = textIn(fields, "awsRegion") ?? "unknown";
  const errorCode = textIn(fields, "errorCode");
  const isWrite = !readsOnly(fields.get("readonly"), action);
  const digest = digestOf(value);
  const event: ChangeEvent = {
    id: textIn(fields, "eventID") ?? `unnamed-${digest}`,
    at,
    account,
    region,
    actor: actorOf(identity),
    sourceNetwork: sourceNetworkOf(textIn(fields, "sourceIPAddress")),
    action,
    service,
    isWrite,
    isNetworkRelevant: networkClassOf(service, action) !== undefined,
    resourceIds: [...touchedIds(fields, { account, region })],
    ...(errorCode === undefined ? {} : { errorCode }),
  };
  return { kind: "event", event, digest };
}

function readsOnly(flag: unknown, action: string): boolean {
  if (flag === true || flag === "true") return true;
  if (flag === false || flag === "false") return false;
  return isReading(action);
}

/** As the provider writes it, and as tables of it do: with a space, and without a zone, which is then UTC. */
function instantOf(text: string | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?( ?UTC|Z|[+-]\d\d:\d\d)?$/.exec(
    text ?? "",
  );
  if (!match) return undefined;
  const [, day, time, fraction = "", zone = "Z"] = match;
  const instant = new Date(`${day}T${time}${fraction.slice(0, 4)}${/UTC/.test(zone) ? "Z" : zone}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** Tells entries apart by all they hold, whatever the order it is written in. */
function digestOf(value: unknown): string {
  return createHash("sha256").update(ordered(value)).digest("hex").slice(0, 16);
}

function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${ordered(each)}`).join(",")}}`;
}

function leftOut(message: string): ReadEvent {
  return { kind: "left-out", message };
}
