import { expect, it } from "vitest";
import { NotAllowedError } from "./guarded-clients";
import { outcomeOf } from "./outcome-of";

const failed = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("said no more"), {
    name,
    ...(httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } }),
  });

it.each([
  { name: "the time was over", error: failed("TimeoutError"), outcome: { kind: "unclear" } },
  { name: "it was ended from here", error: failed("AbortError"), outcome: { kind: "unclear" } },
  {
    name: "the connection broke",
    error: Object.assign(new Error("x"), { code: "ECONNRESET" }),
    outcome: { kind: "unclear", reason: "ECONNRESET" },
  },
  { name: "a server's error", error: failed("InternalError", 500), outcome: { kind: "unclear" } },
  { name: "a gateway's timeout", error: failed("Unknown", 504), outcome: { kind: "unclear" } },
  {
    name: "a request that came too slowly",
    error: failed("RequestTimeout", 408),
    outcome: { kind: "unclear" },
  },
  {
    name: "an answer that could not be read",
    error: failed("SyntaxError", 200),
    outcome: { kind: "unclear" },
  },
  { name: "no error at all", error: "what?", outcome: { kind: "unclear", reason: "unknown error" } },
  {
    name: "no right",
    error: failed("UnauthorizedOperation", 403),
    outcome: { kind: "refused", reason: "UnauthorizedOperation", mayRetry: false },
  },
  {
    name: "it is there already",
    error: failed("InvalidPermission.Duplicate", 400),
    outcome: { kind: "refused", reason: "InvalidPermission.Duplicate", mayRetry: false },
  },
  {
    name: "patience is asked for",
    error: failed("RequestLimitExceeded", 503),
    outcome: { kind: "refused", reason: "RequestLimitExceeded", mayRetry: true },
  },
  {
    name: "it was never sent",
    error: new NotAllowedError("not allowed"),
    outcome: { kind: "refused", reason: "not allowed", mayRetry: false },
  },
])("$name", ({ error, outcome }) => expect(outcomeOf(error)).toMatchObject(outcome));
