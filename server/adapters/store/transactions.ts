import { Prisma } from "./generated/client";

/** Transactions are short, but on PGlite they wait for each other: there is one connection. */
export const LONG_TRANSACTION = { maxWait: 30_000, timeout: 60_000 } as const;

/** Whether `error` is Prisma's known error with this code, such as P2002 for a broken unique key. */
export function isPrismaError(error: unknown, code: string): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
}
