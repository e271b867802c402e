-- CreateTable
CREATE TABLE "IntentDecision" (
    "workspaceId" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "actorId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IntentDecision_pkey" PRIMARY KEY ("workspaceId","estateId","subject")
);

-- AddForeignKey
ALTER TABLE "IntentDecision" ADD CONSTRAINT "IntentDecision_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
