import { Failure } from "../../application/ports/failure";
import type { ScenarioRecord, ScenarioStore } from "../../application/ports/scenario-store";
import type { WorkspaceId } from "../../application/ports/store";
import { runRequestDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { latestRunOf } from "./run-rows";
import { isPrismaError } from "./transactions";

const LIST_LIMIT = 500;

type ScenarioQueries = Pick<
  ScenarioStore,
  "addScenario" | "findScenario" | "listScenarios" | "renameScenario" | "removeScenario"
>;

/** Scenarios of one workspace. */
export function scenarioQueries(prisma: PrismaClient, workspaceId: WorkspaceId): ScenarioQueries {
  return {
    addScenario: async ({ request, name, ...scenario }) => {
      const data = {
        ...scenario,
        workspaceId,
        name: storable(name),
        request: runRequestDocument.write(request),
      };
      try {
        await prisma.scenario.create({ data });
      } catch (error) {
        if (!isPrismaError(error, "P2003")) throw error;
        throw new Failure("NOT_FOUND", "no such estate: choose one from the list of estates", {
          cause: error,
        });
      }
    },
    findScenario: async (id) => {
      const row = await prisma.scenario.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row ? toScenarioRecord(row) : undefined;
    },
    listScenarios: async (estateId) => {
      const rows = await prisma.scenario.findMany({
        where: { workspaceId, estateId },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: LIST_LIMIT,
        include: { _count: { select: { schedules: true } } },
      });
      return Promise.all(
        rows.map(async (row) => ({
          ...toScenarioRecord(row),
          scheduleCount: row._count.schedules,
          latestRun: await latestRunOf(prisma, workspaceId, { scenarioId: row.id }),
        })),
      );
    },
    renameScenario: async (id, name) => {
      const { count } = await prisma.scenario.updateMany({
        where: { workspaceId, id },
        data: { name: storable(name) },
      });
      return count === 1;
    },
    removeScenario: async (id) => {
      const { count } = await prisma.scenario.deleteMany({ where: { workspaceId, id } });
      return count === 1;
    },
  };
}

export function toScenarioRecord(row: Prisma.ScenarioGetPayload<object>): ScenarioRecord {
  const { id, estateId, name, kind, actorId, createdAt } = row;
  return { id, estateId, name, kind, request: runRequestDocument.read(row.request), actorId, createdAt };
}
