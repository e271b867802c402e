import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Webhook } from "standardwebhooks";

/** How a receiver answers the next requests: a status, with headers and after a while if wanted, or never. */
export type ReceiverAnswer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly delayMs?: number;
      /** Sends a body of 10 GB, as far as it is read. */
      readonly isEndless?: boolean;
    }
  | "hang"
  | "drop";

/** One request as it came in. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
  /** Whether the signature is right; false too while no secret is known. */
  readonly isGenuine: boolean;
  /** What it was answered; null when it was left hanging. */
  readonly status: number | null;
}

/** A webhook receiver on loopback that records what it gets. */
export interface WebhookReceiver {
  readonly url: string;
  /** `127.0.0.1:PORT`, as the allow-list names it. */
  readonly place: string;
  readonly messages: readonly ReceivedMessage[];
  /** Messages whose id had not come before: what a receiver that looks at `webhook-id` acts upon. */
  readonly distinct: () => readonly ReceivedMessage[];
  /** Connections made so far, whether or not a request came over them. */
  readonly connectionCount: () => number;
  /** The secret that signatures are checked with from now on. */
  readonly trust: (secret: string) => void;
  /** Every request from now on is answered so; at first 204. */
  readonly answerWith: (answer: ReceiverAnswer) => void;
  /** Bytes of endless bodies that were handed to the connection so far. */
  readonly sentBytes: () => number;
  /** Resolves once `isEnough` holds of what was received; rejects after `limitMs`. */
  readonly until: (
    isEnough: (messages: readonly ReceivedMessage[]) => boolean,
    limitMs?: number,
  ) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a receiver on loopback, on any free port unless one is given. It also serves as Alertmanager's own webhook. */
export async function startWebhookReceiver(wantedPort = 0): Promise<WebhookReceiver> {
  const messages: ReceivedMessage[] = [];
  let webhook: Webhook | undefined;
  let next: ReceiverAnswer = { status: 204 };
  let connectionCount = 0;
  let sentBytes = 0;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { headers } = request;
    const answer = next;
    messages.push({
      id: String(headers["webhook-id"] ?? ""),
      body,
      headers,
      isGenuine: isGenuine(webhook, body, headers),
      status: typeof answer === "object" ? answer.status : null,
    });
    if (typeof answer === "object" && answer.delayMs !== undefined) await wait(answer.delayMs);
    if (typeof answer === "object" && answer.isEndless)
      flood(response, answer.status, (count) => {
        sentBytes += count;
      });
    else respond(response, answer);
  });
  server.on("connection", () => {
    connectionCount += 1;
  });
  await new Promise<void>((resolve) => server.listen(wantedPort, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    place: `127.0.0.1:${port}`,
    messages,
    distinct: () => messages.filter(({ id }, at) => messages.findIndex((one) => one.id === id) === at),
    connectionCount: () => connectionCount,
    trust: (secret) => {
      webhook = new Webhook(secret);
    },
    answerWith: (answer) => {
      next = answer;
    },
    sentBytes: () => sentBytes,
    until: async (isEnough, limitMs = 15_000) => {
      const end = Date.now() + limitMs;
      while (!isEnough(messages)) {
        if (Date.now() > end) throw new Error(`waited in vain; received ${messages.length} messages`);
        await wait(20);
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(response: ServerResponse, answer: ReceiverAnswer): void {
  if (answer === "hang") return;
  if (answer === "drop") {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers ?? {}).end();
}

const FLOOD_BYTES = 10 * 1024 ** 3;

/** Writes as fast as the other side reads, until it goes away. */
function flood(response: ServerResponse, status: number, count: (bytes: number) => void): void {
  const piece = Buffer.alloc(64 * 1024, "x");
  let leftBytes = FLOOD_BYTES;
  response.writeHead(status, { "content-length": String(FLOOD_BYTES) });
  const more = () => {
    while (leftBytes > 0 && !response.destroyed) {
      leftBytes -= piece.length;
      count(piece.length);
      if (!response.write(piece)) return;
    }
  };
  response.on("drain", more);
  more();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function isGenuine(webhook: Webhook | undefined, body: string, headers: IncomingMessage["headers"]): boolean {
  const text = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  try {
    webhook?.verify(body, text);
    return webhook !== undefined;
  } catch {
    return false;
  }
}
