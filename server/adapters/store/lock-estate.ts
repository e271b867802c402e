import { Failure } from "../../application/ports/failure";
import type { WorkspaceId } from "../../application/ports/store";
import type { Prisma } from "./generated/client";
import { isPrismaError } from "./transactions";

/**
 * Takes the row's lock by an update that changes nothing, in words both databases know: until the transaction
 * ends nobody else adds to the estate or changes its alerts. Fails NOT_FOUND.
 */
export async function lockEstate(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  id: string,
): Promise<{ readonly name: string }> {
  try {
    const where = { workspaceId_id: { workspaceId, id } };
    return await tx.estate.update({
      where,
      data: { importCount: { increment: 0 } },
      select: { name: true },
    });
  } catch (error) {
    if (!isPrismaError(error, "P2025")) throw error;
    throw new Failure("NOT_FOUND", "no such estate: choose one from the list of estates", { cause: error });
  }
}

/** Adds rows to an estate. Fails NOT_FOUND when it is gone, as the database says only by its foreign keys. */
export async function addToEstate<T>(add: () => Promise<T>): Promise<T> {
  try {
    return await add();
  } catch (error) {
    if (!isPrismaError(error, "P2003")) throw error;
    throw new Failure("NOT_FOUND", "no such estate: choose one from the list of estates", { cause: error });
  }
}
