-- CreateTable
CREATE TABLE "ScanReport" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scanner" TEXT,
    "madeAt" TEXT,
    "uploadedAt" TIMESTAMP(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "entryCount" INTEGER NOT NULL,
    "serviceCount" INTEGER NOT NULL,
    "leftOut" JSON NOT NULL,
    "instanceIds" JSON NOT NULL,
    "vpcId" TEXT,
    "removedAt" TIMESTAMP(3),
    "body" BYTEA NOT NULL,

    CONSTRAINT "ScanReport_pkey" PRIMARY KEY ("workspaceId","estateId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ScanReport_workspaceId_estateId_kind_name_key" ON "ScanReport"("workspaceId", "estateId", "kind", "name");

-- AddForeignKey
ALTER TABLE "ScanReport" ADD CONSTRAINT "ScanReport_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
