-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN "auditCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "auditHead" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "AlertTransition" ADD COLUMN "consideredAt" TIMESTAMP(3);

-- What was opened before rules could act is answered by nobody by itself.
UPDATE "AlertTransition" SET "consideredAt" = "at";

-- AlterTable
ALTER TABLE "RemediationRule" ADD COLUMN "failedCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "troubles" JSON;

-- CreateTable
CREATE TABLE "Action" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "estateId" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "alertId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "alertTitle" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "rule" JSON NOT NULL,
    "plan" JSON,
    "planHash" TEXT,
    "trial" JSON,
    "approvals" JSON NOT NULL,
    "reports" JSON NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),
    "executorName" TEXT,
    "executedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Action_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "ActionTransition" (
    "workspaceId" TEXT NOT NULL,
    "actionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "auditNumber" INTEGER NOT NULL,

    CONSTRAINT "ActionTransition_pkey" PRIMARY KEY ("workspaceId","actionId","number")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "estateId" TEXT,
    "detail" JSON NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("workspaceId","number")
);

-- CreateTable
CREATE TABLE "Automation" (
    "workspaceId" TEXT NOT NULL,
    "isPaused" BOOLEAN NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "Automation_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "Person" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Executor" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "said" JSON,

    CONSTRAINT "Executor_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "AlertTransition_consideredAt_toState_idx" ON "AlertTransition"("consideredAt", "toState");

-- CreateIndex
CREATE INDEX "Action_workspaceId_estateId_createdAt_idx" ON "Action"("workspaceId", "estateId", "createdAt");

-- CreateIndex
CREATE INDEX "Action_workspaceId_ruleId_createdAt_idx" ON "Action"("workspaceId", "ruleId", "createdAt");

-- CreateIndex
CREATE INDEX "Action_state_idx" ON "Action"("state");

-- CreateIndex
CREATE UNIQUE INDEX "Action_workspaceId_idempotencyKey_key" ON "Action"("workspaceId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_subjectId_number_idx" ON "AuditEntry"("workspaceId", "subjectId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Executor_tokenHash_key" ON "Executor"("tokenHash");

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_workspaceId_estateId_fkey" FOREIGN KEY ("workspaceId", "estateId") REFERENCES "Estate"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTransition" ADD CONSTRAINT "ActionTransition_workspaceId_actionId_fkey" FOREIGN KEY ("workspaceId", "actionId") REFERENCES "Action"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Automation" ADD CONSTRAINT "Automation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Executor" ADD CONSTRAINT "Executor_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The audit is added to, and nothing else, whoever is connected. The semicolons of the function are written \x3B, for a
-- script is cut at every other one before it is sent.
CREATE FUNCTION "auditIsAppendOnly"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION \'the audit is append-only: an entry is never changed or removed\'\x3B END\x3B';

CREATE TRIGGER "AuditEntry_keepRows" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION "auditIsAppendOnly"();

CREATE TRIGGER "AuditEntry_keepTable" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION "auditIsAppendOnly"();
