-- AlterTable
ALTER TABLE "Alert" ADD COLUMN     "dismissedUntil" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "Alert_dismissedUntil_idx" ON "Alert"("dismissedUntil");
