-- CreateTable
CREATE TABLE "ChangeEvent" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "document" JSON NOT NULL,

    CONSTRAINT "ChangeEvent_pkey" PRIMARY KEY ("workspaceId","estateId","id")
);

-- CreateIndex
CREATE INDEX "ChangeEvent_workspaceId_estateId_at_idx" ON "ChangeEvent"("workspaceId", "estateId", "at");

-- AddForeignKey
ALTER TABLE "ChangeEvent" ADD CONSTRAINT "ChangeEvent_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
