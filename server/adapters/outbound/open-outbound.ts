import { lookup } from "node:dns/promises";
import { buildConnector, Client } from "undici";
import type { Outbound, OutboundMessage, OutboundOutcome } from "../../application/ports/outbound";
import type { AllowList } from "./allow-list";
import { checkAddress, type Resolve, type Target } from "./check-address";
import { retryAfterMs } from "./retry-after";

/** How long and how much the other side may take. */
interface Limits {
  readonly connectMs: number;
  readonly totalMs: number;
  readonly answerBytes: number;
}

const LIMITS: Limits = { connectMs: 10_000, totalMs: 15_000, answerBytes: 65_536 };

interface OutboundSettings {
  readonly allowList: AllowList;
  readonly resolve?: Resolve;
  readonly limits?: Partial<Limits>;
  /** A certificate to trust instead of the system's, as PEM. */
  readonly trusted?: string;
}

/** Opens the way to other machines. Each message has a connection of its own, closed after the answer. */
export function openOutbound(settings: OutboundSettings): Outbound {
  const { allowList, resolve = resolveByDns } = settings;
  const limits = { ...LIMITS, ...settings.limits };
  return {
    refusal: async (url) => {
      const checked = await checkAddress(url, allowList, resolve);
      return checked.kind === "target" ? undefined : checked.reason;
    },
    post: async (message, signal) => {
      // Resolving counts too: a name server may be as slow as a server.
      const timeLimit = AbortSignal.timeout(limits.totalMs);
      const ends = signal ? AbortSignal.any([signal, timeLimit]) : timeLimit;
      const checked = await unlessAborted(checkAddress(message.url, allowList, resolve), ends);
      if (checked === undefined) return failure(undefined, timeLimit, limits);
      if (checked.kind === "refused") return checked;
      if (checked.kind === "unknown") return { kind: "failed", reason: checked.reason };
      try {
        return await send(checked, message, { ends, limits, trusted: settings.trusted });
      } catch (error) {
        return failure(error, timeLimit, limits);
      }
    },
  };
}

async function resolveByDns(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
    work.then(resolve, reject);
  });
}

interface Sending {
  readonly ends: AbortSignal;
  readonly limits: Limits;
  readonly trusted: string | undefined;
}

async function send(target: Target, message: OutboundMessage, sending: Sending): Promise<OutboundOutcome> {
  const { ends, limits } = sending;
  const client = new Client(target.url.origin, { connect: connectTo(target, sending), pipelining: 0 });
  try {
    const { statusCode, headers, body } = await client.request({
      method: "POST",
      path: `${target.url.pathname}${target.url.search}`,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "user-agent": "Umbra",
        ...message.headers,
      },
      body: message.body,
      signal: ends,
    });
    // The status is the answer; what follows is read so far that a well-behaved server sees a whole exchange.
    await body.dump({ limit: limits.answerBytes, signal: ends }).catch(() => undefined);
    return { kind: "answered", status: statusCode, retryAfterMs: retryAfterMs(headers["retry-after"]) };
  } finally {
    client.destroy().catch(() => undefined);
  }
}

/** Connects to the addresses that were checked, one after the other, never to the name. */
function connectTo(target: Target, { limits, trusted }: Sending): buildConnector.connector {
  const connect = buildConnector({
    timeout: limits.connectMs,
    maxCachedSessions: 0,
    ...(trusted === undefined ? {} : { ca: trusted }),
  });
  return (options, callback) => {
    const attempt = (position: number): void => {
      const address = target.addresses[position];
      if (address === undefined) return;
      // TLS is asked for the name and checks the certificate against it; an address has no server name.
      const name = target.isLiteral ? {} : { servername: target.host };
      connect({ ...options, ...name, hostname: address, host: address }, (...[error, socket]) => {
        if (error && position + 1 < target.addresses.length) attempt(position + 1);
        else if (error) callback(error, null);
        else callback(null, socket);
      });
    };
    attempt(0);
  };
}

function failure(error: unknown, timeLimit: AbortSignal, limits: Limits): OutboundOutcome {
  if (timeLimit.aborted)
    return { kind: "failed", reason: `no answer came within ${limits.totalMs / 1_000} seconds` };
  return { kind: "failed", reason: reasonOf(error) };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at the address",
  ECONNRESET: "the connection was cut before an answer came",
  UND_ERR_SOCKET: "the connection was cut before an answer came",
  UND_ERR_CONNECT_TIMEOUT: "no connection could be made in time",
  ETIMEDOUT: "no connection could be made in time",
  ENETUNREACH: "the network of the address cannot be reached from here",
  EHOSTUNREACH: "the machine cannot be reached from here",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by nobody this machine trusts",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by nobody this machine trusts",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by nobody this machine trusts",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

/** Our own words by code: the text of an error may hold the address, whose path may be a secret. */
function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? `the message could not be sent${code === "" ? "" : ` (${code})`}`;
}
