import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { appRouter } from "./root";
import type { ApiContext } from "./trpc";

export const TRPC_ENDPOINT = "/api/trpc";

/** Answers one HTTP request to the tRPC endpoint, batched or not. */
export function handleTrpc(request: Request, context: ApiContext): Promise<Response> {
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    createContext: () => context,
  });
}
