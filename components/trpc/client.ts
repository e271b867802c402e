"use client";

import { QueryClient } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import superjson from "superjson";
import type { AppRouter } from "../../server/api/root";

export { useSubscription } from "@trpc/tanstack-react-query";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const ENDPOINT = "/api/trpc";
const STALE_AFTER_MS = 30_000;
const MAX_URL_LENGTH = 6000;
const MAX_RETRIES = 1;
const RETRY_DELAY_MS = 500;

/** Questions that can take long travel alone, so that leaving the page or `Esc` stops the work on the server. */
const COSTLY = new Set(["whatIf.run", "trace.ask", "resource.decide", "resource.export", "resource.history"]);

/** The one client of the API. */
export function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url: ENDPOINT, transformer: superjson }),
        false: splitLink({
          condition: (operation) => COSTLY.has(operation.path),
          true: httpLink({ url: ENDPOINT, transformer: superjson }),
          false: httpBatchLink({ url: ENDPOINT, transformer: superjson, maxURLLength: MAX_URL_LENGTH }),
        }),
      }),
    ],
  });
}

/** The cache of answers. What the caller did wrong is not asked twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_AFTER_MS,
        retryDelay: RETRY_DELAY_MS,
        retry: (failureCount, error) => failureCount < MAX_RETRIES && !isOwnFault(error),
      },
    },
  });
}

function isOwnFault(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status < 500;
}

/** Whether the server says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null || !("httpStatus" in data)) return undefined;
  return typeof data.httpStatus === "number" ? data.httpStatus : undefined;
}
