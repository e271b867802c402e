-- CreateTable
CREATE TABLE "Source" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "estateId" TEXT,
    "newEstateName" TEXT,
    "folder" TEXT,
    "accountId" TEXT,
    "intervalSeconds" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "lastSweepAt" TIMESTAMP(3),
    "trouble" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "SourceToken" (
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "SourceToken_pkey" PRIMARY KEY ("workspaceId","sourceId","id")
);

-- CreateTable
CREATE TABLE "Partition" (
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMP(3) NOT NULL,
    "goodStart" TIMESTAMP(3),
    "goodEnd" TIMESTAMP(3),
    "itemCount" INTEGER NOT NULL,
    "itemIds" JSON NOT NULL,
    "hash" TEXT,
    "body" BYTEA,
    "doubtedIds" JSON,

    CONSTRAINT "Partition_pkey" PRIMARY KEY ("workspaceId","sourceId","accountId","region","kind")
);

-- CreateTable
CREATE TABLE "Sweep" (
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "committedAt" TIMESTAMP(3),
    "answer" JSON,

    CONSTRAINT "Sweep_pkey" PRIMARY KEY ("workspaceId","sourceId","id")
);

-- CreateTable
CREATE TABLE "SweepChunk" (
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "sweepId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "SweepChunk_pkey" PRIMARY KEY ("workspaceId","sourceId","sweepId","sequence")
);

-- CreateIndex
CREATE INDEX "Source_workspaceId_estateId_idx" ON "Source"("workspaceId", "estateId");

-- CreateIndex
CREATE UNIQUE INDEX "SourceToken_hash_key" ON "SourceToken"("hash");

-- CreateIndex
CREATE INDEX "Sweep_workspaceId_sourceId_committedAt_idx" ON "Sweep"("workspaceId", "sourceId", "committedAt");

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceToken" ADD CONSTRAINT "SourceToken_workspaceId_sourceId_fkey" FOREIGN KEY ("workspaceId", "sourceId") REFERENCES "Source"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partition" ADD CONSTRAINT "Partition_workspaceId_sourceId_fkey" FOREIGN KEY ("workspaceId", "sourceId") REFERENCES "Source"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sweep" ADD CONSTRAINT "Sweep_workspaceId_sourceId_fkey" FOREIGN KEY ("workspaceId", "sourceId") REFERENCES "Source"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SweepChunk" ADD CONSTRAINT "SweepChunk_workspaceId_sourceId_sweepId_fkey" FOREIGN KEY ("workspaceId", "sourceId", "sweepId") REFERENCES "Sweep"("workspaceId", "sourceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
