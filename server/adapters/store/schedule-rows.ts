import { Failure } from "../../application/ports/failure";
import type {
  DueSchedule,
  NewSchedule,
  ScenarioStore,
  ScheduleRecord,
  ScheduleStep,
} from "../../application/ports/scenario-store";
import type { WorkspaceId } from "../../application/ports/store";
import type { Prisma, PrismaClient } from "./generated/client";
import { addRun, latestRunOf } from "./run-rows";
import { toScenarioRecord } from "./scenario-rows";
import { LONG_TRANSACTION } from "./transactions";

const LIST_LIMIT = 500;
/** Schedules looked at in one go; the rest follow a second later. */
const DUE_LIMIT = 1_000;

type ScheduleQueries = Pick<
  ScenarioStore,
  "addSchedule" | "findSchedule" | "listSchedules" | "setSchedulePaused" | "removeSchedule" | "stepSchedule"
>;

const latestImport = { orderBy: { number: "desc" }, take: 1, select: { snapshotId: true } } as const;

/** Schedules of one workspace. */
export function scheduleQueries(prisma: PrismaClient, workspaceId: WorkspaceId): ScheduleQueries {
  return {
    addSchedule: (schedule) =>
      prisma.$transaction((tx) => addSchedule(tx, workspaceId, schedule), LONG_TRANSACTION),
    findSchedule: async (id) => {
      const row = await prisma.schedule.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row ? toScheduleRecord(row) : undefined;
    },
    listSchedules: async (estateId, scenarioId) => {
      const rows = await prisma.schedule.findMany({
        where: { workspaceId, estateId, ...(scenarioId === undefined ? {} : { scenarioId }) },
        orderBy: [{ isPaused: "asc" }, { nextAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
        take: LIST_LIMIT,
        include: { scenario: { select: { name: true } } },
      });
      return Promise.all(
        rows.map(async (row) => ({
          ...toScheduleRecord(row),
          scenarioName: row.scenario.name,
          latestRun: await latestRunOf(prisma, workspaceId, { scheduleId: row.id }),
        })),
      );
    },
    setSchedulePaused: async (id, { isPaused, nextAt, at }) => {
      const { count } = await prisma.schedule.updateMany({
        where: { workspaceId, id },
        data: { isPaused, nextAt, plannedAt: at },
      });
      return count === 1;
    },
    removeSchedule: async (id) => {
      const { count } = await prisma.schedule.deleteMany({ where: { workspaceId, id } });
      return count === 1;
    },
    stepSchedule: (step) =>
      prisma.$transaction((tx) => stepSchedule(tx, workspaceId, step), LONG_TRANSACTION),
  };
}

/** Schedules of all workspaces that may have something to do at `now`; those planned after `clockLimit` were planned by a clock that was wrong. */
export async function dueSchedules(
  prisma: PrismaClient,
  now: Date,
  clockLimit: Date,
): Promise<readonly DueSchedule[]> {
  const rows = await prisma.schedule.findMany({
    where: {
      isPaused: false,
      OR: [{ nextAt: { lte: now } }, { plannedAt: { gt: clockLimit } }, { onChange: true }],
    },
    orderBy: [{ nextAt: "asc" }, { id: "asc" }],
    take: DUE_LIMIT,
    include: { scenario: true, estate: { select: { imports: latestImport } } },
  });
  return rows.map((row) => ({
    ...toScheduleRecord(row),
    workspaceId: row.workspaceId as WorkspaceId,
    plannedAt: row.plannedAt,
    seenSnapshotId: row.seenSnapshotId,
    latestSnapshotId: row.estate.imports[0]?.snapshotId ?? null,
    scenario: toScenarioRecord(row.scenario),
  }));
}

async function addSchedule(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  schedule: NewSchedule,
): Promise<ScheduleRecord> {
  const scenario = await tx.scenario.findUnique({
    where: { workspaceId_id: { workspaceId, id: schedule.scenarioId } },
    select: { estateId: true, estate: { select: { imports: latestImport } } },
  });
  if (!scenario) throw new Failure("NOT_FOUND", "no such scenario: choose one from the list of scenarios");
  const { estateId, estate } = scenario;
  const seenSnapshotId = estate.imports[0]?.snapshotId ?? null;
  const data = { ...schedule, workspaceId, estateId, seenSnapshotId, plannedAt: schedule.createdAt };
  return toScheduleRecord(await tx.schedule.create({ data }));
}

/** The first statement decides whose step it is: a schedule that someone moved on is no longer as it was read. */
async function stepSchedule(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { schedule, at, nextAt, run }: ScheduleStep,
): Promise<"stale" | "moved" | "skipped" | "started"> {
  const { id, plannedAt, seenSnapshotId } = schedule;
  const { count } = await tx.schedule.updateMany({
    where: { workspaceId, id, isPaused: false, nextAt: schedule.nextAt, plannedAt, seenSnapshotId },
    data: { nextAt, plannedAt: at, ...(run === null ? {} : { seenSnapshotId: run.snapshotId }) },
  });
  if (count === 0) return "stale";
  if (run === null) return "moved";
  const isFree = !schedule.skipIfRunning || (await unfinishedCount(tx, workspaceId, id)) === 0;
  const isStarted = isFree && (await addRun(tx, workspaceId, run));
  await tx.schedule.updateMany({
    where: { workspaceId, id },
    data: isStarted ? { lastFiredAt: at } : { lastSkippedAt: at },
  });
  return isStarted ? "started" : "skipped";
}

function unfinishedCount(tx: Prisma.TransactionClient, workspaceId: WorkspaceId, scheduleId: string) {
  return tx.run.count({ where: { workspaceId, scheduleId, state: { in: ["queued", "running"] } } });
}

function toScheduleRecord(row: Prisma.ScheduleGetPayload<object>): ScheduleRecord {
  const { id, estateId, scenarioId, cron, timeZone, onChange, minGapMinutes, skipIfRunning } = row;
  const { isPaused, nextAt, lastFiredAt, lastSkippedAt, actorId, createdAt } = row;
  return {
    id,
    estateId,
    scenarioId,
    cron,
    timeZone,
    onChange,
    minGapMinutes,
    skipIfRunning,
    isPaused,
    nextAt,
    lastFiredAt,
    lastSkippedAt,
    actorId,
    createdAt,
  };
}
