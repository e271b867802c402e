-- CreateTable
CREATE TABLE "Sink" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "secret" TEXT,
    "secretHint" TEXT,
    "minSeverity" TEXT NOT NULL,
    "isEnabled" BOOLEAN NOT NULL,
    "disabledReason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "repeatedAt" TIMESTAMP(3),

    CONSTRAINT "Sink_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "workspaceId" TEXT NOT NULL,
    "sinkId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "alertId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message" JSON NOT NULL,
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "claimCount" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),
    "dueAt" TIMESTAMP(3) NOT NULL,
    "outcome" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("workspaceId","sinkId","estateId","alertId","number")
);

-- CreateTable
CREATE TABLE "Posting" (
    "workspaceId" TEXT NOT NULL,
    "sinkId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "alertId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "told" JSON NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Posting_pkey" PRIMARY KEY ("workspaceId","sinkId","estateId","alertId")
);

-- CreateIndex
CREATE INDEX "Delivery_state_dueAt_idx" ON "Delivery"("state", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_workspaceId_id_key" ON "Delivery"("workspaceId", "id");

-- AddForeignKey
ALTER TABLE "Sink" ADD CONSTRAINT "Sink_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_workspaceId_sinkId_fkey" FOREIGN KEY ("workspaceId", "sinkId") REFERENCES "Sink"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_workspaceId_estateId_alertId_fkey" FOREIGN KEY ("workspaceId", "estateId", "alertId") REFERENCES "Alert"("workspaceId", "estateId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_workspaceId_sinkId_fkey" FOREIGN KEY ("workspaceId", "sinkId") REFERENCES "Sink"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_workspaceId_estateId_alertId_fkey" FOREIGN KEY ("workspaceId", "estateId", "alertId") REFERENCES "Alert"("workspaceId", "estateId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
