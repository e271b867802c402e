import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/root";

/** What the panel shows of one resource. */
export type ResourceAnswer = inferRouterOutputs<AppRouter>["resource"]["read"];
