-- AlterTable
ALTER TABLE "Alert" ADD COLUMN     "parent" TEXT;

-- CreateTable
CREATE TABLE "Baseline" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "snapshotId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Baseline_pkey" PRIMARY KEY ("workspaceId","estateId")
);

-- CreateTable
CREATE TABLE "Anomaly" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "anomalyId" TEXT NOT NULL,
    "detector" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "document" JSON NOT NULL,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "firstSnapshotId" TEXT NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Anomaly_pkey" PRIMARY KEY ("workspaceId","estateId","anomalyId")
);

-- CreateTable
CREATE TABLE "AnomalyAnswer" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "anomalyId" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "owner" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AnomalyAnswer_pkey" PRIMARY KEY ("workspaceId","estateId","anomalyId")
);

-- AddForeignKey
ALTER TABLE "Baseline" ADD CONSTRAINT "Baseline_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Baseline" ADD CONSTRAINT "Baseline_workspaceId_estateId_snapshotId_fkey" FOREIGN KEY ("workspaceId", "estateId", "snapshotId") REFERENCES "Snapshot"("workspaceId", "estateId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Anomaly" ADD CONSTRAINT "Anomaly_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnomalyAnswer" ADD CONSTRAINT "AnomalyAnswer_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
