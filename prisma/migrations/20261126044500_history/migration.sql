-- AlterTable: what was read before was last seen when it was taken.
ALTER TABLE "Import" ADD COLUMN     "changes" JSON,
ADD COLUMN     "lastSeenAt" TIMESTAMP(3),
ADD COLUMN     "sourceName" TEXT;
UPDATE "Import" SET "lastSeenAt" = "takenAt";
ALTER TABLE "Import" ALTER COLUMN "lastSeenAt" SET NOT NULL;
