-- CreateTable
CREATE TABLE "Run" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "snapshotId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "request" JSON NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "totalCount" INTEGER NOT NULL DEFAULT 0,
    "result" JSON,
    "error" TEXT,
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),
    "engineVersion" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "scenarioId" TEXT,
    "scheduleId" TEXT,
    "triggerKey" TEXT,
    "actorId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "Run_workspaceId_estateId_createdAt_idx" ON "Run"("workspaceId", "estateId", "createdAt");

-- CreateIndex
CREATE INDEX "Run_state_createdAt_idx" ON "Run"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Run_workspaceId_triggerKey_key" ON "Run"("workspaceId", "triggerKey");

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
