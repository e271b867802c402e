import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** One call to the provider, as it passed. `accountId` is unknown to a proxy: keys do not say it. */
export interface SeenCall {
  readonly service: string;
  /** As in a policy, without the service: `DescribeVpcs`. */
  readonly action: string;
  readonly region: string;
  /** The caller only asked whether it would work. */
  readonly isDryRun?: true | undefined;
}

/**
 * What becomes of a call instead of its true answer:
 * - `deny`: the service's own refusal for want of a right; `unknown-action`: the provider does not know the call;
 * - `throttle`: RequestLimitExceeded; `unavailable`: 503 without a body that can be read;
 * - `html`: 200 with somebody's login page; `empty`: 200 with nothing; `missing-list`: 200, well formed, without
 *   the list asked for;
 * - `cut`: the true answer, well labelled, of which the second half is missing; `drop`: the connection breaks;
 * - `lost`: the provider does it, and the connection breaks before the answer;
 * - `same-token`: the true answer, which says forever that one more page follows, always under the same token.
 */
export type Fault =
  | "deny"
  | "unknown-action"
  | "throttle"
  | "unavailable"
  | "html"
  | "empty"
  | "missing-list"
  | "cut"
  | "drop"
  | "lost"
  | "same-token";

/** Which calls a fault hits: all that match every part given, but the first `after`. `times` limits how often it does. */
export interface FaultRule {
  readonly fault: Fault;
  readonly action?: string | undefined;
  readonly region?: string | undefined;
  readonly times?: number | undefined;
  readonly after?: number | undefined;
}

/** A tiny proxy in front of moto, on a free loopback port. */
export interface MotoProxy {
  readonly url: string;
  /** Every call so far, refused ones too: what a test for "only the read-only list" looks at. */
  readonly calls: readonly SeenCall[];
  /** Replaces the faults; `[]` lets everything pass. */
  readonly setFaults: (rules: readonly FaultRule[]) => void;
  /** Waits this long before each call is passed on. */
  readonly setDelay: (delayMs: number) => void;
  /**
   * Texts that stand in for others wherever a whole value of an answer is one: moto gives some things values that
   * the provider never would.
   */
  readonly setCorrections: (corrections: Readonly<Record<string, string>>) => void;
  /** Forgets the calls seen. */
  readonly clear: () => void;
  readonly stop: () => Promise<void>;
}

interface Passing {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** Calls that moto carries out although it is only asked: answered here, as the provider does. */
const DONE_WHEN_ASKED: readonly string[] = ["CreateRoute", "ReplaceRoute", "DeleteRoute"];

/** moto refuses nothing and breaks nothing; this stands between and does. It changes no request, and answers as told. */
export async function startMotoProxy(motoUrl: string): Promise<MotoProxy> {
  const calls: SeenCall[] = [];
  let faults: { readonly rule: FaultRule; leftCount: number; sparedCount: number }[] = [];
  let corrections: Readonly<Record<string, string>> = {};
  const correct = (bytes: Buffer) => corrected(bytes, corrections);
  let delayMs = 0;
  const takeFault = (call: SeenCall): Fault | undefined => {
    const found = faults.find(({ rule, leftCount }) => leftCount > 0 && matches(rule, call));
    if (found === undefined) return undefined;
    if (found.sparedCount > 0) {
      found.sparedCount -= 1;
      return undefined;
    }
    found.leftCount -= 1;
    return found.rule.fault;
  };
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(incoming);
    const call = callOf(incoming, body);
    if (call) calls.push(call);
    if (delayMs > 0) await wait(delayMs);
    const fault = call && takeFault(call);
    const passing = { incoming, response, body };
    if (fault === undefined && call?.isDryRun && DONE_WHEN_ASKED.includes(call.action))
      refuse(response, call, 412, "DryRunOperation");
    else if (fault === undefined || call === undefined) await pass(motoUrl, passing, correct);
    else await spoil(motoUrl, passing, call, fault);
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    setFaults: (rules) => {
      faults = rules.map((rule) => ({
        rule,
        leftCount: rule.times ?? Number.POSITIVE_INFINITY,
        sparedCount: rule.after ?? 0,
      }));
    },
    setCorrections: (next) => {
      corrections = next;
    },
    setDelay: (next) => {
      delayMs = next;
    },
    clear: () => {
      calls.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function corrected(bytes: Buffer, corrections: Readonly<Record<string, string>>): Buffer {
  const all = Object.entries(corrections);
  if (all.length === 0) return bytes;
  const text = all.reduce((sum, [from, to]) => sum.replaceAll(`>${from}<`, `>${to}<`), bytes.toString());
  return Buffer.from(text);
}

function matches({ action, region }: FaultRule, call: SeenCall): boolean {
  return (action === undefined || action === call.action) && (region === undefined || region === call.region);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Service and region stand in the signature; the action in the form, or in a header of the JSON protocols. */
function callOf(incoming: IncomingMessage, body: Buffer): SeenCall | undefined {
  const scope = /Credential=[^/]*\/\d+\/([^/]+)\/([^/]+)\//.exec(incoming.headers.authorization ?? "");
  const target = incoming.headers["x-amz-target"];
  const form = new URLSearchParams(body.toString("latin1"));
  const action = (typeof target === "string" ? target.split(".").at(-1) : undefined) ?? form.get("Action");
  if (!action) return undefined;
  const isDryRun = form.get("DryRun") === "true" || undefined;
  return { service: scope?.[2] ?? "", action, region: scope?.[1] ?? "", isDryRun };
}

async function spoil(motoUrl: string, passing: Passing, call: SeenCall, fault: Fault): Promise<void> {
  const { response } = passing;
  switch (fault) {
    case "deny":
      return refuse(response, call, 403, isEc2(call) ? "UnauthorizedOperation" : "AccessDenied");
    case "unknown-action":
      return refuse(response, call, 400, "InvalidAction");
    case "throttle":
      return refuse(response, call, 503, isEc2(call) ? "RequestLimitExceeded" : "Throttling");
    case "unavailable":
      response.writeHead(503, { "Content-Type": "text/plain" }).end("service unavailable");
      return;
    case "html":
      response
        .writeHead(200, { "Content-Type": "text/html" })
        .end("<!doctype html><html><body><form>Sign in to the network</form></body></html>");
      return;
    case "empty":
      response.writeHead(200, { "Content-Type": "text/xml" }).end();
      return;
    case "missing-list":
      response.writeHead(200, { "Content-Type": "text/xml" }).end(emptyAnswer(call));
      return;
    case "cut":
      return pass(motoUrl, passing, (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)));
    case "same-token":
      return pass(motoUrl, passing, (bytes) => withToken(bytes, call));
    case "lost":
      return pass(motoUrl, passing, (bytes) => {
        response.destroy();
        return bytes;
      });
    case "drop":
      response.destroy();
  }
}

const isEc2 = ({ service }: SeenCall) => service === "ec2";

/** A refusal in the words of the service's protocol. */
function refuse(response: ServerResponse, call: SeenCall, status: number, code: string): void {
  const error = `<Code>${code}</Code><Message>The call of ${call.action} was refused.</Message>`;
  const text = isEc2(call)
    ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>r</RequestID></Response>`
    : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>r</RequestId></ErrorResponse>`;
  response.writeHead(status, { "Content-Type": "text/xml" }).end(text);
}

function emptyAnswer(call: SeenCall): string {
  const { action } = call;
  const content = isEc2(call)
    ? "<requestId>r</requestId>"
    : `<${action}Result></${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>`;
  return `<${action}Response>${content}</${action}Response>`;
}

function withToken(bytes: Buffer, call: SeenCall): Buffer {
  const name = isEc2(call)
    ? "nextToken"
    : call.service === "elasticloadbalancing"
      ? "NextMarker"
      : "NextToken";
  const end = isEc2(call) ? /<\/(\w+Response)>\s*$/ : /<\/(\w+Result)>/;
  return Buffer.from(bytes.toString().replace(end, `<${name}>the-same-again</${name}></$1>`));
}

/** Asks moto the same and hands its answer on, changed by `change`. */
function pass(
  motoUrl: string,
  { incoming, response, body }: Passing,
  change: (bytes: Buffer) => Buffer,
): Promise<void> {
  const { method = "GET", url = "/", headers } = incoming;
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(url, motoUrl), { method, headers, agent: false }, (answer) => {
      bodyOf(answer).then((bytes) => {
        const { "content-length": _length, "transfer-encoding": _encoding, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, kept).end(change(bytes));
        resolve();
      }, reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
