-- AlterTable
ALTER TABLE "SyncItem" ADD COLUMN     "failedEtag" TEXT,
ADD COLUMN     "failedSize" DOUBLE PRECISION,
ADD COLUMN     "retryAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "SyncRun" ADD COLUMN     "asked" BOOLEAN NOT NULL DEFAULT false;
