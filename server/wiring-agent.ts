import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { awsReader, type PollSettings } from "./adapters/aws/poll/poll-account";
import { httpIngestClient } from "./adapters/outbound/ingest-client";
import type { AgentPorts } from "./application/push-sweep";

/** What the agent is wired to: the provider and the server. No database, no thread, no file. */
export function wireAgent(settings: PollSettings & { readonly server: string; readonly token: string }): {
  readonly ports: AgentPorts;
  readonly close: () => void;
} {
  const reader = awsReader(settings);
  const ports: AgentPorts = {
    reader,
    server: httpIngestClient(settings.server, settings.token),
    clock: { now: () => new Date() },
    ids: { next: () => randomUUID() },
    pack: (text) => gzipSync(text),
    wait: (delayMs, signal) => wait(delayMs, undefined, { signal }),
  };
  return { ports, close: () => reader.close() };
}
