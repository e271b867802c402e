-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Estate" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sampleName" TEXT,
    "importCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Estate_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "resourceCount" INTEGER NOT NULL,
    "counts" JSON NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("workspaceId","estateId","id")
);

-- CreateTable
CREATE TABLE "Import" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "snapshotId" TEXT NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "diagnostics" JSON NOT NULL,
    "ignored" JSON NOT NULL,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("workspaceId","estateId","id")
);

-- CreateTable
CREATE TABLE "Coverage" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "importId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "asOf" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Coverage_pkey" PRIMARY KEY ("workspaceId","estateId","importId","accountId","region","kind")
);

-- CreateTable
CREATE TABLE "Analysis" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "snapshotId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "totalCount" INTEGER NOT NULL DEFAULT 0,
    "checks" JSON,
    "error" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Analysis_pkey" PRIMARY KEY ("workspaceId","estateId","id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT,
    "affectedCount" INTEGER NOT NULL,
    "likelihood" INTEGER NOT NULL,
    "impact" INTEGER NOT NULL,
    "snapshotId" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "resolvedAt" TIMESTAMP(3),
    "unverifiedSince" TIMESTAMP(3),
    "dismissedAt" TIMESTAMP(3),
    "dismissedBy" TEXT,
    "dismissReason" TEXT,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("workspaceId","estateId","id")
);

-- CreateTable
CREATE TABLE "AlertTransition" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "alertId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "AlertTransition_pkey" PRIMARY KEY ("workspaceId","estateId","alertId","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "Estate_workspaceId_sampleName_key" ON "Estate"("workspaceId", "sampleName");

-- CreateIndex
CREATE INDEX "Import_workspaceId_estateId_snapshotId_number_idx" ON "Import"("workspaceId", "estateId", "snapshotId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Import_workspaceId_estateId_number_key" ON "Import"("workspaceId", "estateId", "number");

-- CreateIndex
CREATE INDEX "Analysis_state_createdAt_idx" ON "Analysis"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Analysis_workspaceId_estateId_number_key" ON "Analysis"("workspaceId", "estateId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_workspaceId_estateId_fingerprint_key" ON "Alert"("workspaceId", "estateId", "fingerprint");

-- AddForeignKey
ALTER TABLE "Estate" ADD CONSTRAINT "Estate_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_workspaceId_estateId_snapshotId_fkey" FOREIGN KEY ("workspaceId", "estateId", "snapshotId") REFERENCES "Snapshot"("workspaceId", "estateId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Coverage" ADD CONSTRAINT "Coverage_workspaceId_estateId_importId_fkey" FOREIGN KEY ("workspaceId", "estateId", "importId") REFERENCES "Import"("workspaceId", "estateId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Analysis" ADD CONSTRAINT "Analysis_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertTransition" ADD CONSTRAINT "AlertTransition_workspaceId_estateId_alertId_fkey" FOREIGN KEY ("workspaceId", "estateId", "alertId") REFERENCES "Alert"("workspaceId", "estateId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
