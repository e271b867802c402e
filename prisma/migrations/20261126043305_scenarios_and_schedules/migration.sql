-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "verdict" TEXT,
ADD COLUMN     "verdictKind" TEXT;

-- CreateTable
CREATE TABLE "Scenario" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "request" JSON NOT NULL,
    "actorId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Scenario_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Schedule" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "scenarioId" TEXT NOT NULL,
    "cron" TEXT,
    "timeZone" TEXT NOT NULL,
    "onChange" BOOLEAN NOT NULL,
    "minGapMinutes" INTEGER NOT NULL,
    "skipIfRunning" BOOLEAN NOT NULL,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "nextAt" TIMESTAMP(3),
    "plannedAt" TIMESTAMP(3) NOT NULL,
    "seenSnapshotId" TEXT,
    "lastFiredAt" TIMESTAMP(3),
    "lastSkippedAt" TIMESTAMP(3),
    "actorId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Schedule_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "Scenario_workspaceId_estateId_createdAt_idx" ON "Scenario"("workspaceId", "estateId", "createdAt");

-- CreateIndex
CREATE INDEX "Schedule_isPaused_nextAt_idx" ON "Schedule"("isPaused", "nextAt");

-- CreateIndex
CREATE INDEX "Run_workspaceId_scenarioId_createdAt_idx" ON "Run"("workspaceId", "scenarioId", "createdAt");

-- CreateIndex
CREATE INDEX "Run_workspaceId_scheduleId_createdAt_idx" ON "Run"("workspaceId", "scheduleId", "createdAt");

-- AddForeignKey
ALTER TABLE "Scenario" ADD CONSTRAINT "Scenario_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Schedule" ADD CONSTRAINT "Schedule_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Schedule" ADD CONSTRAINT "Schedule_workspaceId_scenarioId_fkey" FOREIGN KEY ("workspaceId", "scenarioId") REFERENCES "Scenario"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
