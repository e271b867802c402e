-- CreateTable
CREATE TABLE "Fix" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "latestRunId" TEXT,
    "runId" TEXT,
    "snapshotId" TEXT,
    "triedAt" TIMESTAMP(3),
    "verifiedCount" INTEGER NOT NULL DEFAULT 0,
    "result" JSON,

    CONSTRAINT "Fix_pkey" PRIMARY KEY ("workspaceId","estateId","fingerprint")
);

-- CreateTable
CREATE TABLE "RemediationRule" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "latestRunId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RemediationRule_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "RemediationRule_workspaceId_estateId_name_idx" ON "RemediationRule"("workspaceId", "estateId", "name");

-- AddForeignKey
ALTER TABLE "Fix" ADD CONSTRAINT "Fix_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemediationRule" ADD CONSTRAINT "RemediationRule_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
