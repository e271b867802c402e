-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "lookSeen" TEXT,
ADD COLUMN     "lookSeenAt" TIMESTAMP(3),
ADD COLUMN     "lookTaken" TEXT;
