import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import { createServer as createTcpServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SINK_CERTIFICATE, SINK_KEY } from "../../testing/tls-identity";
import { startWebhookReceiver, type WebhookReceiver } from "../../testing/webhook-receiver";
import { readAllowList } from "./allow-list";
import { openOutbound } from "./open-outbound";
import { isPublicAddress } from "./public-address";
import { PRIVATE_LITERALS, PUBLIC_ADDRESSES } from "./refused-spellings.cases";

const NOTHING = readAllowList(undefined);
const body = "{}";

/** A listener on every loopback address that must never see a connection. */
let canary: Server;
let canaryPort = 0;
let canaryCount = 0;
let receiver: WebhookReceiver;

beforeAll(async () => {
  canary = createTcpServer((socket) => {
    canaryCount += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, "::", resolve));
  const address = canary.address();
  canaryPort = typeof address === "object" && address !== null ? address.port : 0;
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await new Promise((resolve) => canary.close(resolve));
});
afterEach(() => receiver.answerWith({ status: 204 }));

/** Resolves each name to the next list of its answers, and counts. */
function resolver(answers: Readonly<Record<string, readonly (readonly string[])[]>>) {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    const turn = asked.filter((one) => one === name).length;
    asked.push(name);
    const lists = answers[name] ?? [];
    return lists[Math.min(turn, lists.length - 1)] ?? [];
  };
  return { resolve, asked };
}

describe("an address that is no machine of the public internet", () => {
  const { resolve } = resolver({});
  const outbound = openOutbound({ allowList: NOTHING, resolve });

  it("has at least sixty spellings here", () => expect(PRIVATE_LITERALS.length).toBeGreaterThan(60));

  it.each(PRIVATE_LITERALS)("is refused as %s, on any port", async (host) => {
    for (const url of [`https://${host}:${canaryPort}/`, `https://${host}/`, `http://${host}:8443/`]) {
      const outcome = await outbound.post({ url, body });
      expect(outcome.kind).toBe("refused");
      expect(outcome).toHaveProperty(
        "reason",
        expect.stringContaining("not an address of the public internet"),
      );
    }
  });

  it.each([
    ["localhost", "127.0.0.1"],
    ["localhost.", "::1"],
    ["LOCALHOST", "127.0.0.1"],
    ["a.localhost", "127.0.0.1"],
    ["metadata.internal", "169.254.169.254"],
    ["inside.example", "10.0.0.1"],
    ["mapped.example", "::ffff:10.0.0.1"],
    ["zoned.example", "fe80::1%eth0"],
    ["nonsense.example", "not an address"],
  ])("is refused behind the name %s", async (name, address) => {
    const named = openOutbound({ allowList: NOTHING, resolve: async () => [address] });
    const outcome = await named.post({ url: `https://${name}:${canaryPort}/`, body });
    expect(outcome).toHaveProperty(
      "reason",
      expect.stringContaining("not an address of the public internet"),
    );
  });

  it.each([
    ["10.0.0.1", "1.1.1.1"],
    ["1.1.1.1", "10.0.0.1"],
    ["2a00::1", "::1"],
  ])("spoils a name that also has others: %s and %s", async (...addresses) => {
    const mixed = openOutbound({ allowList: NOTHING, resolve: async () => addresses });
    expect((await mixed.post({ url: "https://mixed.example/", body })).kind).toBe("refused");
  });

  it.each([
    "http://1.1.1.1/",
    "https://1.1.1.1:8080/",
    "https://1.1.1.1:22/",
    "https://user@1.1.1.1/",
    "https://user:word@1.1.1.1/",
    "https://1.1.1.1@127.0.0.1/",
    "ftp://1.1.1.1/",
    "file:///etc/passwd",
    "gopher://1.1.1.1/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "//1.1.1.1/",
    "https://",
    "https://[::1",
    "https://[fe80::1%25eth0]/",
    "https://127.0.0.1 .example/",
    "not an address",
    "",
    `https://1.1.1.1/${"a".repeat(3_000)}`,
  ])("or is no plain https address is refused: %s", async (url) => {
    expect((await outbound.post({ url, body })).kind).toBe("refused");
  });

  it("saw no connection in all of this", () => expect(canaryCount).toBe(0));
});

describe("the public internet", () => {
  it.each(PUBLIC_ADDRESSES)("includes %s", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each(["443", "8443"])("is open on port %s", async (port) => {
    const outbound = openOutbound({ allowList: NOTHING, resolve: async () => ["1.1.1.1", "2a00::1"] });
    expect(await outbound.refusal(`https://sink.example:${port}/a?b=c`)).toBeUndefined();
  });

  it("does not include a name that cannot be resolved", async () => {
    const outbound = openOutbound({
      allowList: NOTHING,
      resolve: async () => Promise.reject(new Error("no")),
    });
    expect(await outbound.refusal("https://nowhere.example/")).toContain("leads to no address");
    expect((await outbound.post({ url: "https://nowhere.example/", body })).kind).toBe("failed");
  });
});

describe("a name that changes its mind", () => {
  it("is resolved once, and the connection goes where the check looked", async () => {
    const port = Number(new URL(receiver.url).port);
    const { resolve, asked } = resolver({ "sink.example": [["127.0.0.1"], ["10.0.0.1"]] });
    const outbound = openOutbound({ allowList: readAllowList(`127.0.0.1/32:${port}`), resolve });
    const outcome = await outbound.post({ url: `http://sink.example:${port}/hook`, body });
    expect(outcome).toMatchObject({ kind: "answered", status: 204 });
    expect(asked).toEqual(["sink.example"]);
    expect(receiver.messages.at(-1)?.headers.host).toBe(`sink.example:${port}`);
  });

  it("gains nothing by turning to loopback after a public answer", async () => {
    const { resolve, asked } = resolver({ "rebind.example": [["192.0.2.1"], ["127.0.0.1"]] });
    const outbound = openOutbound({ allowList: NOTHING, resolve });
    expect((await outbound.post({ url: `https://rebind.example:${canaryPort}/`, body })).kind).toBe(
      "refused",
    );
    expect(asked).toHaveLength(1);
    expect(canaryCount).toBe(0);
  });
});

describe("an address that the operator allowed", () => {
  const allowed = (limits = {}) =>
    openOutbound({ allowList: readAllowList(receiver.place), limits, resolve: async () => [] });

  it("gets the message with our headers and no others", async () => {
    const headers = { "webhook-id": "m1", "webhook-timestamp": "1", "webhook-signature": "v1,x" };
    const outcome = await allowed().post({ url: receiver.url, body: '{"a":"ü"}', headers });
    expect(outcome).toEqual({ kind: "answered", status: 204, retryAfterMs: null });
    const message = receiver.messages.at(-1);
    expect(message?.body).toBe('{"a":"ü"}');
    expect(Object.keys(message?.headers ?? {}).toSorted()).toEqual([
      "accept",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
      "webhook-id",
      "webhook-signature",
      "webhook-timestamp",
    ]);
  });

  it("is told apart from its neighbour port", async () => {
    const { port } = new URL(receiver.url);
    const neighbour = openOutbound({ allowList: readAllowList(`127.0.0.1:${Number(port) + 1}`) });
    expect((await neighbour.post({ url: receiver.url, body })).kind).toBe("refused");
  });

  it("cannot send on elsewhere: a redirect is an answer and is not followed", async () => {
    receiver.answerWith({ status: 307, headers: { location: `http://127.0.0.1:${canaryPort}/` } });
    expect(await allowed().post({ url: receiver.url, body })).toMatchObject({
      kind: "answered",
      status: 307,
    });
    expect(canaryCount).toBe(0);
  });

  it("may ask for a pause", async () => {
    receiver.answerWith({ status: 429, headers: { "retry-after": "120" } });
    expect(await allowed().post({ url: receiver.url, body })).toMatchObject({ retryAfterMs: 120_000 });
  });

  it("that never answers is left after the time limit", async () => {
    receiver.answerWith("hang");
    const outcome = await allowed({ totalMs: 200 }).post({ url: receiver.url, body });
    expect(outcome).toEqual({ kind: "failed", reason: "no answer came within 0.2 seconds" });
  });

  it("that cuts the connection, or is not there, has failed", async () => {
    receiver.answerWith("drop");
    expect((await allowed().post({ url: receiver.url, body })).kind).toBe("failed");
    const gone = openOutbound({ allowList: readAllowList("127.0.0.1:1") });
    const outcome = await gone.post({ url: "http://127.0.0.1:1/", body });
    expect(outcome).toEqual({ kind: "failed", reason: "nothing listens at the address" });
  });

  it("is left when the caller gives up", async () => {
    receiver.answerWith("hang");
    const outcome = await allowed().post({ url: receiver.url, body }, AbortSignal.timeout(50));
    expect(outcome.kind).toBe("failed");
  });

  it("is tried at its next address when the first does not answer", async () => {
    const { port } = new URL(receiver.url);
    const two = openOutbound({
      allowList: readAllowList(`sink.example:${port}`),
      resolve: async () => ["127.0.0.2", "127.0.0.1"],
    });
    expect(await two.post({ url: `http://sink.example:${port}/`, body })).toMatchObject({ status: 204 });
  });
});

describe("TLS", () => {
  let server: HttpsServer;
  let port = 0;
  const names: (string | false | undefined)[] = [];
  beforeAll(async () => {
    server = createHttpsServer({ key: SINK_KEY, cert: SINK_CERTIFICATE }, (request, response) => {
      if ("servername" in request.socket) names.push(String(request.socket.servername));
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const post = (name: string, trusted?: string) =>
    openOutbound({
      allowList: readAllowList(`${name}:${port}`),
      resolve: async () => ["127.0.0.1"],
      ...(trusted === undefined ? {} : { trusted }),
    }).post({ url: `https://${name}:${port}/`, body });

  it("asks the checked address for the name, and checks the certificate against it", async () => {
    expect(await post("sink.example", SINK_CERTIFICATE)).toMatchObject({ kind: "answered", status: 204 });
    expect(names).toEqual(["sink.example"]);
  });

  it("sends nothing to a machine that shows another name's certificate", async () => {
    const outcome = await post("other.example", SINK_CERTIFICATE);
    expect(outcome).toEqual({ kind: "failed", reason: "its certificate is for another name" });
    expect(names).toHaveLength(1);
  });

  it("sends nothing to a machine whose certificate nobody vouches for", async () => {
    const outcome = await post("sink.example");
    expect(outcome).toEqual({
      kind: "failed",
      reason: "its certificate is signed by nobody this machine trusts",
    });
    expect(names).toHaveLength(1);
  });
});

describe("an endless answer", () => {
  it("is read no further than the limit, and its status counts", async () => {
    let written = 0;
    const server = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const chunk = Buffer.alloc(16_384, "a");
      const timer = setInterval(() => {
        written += chunk.length;
        socket.write(`${chunk.length.toString(16)}\r\n`);
        socket.write(chunk);
        socket.write("\r\n");
      }, 1);
      socket.on("close", () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const outbound = openOutbound({ allowList: readAllowList(`127.0.0.1:${port}`) });
    const outcome = await outbound.post({ url: `http://127.0.0.1:${port}/`, body });
    expect(outcome).toMatchObject({ kind: "answered", status: 200 });
    await new Promise((resolve) => server.close(resolve));
    expect(written).toBeLessThan(2_000_000);
  });
});
